"""Files of this computer that are pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.metadata.tainted import ALL, MARKS, drawn, gif, jpeg, png, read, written
from tests.ui.pictures.test_decode import bomb
from trayapp.core.errors import BadFile
from trayapp.core.metadata import clean
from trayapp.ui.pictures.opened import open_picture


@pytest.mark.parametrize("name", ["png", "jpeg", "webp", "gif", "bmp", "tiff"])
def test_a_picture_leaves_as_its_own_bytes(tmp_path: Path, name: str) -> None:
    """Cleaned, and otherwise as they were: nothing is encoded anew."""
    path = tmp_path / f"holiday.{name}"
    path.write_bytes(ALL[name]())

    opened = open_picture(path)
    assert opened is not None
    opened.load()
    original = opened.original()

    assert original is not None
    assert (original.data, original.media_type) == (clean(ALL[name]()), f"image/{name}")
    assert (opened.path, opened.stem, opened.image().isNull()) == (path, "holiday", False)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", ALL["heif"](), bomb(60_000, 60_000)], ids=["pdf", "heic", "bomb"]
)
def test_what_cant_be_shown_goes_as_a_file(tmp_path: Path, data: bytes) -> None:
    """A document, a picture of a kind that Qt can't read, one too large to be decoded."""
    path = tmp_path / "file"
    path.write_bytes(data)

    assert open_picture(path) is None


def test_a_damaged_picture_that_can_be_read_leaves_as_its_pixels(tmp_path: Path) -> None:
    """What else is in it can't be told apart, so nothing of the file itself goes out."""
    path = tmp_path / "damaged.bmp"
    path.write_bytes(written(drawn(), "bmp")[:-40])

    opened = open_picture(path)

    assert opened is not None
    opened.load()
    assert (opened.original(), opened.image().isNull()) == (None, False)


def test_a_picture_damaged_beyond_reading_is_refused(tmp_path: Path) -> None:
    """Its name and the reason are told."""
    path = tmp_path / "damaged.png"
    path.write_bytes(png()[:40])

    with pytest.raises(BadFile) as refused:
        open_picture(path)

    assert refused.value.params == {"path": str(path), "reason": "picture"}


def test_pixels_and_bytes_are_let_go_of(tmp_path: Path) -> None:
    """A picture taken out leaves nothing in memory."""
    path = tmp_path / "party.gif"
    path.write_bytes(gif())
    opened = open_picture(path)
    assert opened is not None
    opened.load()

    opened.release()

    assert (opened.image().isNull(), opened.original()) == (True, None)


def test_the_picture_that_is_shown_is_the_one_in_the_file(tmp_path: Path) -> None:
    """Upright, pixel by pixel."""
    path = tmp_path / "holiday.jpg"
    path.write_bytes(jpeg(1))
    opened = open_picture(path)
    assert opened is not None

    opened.load()

    assert opened.image().size() == read(jpeg(1)).size()
    assert opened.image().pixel(3, 3) == read(jpeg(1)).pixel(3, 3)
    assert not any(mark in (original.data if (original := opened.original()) else b"") for mark in MARKS)
