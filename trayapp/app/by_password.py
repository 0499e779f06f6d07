"""Signing in with a name and a password, whoever asks for it."""

from __future__ import annotations

from trayapp.core.errors import SignIn
from trayapp.core.ports import Authority, Grant
from trayapp.redaction import hide


def by_password(authority: Authority, user: str, password: str) -> Grant:
    """What the portal gives for the two; the password is never logged from here on.

    Raises `SignIn` with `reason` password where it does not know them; else as `Authority.password` does.
    """
    hide(password)
    try:
        return authority.password(user.strip(), password)
    except SignIn as error:
        raise SignIn(error.detail, **{**error.params, "reason": "password"}) from error
