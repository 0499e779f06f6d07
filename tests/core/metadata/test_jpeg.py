"""What is special about JPEG: which way is up, colours that a segment decides, scans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImageReader, QImageWriter

from tests.core.metadata.tainted import drawn, jpeg, jpeg_segment, read, written
from trayapp.core.metadata import BadPicture, clean


def shown(data: bytes) -> tuple[int, int]:
    """Width and height as a program shows it that turns it upright."""
    buffer = QBuffer()
    buffer.setData(data)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    return image.width(), image.height()


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (24, 16)), (3, (24, 16)), (6, (16, 24)), (8, (16, 24))]
)
def test_it_stays_upright(orientation: int, size: tuple[int, int]) -> None:
    """Of EXIF only the orientation is kept, so that nobody has to turn their head."""
    kept = clean(jpeg(orientation))

    assert kept is not None
    assert shown(kept) == shown(jpeg(orientation)) == size
    assert (b"Exif" in kept) == (orientation != 1)


def test_scans_in_several_steps_stay() -> None:
    """A progressive picture is as it was."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpg")
    writer.setProgressiveScanWrite(True)
    assert writer.write(drawn(100, 60))
    data = bytes(buffer.data().data())

    kept = clean(data)

    assert kept is not None
    assert data.count(b"\xff\xda") > 1
    assert read(kept) == read(data)


def test_what_decides_the_colours_stays() -> None:
    """Adobe's segment says whether pixels are mixed of light or of ink; what is appended to it goes."""
    plain = written(drawn(), "jpg")
    told = plain[:2] + jpeg_segment(0xEE, b"Adobe\0\x64\0\0\0\0\0SECRET") + plain[2:]

    kept = clean(told)

    assert kept is not None
    assert b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0\xff" in kept
    assert read(kept) == read(told)


def test_what_stands_between_segments_goes() -> None:
    """Some cameras leave bytes there, which every program skips."""
    plain = written(drawn(), "jpg")
    told = plain[:2] + jpeg_segment(0xFE, b"x") + b"SECRET\0\0\xff\0" + b"\xff\xff\xff" + plain[2:]

    kept = clean(told)

    assert kept is not None
    assert b"SECRET" not in kept
    assert read(kept) == read(plain)


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\0\1",
     b"\xff\xd8\xff\xe0\xff\xffx", b"\xff\xd8\xff\xff\xff"],
)  # fmt: skip
def test_one_without_pixels_is_refused(data: bytes) -> None:
    """Ending, cut off or lying before its pixels: nothing of it is known to be a picture."""
    with pytest.raises(BadPicture):
        clean(data)
