"""What may be a telephone number. People write them in many ways, and a portal somewhere else knows other ones."""

from __future__ import annotations

_FEWEST = 3
"""Digits: extensions and emergency numbers have so many."""


def may_be_number(text: str) -> bool:
    """Whether somebody could be called by it; an empty text takes the number away. Whether it rings, nobody checks."""
    digits = sum(letter.isdecimal() for letter in text)
    return not text.strip() or digits >= _FEWEST
