"""Signing in to a mail server: with the name and password of the mailbox, or with the address alone."""

from __future__ import annotations

from trayapp.core.errors import SignIn
from trayapp.core.password import Password
from trayapp.core.ports import Grant
from trayapp.portals.only_password import OnlyPassword


def _kept(user: str, password: str) -> Grant:
    return Grant(Password(user, password).secret())


class MailAuthority(OnlyPassword):
    """`core.ports.Authority`. Asks nobody: whether the two are right is found out by the probe that follows."""

    def __init__(self) -> None:
        super().__init__(_kept, token=False)

    def methods(self) -> frozenset[str]:
        """Without asking: whether the server wants a password shows when it is given a mail."""
        return frozenset({"password", "name"})

    def password(self, user: str, password: str) -> Grant:
        """Without a password, too: some servers take mail from their own network as it is. Raises `SignIn`."""
        if not user or "\0" in user + password:
            raise SignIn("no name, or none that a mail server could take", reason="refused")
        return _kept(user, password)
