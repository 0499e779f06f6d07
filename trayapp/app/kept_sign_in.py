"""The sign-in of one portal in the key store: a personal token, or what OAuth granted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from trayapp.core.password import password_of
from trayapp.core.ports import Grant, Secrets
from trayapp.redaction import hide

_PERSONAL = "token"
_GRANT = "grant"
_FIRST_KIND = "native"


class KeptSignIn:
    """Reads and writes the key store; every method may block on it. One of the two kinds lies there, never both."""

    def __init__(
        self, open_secrets: Callable[[], Secrets], former: Callable[[], Secrets] | None = None
    ) -> None:
        self._open = open_secrets
        self._former = former
        """Where earlier versions kept it: what is found there moves over."""
        self._secrets: Secrets | None = None

    def read(self) -> Grant | None:
        """What is kept; a personal token is a grant that never ends."""
        grant = _read(self._opened())
        if grant is None and self._former is not None:
            former = self._former()
            grant = _read(former)
            if grant is not None and self.write(grant):
                _forget(former)
        if grant is not None:
            hide_grant(grant)
        return grant

    def write(self, grant: Grant) -> bool:
        """Keep it; `False`: in memory alone, until the program ends."""
        secrets = self._opened()
        personal = grant.refresh is None and grant.expires_at is None
        name, other = (_PERSONAL, _GRANT) if personal else (_GRANT, _PERSONAL)
        durable = secrets.put(name, grant.access if personal else _text(grant))
        secrets.delete(other)
        return durable

    def put_back(self, before: Grant | None) -> None:
        """As it was read before something was written."""
        if before is None:
            self.forget()
        else:
            self.write(before)

    def forget(self) -> None:
        """It is nowhere any more."""
        _forget(self._opened())
        if self._former is not None:
            _forget(self._former())

    def look_again(self) -> None:
        """Another process may have written: what was read before does not count."""
        self._secrets = None

    def _opened(self) -> Secrets:
        if self._secrets is None:
            self._secrets = self._open()
        return self._secrets


def earlier(name: str) -> str | None:
    """Under what a helpdesk's sign-in was kept when there was one kind of them: its server alone."""
    kind, _, address = name.partition(" ")
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if kind == _FIRST_KIND and parts.netloc else None


def names_of(name: str) -> frozenset[str]:
    """Under what a sign-in at that helpdesk may have been noted."""
    return frozenset(filter(None, (name, earlier(name))))


def hide_grant(grant: Grant) -> None:
    """Its tokens, and the password that may be in it, are never logged."""
    signed = password_of(grant.access)
    password = signed.password if signed else None
    for secret in filter(None, (grant.access, grant.refresh, password)):
        hide(secret)


def _read(secrets: Secrets) -> Grant | None:
    granted = secrets.get(_GRANT)
    if granted is not None:
        return _parsed(granted)
    token = secrets.get(_PERSONAL)
    return None if token is None else Grant(token)


def _forget(secrets: Secrets) -> None:
    for name in (_PERSONAL, _GRANT):
        secrets.delete(name)


def _text(grant: Grant) -> str:
    ends = grant.expires_at.isoformat() if grant.expires_at else None
    return json.dumps({"access": grant.access, "refresh": grant.refresh, "expires_at": ends})


def _parsed(text: str) -> Grant | None:
    """`None` for what no version of this program wrote: the person signs in again."""
    try:
        kept = json.loads(text)
        ends = kept["expires_at"]
        return Grant(str(kept["access"]), kept["refresh"], datetime.fromisoformat(ends) if ends else None)
    except (ValueError, KeyError, TypeError):
        return None
