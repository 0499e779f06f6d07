"""Colour profiles that must stay: emptied of texts, dates and names."""

from __future__ import annotations

from trayapp.core.metadata.parts import BadPicture, number, piece

_HEADER, _TAG = 128, 12
_NAMING = ((24, 36), (40, 44), (48, 56), (80, 100))
"""In the header: date, platform, maker and model, program, checksum."""
_COLOURS = {
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"cicp",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"aabg", b"aagg", b"aarg",
}  # fmt: skip
_MOST_TAGS = 200


def blank_profile(profile: memoryview) -> None:
    """In place. Raises `BadPicture`."""
    piece(profile, 0, _HEADER)
    for start, end in _NAMING:
        profile[start:end] = bytes(end - start)
    count = number(profile, _HEADER, 4, "big")
    if count > _MOST_TAGS:
        raise BadPicture(f"{count} tags in a profile")
    tags = [piece(profile, _HEADER + 4 + _TAG * index, _TAG) for index in range(count)]
    for tag in tags:
        if bytes(tag[:4]) not in _COLOURS:
            start, length = number(tag, 4, 4, "big"), number(tag, 8, 4, "big")
            _empty(piece(profile, start, length))


def _empty(value: memoryview) -> None:
    """A text of no letters, of the kind it was."""
    kind = bytes(value[:4])
    value[4:] = bytes(max(len(value) - 4, 0))
    if kind == b"mluc" and len(value) >= 16:
        value[12:16] = (12).to_bytes(4, "big")
