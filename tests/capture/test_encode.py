"""Pictures leave as lossless PNG that tells nothing but the picture."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtGui import QImage

from tests.capture.shots import noise
from trayapp.capture.encode import encode


def chunk_kinds(png: bytes) -> list[str]:
    """The kinds of a PNG's chunks, in order."""
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8].decode())
        at += 12 + length
    return kinds


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 2), (17, 16), (40, 33)])
def test_every_pixel_comes_back(width: int, height: int) -> None:
    """A picture of any size decodes to exactly the pixels it was made of."""
    shot = noise(width, height)

    decoded = QImage.fromData(encode(shot).data)

    assert decoded.convertToFormat(QImage.Format.Format_RGB32) == QImage(
        shot.bgrx, width, height, width * 4, QImage.Format.Format_RGB32
    )


def test_nothing_but_the_picture_is_in_the_file() -> None:
    """No time, program, resolution or text goes along."""
    assert set(chunk_kinds(encode(noise(200, 100)).data)) == {"IHDR", "IDAT", "IEND"}


def test_a_big_picture_is_written_in_pieces() -> None:
    """Compressed rows are handed on as they come, in order."""
    kinds = chunk_kinds(encode(noise(500, 300)).data)

    assert kinds[0] == "IHDR"
    assert kinds[-1] == "IEND"
    assert kinds.count("IDAT") > 1
