"""BMP: two headers, colours, rows, and perhaps a profile with the path of a file."""

from __future__ import annotations

import struct

from trayapp.core.metadata.parts import BadPicture, joined, number, piece

_FILE_HEADER = 14
_OLDEST, _WITH_PROFILE = 12, 124
_SRGB = b"BGRs"
_LINKED_OR_EMBEDDED = {b"KNIL", b"DEBM"}


def clean_bmp(data: memoryview) -> bytes:
    """Headers, colours and rows; no profile, and nothing behind the rows. Raises `BadPicture`."""
    start, length = number(data, 10, 4, "little"), number(data, 14, 4, "little")
    if start < _FILE_HEADER + length:
        raise BadPicture(f"rows at {start}, inside the headers")
    end = start + _size_of_rows(data, length)
    rows = piece(data, start, end - start)
    kept = bytearray(piece(data, 0, start))
    if length == _WITH_PROFILE and bytes(data[70:74]) in _LINKED_OR_EMBEDDED:
        kept[70:74] = _SRGB
        kept[126:134] = bytes(8)  # where the profile lies, and how long it is
    struct.pack_into("<I", kept, 2, end)
    if length != _OLDEST:
        struct.pack_into("<ii", kept, 38, 0, 0)  # dots for each metre
    return joined([kept, rows])


def _size_of_rows(data: memoryview, length: int) -> int:
    if length == _OLDEST:
        width, height = number(data, 18, 2, "little"), number(data, 20, 2, "little")
        return _rows(width, height, number(data, 24, 2, "little"))
    packed = number(data, 30, 4, "little")
    if packed not in {0, 3, 6}:
        if not (said := number(data, 34, 4, "little")):
            raise BadPicture("rows of no length")
        return said
    width, height = struct.unpack("<ii", piece(data, 18, 8))
    return _rows(abs(width), abs(height), number(data, 28, 2, "little"))


def _rows(width: int, height: int, bits: int) -> int:
    """Each row is filled up to four bytes."""
    return (width * bits + 31) // 32 * 4 * height
