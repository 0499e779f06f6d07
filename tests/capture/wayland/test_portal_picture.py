"""A picture of the portal is unpacked only when its head promises a desktop, and gives each monitor its pixels."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader

from tests.capture.pattern import pattern, pattern_image
from trayapp.capture.encode import encode
from trayapp.capture.wayland.portal_picture import cut, decode
from trayapp.capture.wayland.split import Piece
from trayapp.core.errors import LocalFault
from trayapp.core.ports import RawShot


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that says it has that size, whatever it holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_picture_is_a_fault(data: bytes) -> None:
    """Bytes that no reader knows are a fault, not an empty picture."""
    with pytest.raises(LocalFault) as fault:
        decode(data)

    assert fault.value.params["reason"] == "failed"


@pytest.mark.parametrize(
    ("width", "height"),
    [(60_000, 60_000), (32_769, 1), (1, 40_000), (20_000, 10_000), (2**31 - 1, 2**31 - 1)],
)
def test_a_trap_is_not_unpacked(width: int, height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that says it is gigantic is refused by its head alone."""
    monkeypatch.setattr(QImageReader, "read", lambda *_: pytest.fail("unpacked"))

    with pytest.raises(LocalFault) as fault:
        decode(png(width, height))

    assert fault.value.params["reason"] == "failed"


def test_a_picture_cut_short_is_a_fault() -> None:
    """A portal that says it is done before it is, or a full disk, gives no half picture."""
    whole = encode(RawShot("x", 0, 0, 300, 200, pattern(300, 200))).data

    with pytest.raises(LocalFault, match="cannot be read"):
        decode(whole[: len(whole) // 20])


def test_a_desktop_of_two_large_monitors_is_read() -> None:
    """16 384 × 4 320: more than Qt reads of itself. What it reads of other pictures stays as it was."""
    before = QImageReader.allocationLimit()
    row = b"\0" + b"\x11\x22\x33" * 16_384

    picture = decode(png(16_384, 4_320, row * 4_320))

    assert (picture.width(), picture.height()) == (16_384, 4_320)
    assert picture.pixelColor(16_383, 4_319) == QColor("#112233")
    assert QImageReader.allocationLimit() == before


def test_a_picture_with_alpha_is_what_shows() -> None:
    """A desktop has nothing behind it: colours count, whatever their alpha."""
    image = QImage(2, 1, QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(10, 20, 30, 255))
    image.setPixelColor(1, 0, QColor(10, 20, 30, 128))

    picture = decode(saved(image))

    assert [picture.pixelColor(x, 0) for x in (0, 1)] == [QColor(10, 20, 30)] * 2


def saved(image: QImage) -> bytes:
    """As a PNG."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(store.data())


def test_a_monitor_at_the_pictures_scale_is_cut_out_untouched() -> None:
    """Each pixel is the picture's."""
    wall = pattern_image(60, 40)

    shot = cut(wall, Piece("A", 10, 5, 20, 30, 1.0, (-20, 7), (20, 30)))

    assert (shot.x, shot.y, shot.width, shot.height) == (-20, 7, 20, 30)
    assert QImage(shot.bgrx, 20, 30, 80, QImage.Format.Format_RGB32) == wall.copy(10, 5, 20, 30)


@pytest.mark.parametrize("times", [2, 3])
def test_pixels_that_were_doubled_become_single_again(times: int) -> None:
    """Where the portal repeats the pixels of a coarser monitor, each comes out as it was."""
    wall = pattern_image(30, 20)
    large = wall.scaled(30 * times, 20 * times)

    shot = cut(large, Piece("A", 0, 0, 30 * times, 20 * times, 1.0, (0, 0), (30, 20)))

    assert QImage(shot.bgrx, 30, 20, 120, QImage.Format.Format_RGB32) == wall


def test_pixels_that_were_stretched_are_mixed() -> None:
    """From 150 % back to 100 %: the right size, and areas of one colour keep it."""
    image = QImage(90, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))

    shot = cut(image, Piece("A", 0, 0, 90, 60, 1.0, (0, 0), (60, 40)))

    assert len(shot.bgrx) == 60 * 40 * 4
    assert set(zip(shot.bgrx[0::4], shot.bgrx[1::4], shot.bgrx[2::4], strict=True)) == {(0x56, 0x34, 0x12)}
