"""WebP: RIFF chunks."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

from trayapp.core.metadata.parts import BadPicture, Budget, Part, joined, number, piece

_HEAD, _CHUNK = 12, 8
_PIXELS = {b"VP8 ", b"VP8L", b"ALPH"}
_FRAME = 16
"""Place, size and time of one frame, before the frame's own chunks."""
_FLAGS = 0x10 | 0x02
"""Of VP8X what stays: there is alpha, it moves. Gone: profile, EXIF, XMP."""


def clean_webp(data: memoryview) -> bytes:
    """Pixels, alpha and movement. Raises `BadPicture`."""
    inside = piece(data, _HEAD, number(data, 4, 4, "little") - 4)
    chunks = [(kind, body) for kind, found in _chunks(inside) if (body := _kept(kind, found)) is not None]
    if not {b"VP8 ", b"VP8L", b"ANMF"} & {kind for kind, _ in chunks}:
        raise BadPicture("no pixels")
    parts = _written(chunks)
    return joined([b"RIFF", struct.pack("<I", _length(parts) + 4), b"WEBP", *parts])


def _kept(kind: bytes, body: memoryview) -> Part | None:
    """What is kept of a chunk; `None`: nothing, not even its name."""
    match kind:
        case b"VP8 " | b"VP8L" | b"ALPH":
            return body
        case b"VP8X":
            return bytes([number(body, 0, 1, "little") & _FLAGS, 0, 0, 0]) + bytes(piece(body, 4, 6))
        case b"ANIM":
            return piece(body, 0, 6)
        case b"ANMF":
            inner = _chunks(piece(body, _FRAME, len(body) - _FRAME))
            return joined([body[:_FRAME], *_written([each for each in inner if each[0] in _PIXELS])])
        case _:
            return None


def _chunks(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    at, budget = 0, Budget()
    while at < len(data):
        budget.spend()
        length = number(data, at + 4, 4, "little")
        yield bytes(piece(data, at, 4)), piece(data, at + _CHUNK, length)
        at += _CHUNK + length + length % 2


def _written(chunks: Sequence[tuple[bytes, Part]]) -> list[Part]:
    return [
        part
        for kind, body in chunks
        for part in (kind, struct.pack("<I", len(body)), body, bytes(len(body) % 2))
    ]


def _length(parts: Iterable[Part]) -> int:
    return sum(len(part) for part in parts)
