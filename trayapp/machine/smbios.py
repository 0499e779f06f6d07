"""Reads maker, model and serial number from a computer's SMBIOS tables (DMTF DSP0134)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SYSTEM = 1
"""The type of the structure about the whole computer."""
_END = 127
_HEADER = 4


@dataclass(frozen=True, slots=True)
class Device:
    """What the firmware says of the computer; empty where it says nothing."""

    maker: str = ""
    product: str = ""
    serial: str = ""


def device(tables: bytes) -> Device:
    """The computer the tables describe. Damaged tables give what is before the damage."""
    for kind, fixed, strings in _structures(tables):
        if kind == _SYSTEM:
            return Device(*(_string(fixed, strings, at) for at in (4, 5, 7)))
    return Device()


def _structures(tables: bytes) -> Iterator[tuple[int, bytes, list[bytes]]]:
    """Type, fixed part and strings of each structure."""
    at = 0
    while at + _HEADER <= len(tables):
        kind, length = tables[at], tables[at + 1]
        end = tables.find(b"\0\0", at + length)
        if length < _HEADER or end < 0:
            return
        yield kind, tables[at : at + length], tables[at + length : end].split(b"\0")
        if kind == _END:
            return
        at = end + 2


def _string(fixed: bytes, strings: list[bytes], at: int) -> str:
    """The string whose number, counted from 1, stands at this place; 0 is none."""
    number = fixed[at] if at < len(fixed) else 0
    return strings[number - 1].decode("utf-8", "replace").strip() if 0 < number <= len(strings) else ""
