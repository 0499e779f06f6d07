"""TIFF and HEIF find everything by its place: what stays keeps it."""

from __future__ import annotations

import struct

import pytest

from tests.core.metadata.tainted import heif, tiff
from trayapp.core.metadata import BadPicture, clean


@pytest.mark.parametrize("data", [tiff(), tiff(big=True), heif()], ids=["tiff", "bigtiff", "heif"])
def test_nothing_moves(data: bytes) -> None:
    """The file is as long as it was, and every byte in it is the same or zero, but for names and counts."""
    kept = clean(data)

    assert kept is not None
    assert len(kept) == len(data)


def test_pixels_colours_and_boxes_of_a_heif_stay() -> None:
    """Emptied is what tells; the pixels and the numbers of the colours are where they were."""
    kept = clean(heif())

    assert kept is not None
    assert kept.index(b"PIXELS" * 10) == heif().index(b"PIXELS" * 10)
    assert kept.index(b"COLOURNUMBER") == heif().index(b"COLOURNUMBER")
    assert "SECRET".encode("utf-16-be") in heif()
    assert "SECRET".encode("utf-16-be") not in kept


def test_directories_in_a_circle_come_to_an_end() -> None:
    """A page that says the next page is itself is one page."""
    data = bytearray(tiff())
    at = data.rindex(b"SECRET") - 4
    data[at : at + 4] = data[4:8]

    assert clean(bytes(data)) is not None


def test_a_page_that_is_not_there_is_refused() -> None:
    """A place outside the file makes it a picture that can't be taken apart."""
    data = bytearray(tiff())
    at = data.rindex(b"SECRET") - 4
    data[at : at + 4] = struct.pack("<I", 1 << 30)

    with pytest.raises(BadPicture):
        clean(bytes(data))


def test_a_tiff_cant_be_made_to_copy_without_end() -> None:
    """A million strips that are each all of the file: refused, not done."""
    count = 20_000
    strips = struct.pack("<I", 8) * count
    lengths = struct.pack("<I", 8 * count) * count
    tags = [(273, 4, count, 8), (279, 4, count, 8 + len(strips))]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    at = 8 + len(strips) + len(lengths)
    data = b"II*\0" + struct.pack("<I", at) + strips + lengths + struct.pack("<H", 2) + entries + bytes(4)

    with pytest.raises(BadPicture):
        clean(data)
