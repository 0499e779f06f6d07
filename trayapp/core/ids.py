"""Identifiers made on this machine: operation ids and the reference an employee can read out."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import NewType

OpId = NewType("OpId", str)
"""UUIDv7 as text. Made once, at submit, and the same on every try (it is the `Idempotency-Key`)."""

_READABLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No I, L, O, 0 or 1: the reference is read out over a telephone."""


def new_op_id(now: datetime, random_bits: Callable[[int], int] = secrets.randbits) -> OpId:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits; sorts by the time it was made."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | random_bits(12) << 64 | 0b10 << 62 | random_bits(62)
    return OpId(str(uuid.UUID(int=value)))


def reference(op_id: OpId) -> str:
    """The short code to quote on the telephone, such as `K7-42-QX` (CH-2).

    Derived from the random part of the id, so the app, the portal and the helpdesk agree on it without storing it.
    Raises `ValueError` for what is no operation's id.
    """
    number = uuid.UUID(op_id).int & ((1 << 62) - 1)
    letters = []
    for _ in range(6):
        number, index = divmod(number, len(_READABLE))
        letters.append(_READABLE[index])
    return "-".join("".join(letters[start : start + 2]) for start in (0, 2, 4))
