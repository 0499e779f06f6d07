"""PNG and APNG: chunks."""

from __future__ import annotations

from collections.abc import Iterator

from trayapp.core.metadata.parts import BadPicture, Budget, Part, joined, number, piece

_SIGNATURE = 8
_AROUND = 12
"""Length, kind and checksum of each chunk."""
_EXACT = {b"IHDR": 13, b"acTL": 8, b"fcTL": 26, b"gAMA": 4, b"sRGB": 1, b"cICP": 4}
_AT_MOST = {b"PLTE": 768, b"tRNS": 256}
_PIXELS = {b"IDAT", b"fdAT"}
_END = b"IEND"
_LAST = b"\0\0\0\0IEND\xaeB`\x82"


def clean_png(data: memoryview) -> bytes:
    """Only what the pixels, their transparency and their movement are made of. Raises `BadPicture`.

    gAMA, sRGB and cICP stay: four bytes at most, without which a picture may come out far too dark, and which are the
    same for thousands of screens. iCCP and cHRM go: they describe the very screen it was taken on, or name it.
    """
    kept: list[Part] = [data[:_SIGNATURE]]
    seen = set()
    for kind, chunk in _chunks(data):
        length = len(chunk) - _AROUND
        seen.add(kind)
        if _wanted(kind, length):
            kept.append(chunk)
        elif not kind[0] & 0x20 and kind != _END:  # a capital letter: without it nobody can show the picture
            raise BadPicture(f"chunk {kind!r} of {length} bytes")
    if not {b"IHDR", b"IDAT", _END} <= seen:
        raise BadPicture("cut off")
    return joined([*kept, _LAST])


def _chunks(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Up to the end that the picture names, whatever stands behind it."""
    at, kind, budget = _SIGNATURE, b"", Budget()
    while kind != _END:
        budget.spend()
        length, kind = number(data, at, 4, "big"), bytes(piece(data, at + 4, 4))
        yield kind, piece(data, at, length + _AROUND)
        at += length + _AROUND


def _wanted(kind: bytes, length: int) -> bool:
    return kind in _PIXELS or _EXACT.get(kind) == length or length <= _AT_MOST.get(kind, -1)
