"""What a finder says: what kind of private thing stands where. Never the thing itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What something private is."""

    EMAIL = "email"
    CARD = "card"
    """The number of a payment card."""
    IBAN = "iban"
    KEY = "key"
    """A token, a key, or anything else that lets a program in."""
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    """One that stands in a text, or a field to type one into."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A part of a text, from `start` up to but without `end`, in characters."""

    start: int
    end: int
    kind: Kind
