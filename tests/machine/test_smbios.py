"""The firmware's tables are untrusted bytes with a known shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.machine.smbios import Device, device

BIOS = bytes([0, 18, 0, 0]) + bytes([1, 2]) + bytes(12) + b"Maker\0Version\0\0"
SYSTEM = bytes([1, 27, 1, 0, 1, 2, 0, 3]) + bytes(19) + b"LENOVO\0ThinkPad\0PF-12345 \0\0"
NO_STRINGS = bytes([32, 6, 2, 0, 0, 0]) + b"\0\0"
END = bytes([127, 4, 3, 0]) + b"\0\0"


def test_the_computer_is_found_among_other_things() -> None:
    """Structures with and without strings before it are passed over."""
    assert device(BIOS + NO_STRINGS + SYSTEM + END) == Device("LENOVO", "ThinkPad", "PF-12345")


@pytest.mark.parametrize("tables", [b"", BIOS + END, END + SYSTEM, SYSTEM[:20], b"\x01\x02\0\0\0\0"])
def test_without_it_there_is_nothing(tables: bytes) -> None:
    """Missing, behind the end, or cut off: nothing is made up."""
    assert device(tables) == Device()


@given(st.binary(max_size=200))
def test_damaged_tables_never_raise(tables: bytes) -> None:
    """Any bytes give some device."""
    assert isinstance(device(tables), Device)
