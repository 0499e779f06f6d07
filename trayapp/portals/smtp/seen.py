"""What is said on one line to a mail server, for a witness; what somebody signs in with is never handed over."""

from __future__ import annotations

from trayapp.core.ports.witness import Exchange, Witness
from trayapp.portals.witnessed import KEPT

_HIDDEN = "(hidden)"


class Seen:
    """Makes an exchange of each command and its answer."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._open: Exchange | None = None

    def asked(self, command: str, *, secret: bool = False, body: bytes = b"") -> None:
        """Before the words go out. `secret`: of the command only its name may be seen."""
        method, _, rest = command.strip().partition(" ")
        path = _HIDDEN if secret else rest
        self._open = Exchange("AUTH" if secret else method.upper(), path, body[:KEPT])
        self._witness(self._open)

    def answered(self, code: int, words: bytes) -> None:
        """To what was asked last."""
        if self._open is not None:
            self._open.status, self._open.received, self._open.size = code, words[:KEPT], len(words)
            self._open = None
