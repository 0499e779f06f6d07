"""Pictures that move go on moving."""

from __future__ import annotations

import struct

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImageReader

from tests.core.metadata.tainted import drawn, gif, png_chunk, webp_chunk, written
from trayapp.core.metadata import clean


def frames(data: bytes) -> list[tuple[int, bytes]]:
    """Each frame's milliseconds and pixels."""
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer)
    found = []
    while not (image := reader.read()).isNull():
        found.append((reader.nextImageDelay(), bytes(image.constBits())))
    return found


def webp() -> bytes:
    """Two frames, each with a chunk that nobody knows."""
    pixels = written(drawn(), "webp", 100)
    pixels = pixels[pixels.index(b"VP8L") :]
    place = bytes(6) + bytes([23, 0, 0, 15, 0, 0]) + struct.pack("<I", 90)[:3] + b"\0"
    frame = webp_chunk(b"ANMF", place + pixels + webp_chunk(b"note", b"SECRET"))
    head = webp_chunk(b"VP8X", bytes([0x02 | 0x08, 0, 0, 0, 23, 0, 0, 15, 0, 0]))
    body = b"WEBP" + head + webp_chunk(b"ANIM", bytes(6)) + frame + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_gif_moves_as_before() -> None:
    """Frames, their times and their repetition stay; a text between them takes its timing along."""
    kept = clean(gif())

    assert kept is not None
    assert len(frames(gif())) == 2
    assert frames(kept) == frames(gif())
    assert kept.count(b"\x21\xf9\x04") == 2
    assert b"NETSCAPE2.0\x03\x01\0\0\0" in kept


def test_a_webp_moves_as_before() -> None:
    """Frames and their times stay; what is written between them goes."""
    kept = clean(webp())

    assert kept is not None
    assert len(frames(webp())) == 2
    assert frames(kept) == frames(webp())
    assert b"SECRET" not in kept


def test_a_png_moves_as_before() -> None:
    """The chunks of an animated PNG stay."""
    plain = written(drawn(), "png")
    moving = [
        png_chunk(b"acTL", bytes(8)),
        png_chunk(b"fcTL", bytes(26)),
        png_chunk(b"fdAT", b"\0\0\0\1pixels"),
    ]
    told = (
        plain[:33]
        + moving[0]
        + moving[1]
        + plain[33:-12]
        + moving[2]
        + png_chunk(b"acTL", b"SECRET")
        + plain[-12:]
    )

    kept = clean(told)

    assert kept is not None
    assert all(chunk in kept for chunk in moving)
    assert b"SECRET" not in kept
