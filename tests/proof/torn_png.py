"""Pixels of a PNG whose end is missing, as a program leaves it that was killed while it wrote."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def pixels_of_torn_png(data: bytes) -> bytes:
    """Every row that is there, in the picture's own channels; nothing when it has no head. 8 bits a channel only."""
    chunks = dict.fromkeys((b"IHDR", b"IDAT"), b"")
    for kind, body in _chunks(data):
        if kind in chunks:
            chunks[kind] += body
    if len(chunks[b"IHDR"]) < 13:
        return b""
    width, _height, depth, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    if depth != 8 or colours not in _CHANNELS:
        return b""
    return _rows(_inflated(chunks[b"IDAT"]), width * _CHANNELS[colours], _CHANNELS[colours])


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + length]
        at += length + 12


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed)
    except zlib.error:
        return b""


def _rows(data: bytes, length: int, step: int) -> bytes:
    above, made = bytearray(length), bytearray()
    for at in range(0, len(data) - length, length + 1):
        above = _unfiltered(data[at], bytearray(data[at + 1 : at + 1 + length]), above, step)
        made += above
    return bytes(made)


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    if kind == 0:
        return row
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[min(kind, 4) - 1]
        row[at] = (row[at] + guess) & 255
    return row


def _paeth(left: int, above: int, corner: int) -> int:
    return min((left, above, corner), key=lambda each: abs(left + above - corner - each))
