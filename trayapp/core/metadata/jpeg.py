"""JPEG: segments between markers."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from trayapp.core.metadata.exif import orientation
from trayapp.core.metadata.parts import BadPicture, Budget, Part, joined, number, piece

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP14 = 0xE0, 0xE1, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}
"""Huffman, arithmetic and quantisation tables, number of lines, restarts, hierarchies."""
_BARE = {0x01, *range(0xD0, 0xD8)}
"""Markers with nothing behind them."""
_JFIF = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
"""Version 1.1, square pixels, no resolution, no thumbnail."""
_ADOBE = b"Adobe"
_ADOBE_LENGTH = 12
_EXIF = b"Exif\0\0"
_TURNED = (
    b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01"  # one entry:
    b"\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"  # the orientation, a short number
)
_MARKER = re.compile(rb"\xff[^\x00\xff]")
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_STRIDE = 1 << 20
Segment = tuple[int, memoryview]


def clean_jpeg(data: memoryview) -> bytes:
    """Tables, frames and scans; which way is up; JFIF and Adobe, on which the colours depend. Raises `BadPicture`."""
    kept: list[Part] = []
    jfif, adobe, turned, shown = b"", b"", 1, False
    for marker, body in _segments(data):
        if marker == _APP0 and bytes(body[:5]) == b"JFIF\0":
            jfif = _JFIF
        elif marker == _APP1 and bytes(body[:6]) == _EXIF:
            turned = orientation(body[6:]) if turned == 1 else turned
        elif marker == _APP14 and bytes(body[:5]) == _ADOBE and len(body) >= _ADOBE_LENGTH:
            adobe = b"\xff\xee\x00\x0e" + bytes(body[:_ADOBE_LENGTH])
        elif marker in _TABLES or marker in _FRAMES:
            kept += _segment(marker, body)
        elif marker == _SCAN:
            kept.append(body)
            shown = True
        elif not _APP0 <= marker <= 0xFE:
            raise BadPicture(f"marker {marker:#x}")
    if not shown:
        raise BadPicture("no pixels")
    upright = _TURNED % turned if turned > 1 else b""
    return joined([b"\xff\xd8", jfif, upright, adobe, *kept, b"\xff\xd9"])


def _segments(data: memoryview) -> Iterator[Segment]:
    """Marker and what belongs to it, up to the end of the picture or of the file; a scan with its pixels."""
    at, budget = 2, Budget()
    while True:
        budget.spend()
        marker, at = _marker(data, at)
        if marker == _END:
            return
        if marker in _BARE:
            continue
        length = number(data, at, 2, "big")
        body = piece(data, at + 2, length - 2)
        if marker == _SCAN:
            end = _found(_AFTER_SCAN, data, at + length)
            yield marker, data[at - 2 : end]
            if end == len(data):  # cut off in its pixels: what is there can be shown
                return
            at = end
        else:
            yield marker, body
            at += length


def _marker(data: memoryview, at: int) -> tuple[int, int]:
    """The next marker, and where it ends. What stands before it belongs to nothing, and every program skips it."""
    at = _found(_MARKER, data, at) + 1
    marker = number(data, at, 1, "big")
    if marker == _START:
        raise BadPicture(f"another picture at {at}")
    return marker, at + 1


def _found(pattern: re.Pattern[bytes], data: memoryview, at: int) -> int:
    """Where it begins, or the end. In strides, for nobody else runs while one is searched."""
    while at < len(data):
        if found := pattern.search(data[at : at + _STRIDE + 1]):
            return at + found.start()
        at += _STRIDE
    return len(data)


def _segment(marker: int, body: memoryview) -> tuple[Part, ...]:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2), body
