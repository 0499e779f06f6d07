"""Passwords: what is good enough, and the argon2 hash that is kept of one."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
"""Characters of a password."""
_OWN_WORDS = 8
"""So many characters must be left when the person's name and address are taken out."""
_DIFFERENT = 5
_AT_ONCE = 4
"""Hashing takes 64 MiB: more sign-ins at the same time wait for one another."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs whoever tries many; the second choice of RFC 9106."""

    rounds: int = 3
    memory: int = 64 * 1024
    """KiB."""
    lanes: int = 4


CHEAP = Cost(1, 8, 1)
"""For tests and for passwords that are no secret, those of the sample people."""


class Passwords:
    """Hashes and compares. Safe to use from any thread."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._hasher = PasswordHasher(self._cost.rounds, self._cost.memory, self._cost.lanes)
        self._room = threading.Semaphore(_AT_ONCE)
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """What is kept of it."""
        with self._room:
            return self._hasher.hash(_same(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether it is that password. `None` (there is none) takes as long, and is never right."""
        known = kept is not None
        if kept is None:
            kept = self._nobodys = self._nobodys or self.hash("the password of nobody")
        try:
            with self._room:
                self._hasher.verify(kept, _same(password))
        except (VerificationError, InvalidHashError):
            return False
        return known

    def outdated(self, kept: str) -> bool:
        """Whether it was hashed at another cost than is asked for now."""
        return self._hasher.check_needs_rehash(kept)


def fault(password: str, email: str, name: str) -> str | None:
    """Why it is not good enough, in people's words; `None` when it is."""
    typed = _same(password)
    if len(typed) < SHORTEST:
        return f"Use at least {SHORTEST} characters."
    if len(typed) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if len(set(typed.casefold())) < _DIFFERENT:
        return "Use more different characters."
    if len(_without(typed.casefold(), email, name)) < _OWN_WORDS:
        return "Use more than your name and your e-mail address: others know those."
    return None


def _same(password: str) -> str:
    """One form for what looks the same, however the keyboard composed it."""
    return unicodedata.normalize("NFC", password)


def _without(typed: str, email: str, name: str) -> str:
    """What is left of it without the words of the person's name and address."""
    known = re.findall(r"\w{3,}", f"{email} {name}".casefold())
    for word in sorted(known, key=len, reverse=True):
        typed = typed.replace(word, "")
    return re.sub(r"[\W_]", "", typed)
