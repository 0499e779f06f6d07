"""What comes from elsewhere is bounded before a pixel of it is decoded."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QByteArray, QSize

from tests.core.metadata.tainted import ALL, drawn, gif, jpeg, png_chunk, tiff, written
from trayapp.ui.pictures.decode import MOST_PIXELS, Header, decode, header, held


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be that large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(65_000, 65_000), (8001, 8000), (1_000_000, 100)])
def test_a_bomb_is_measured_and_not_decoded(size: tuple[int, int]) -> None:
    """Its header tells that it has too many pixels; nothing is made of it."""
    found = header(held(bomb(*size)))

    assert found == Header(*size, several=False)
    assert not found.bounded
    assert decode(held(bomb(*size))).isNull()


def test_the_bound_is_what_most_phones_take() -> None:
    """64 megapixels are read, one row more is not."""
    assert Header(8000, 8000, several=False).bounded
    assert not Header(8000, 8001, several=False).bounded
    assert MOST_PIXELS == 8000 * 8000


@pytest.mark.parametrize("name", ["png", "jpeg", "webp", "gif", "bmp", "tiff"])
def test_each_kind_is_shown(name: str) -> None:
    """Its pixels are there."""
    assert not decode(held(ALL[name]())).isNull()


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", b"%PDF-1.7", ALL["heif"]()],
)
def test_documents_and_what_cant_be_shown_are_left_alone(data: bytes) -> None:
    """A drawing is a document, whatever Qt could make of it."""
    assert header(held(data)) is None
    assert decode(held(data)).isNull()


def test_a_picture_is_upright_at_any_size() -> None:
    """The orientation that a camera wrote is followed, also when it is made smaller on the way."""
    data = held(jpeg(6))

    assert decode(data).size() == QSize(16, 24)
    assert decode(data, QSize(8, 12)).size() == QSize(8, 12)


def test_what_is_several_pictures_is_known() -> None:
    """One that moves, or is animated in a way that Qt does not show."""
    moving = written(drawn(), "png")
    moving = moving[:33] + png_chunk(b"acTL", bytes(8)) + moving[33:]

    several = [found.several for data in (gif(), moving, tiff(), jpeg()) if (found := header(held(data)))]

    assert several == [True, True, False, False]


def test_bytes_are_the_same_for_qt() -> None:
    """Copied in pieces, they are all there."""
    data = bytes(range(256)) * 40_000

    assert held(data) == QByteArray(data)
