"""Whatever a picture tells besides itself is taken out, and no pixel of it changes."""

from __future__ import annotations

import io

import pytest

from tests.core.metadata.tainted import ALL, MARKS, READABLE, drawn, exif, jpeg, png_chunk, read, written
from trayapp.core.metadata import HEAD, BadPicture, Kind, clean, clean_file, kind_of


def cleaned(data: bytes) -> bytes:
    """The picture alone."""
    found = clean(data)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_left_that_tells_of_more_than_the_picture(name: str) -> None:
    """EXIF, place, XMP, profile, texts, thumbnails, and what stands behind the end: none of it is in the bytes."""
    told = ALL[name]()

    kept = cleaned(told)

    assert b"SECRET" in told
    marks = MARKS[:-1] if name == "heif" else MARKS  # its profile stays, without words
    assert [mark for mark in marks if mark in kept] == []


@pytest.mark.parametrize("name", READABLE)
def test_every_pixel_stays(name: str) -> None:
    """Decoded before and after, the pictures are the same, alpha included."""
    before = read(ALL[name]())

    assert not before.isNull()
    assert read(cleaned(ALL[name]())) == before


@pytest.mark.parametrize("name", ALL)
def test_what_is_clean_stays_as_it_is(name: str) -> None:
    """Cleaning again changes nothing."""
    once = cleaned(ALL[name]())

    assert cleaned(once) == once


@pytest.mark.parametrize(
    "data",
    [b"", b"BM", b"BMW is a car and this is a text of some length", b"%PDF-1.7 " + exif(), b"<svg/>", b"PK\3\4",
     b"\0\0\0\x18ftypisom\0\0\2\0isomiso2mp41", b"RIFF\x24\0\0\0WAVEfmt "],
)  # fmt: skip
def test_what_is_no_picture_is_left_alone(data: bytes) -> None:
    """Documents, films, sounds and texts go as they are; a drawing or a PDF is a document."""
    source = io.BytesIO(data)

    assert clean(data) is None
    assert clean_file(source) is None
    assert source.read() == data


def test_of_a_film_only_the_first_bytes_are_read() -> None:
    """What is no picture is never taken into memory."""

    class Film(io.BytesIO):
        read_so_far = 0

        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            self.read_so_far += len(piece)
            return piece

    film = Film(b"\0\0\0\x18ftypmp42" + bytes(100_000))

    assert clean_file(film) is None
    assert film.read_so_far == HEAD


def test_the_first_bytes_decide_not_the_name() -> None:
    """A picture that is called otherwise is cleaned as what it is."""
    found = clean_file(io.BytesIO(jpeg()))

    assert found is not None
    assert found.media_type == Kind.JPEG
    assert found.data == clean(jpeg())


def test_a_picture_too_large_for_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads a picture without end into memory."""
    monkeypatch.setattr("trayapp.core.metadata.cleaning.LARGEST", 1000)

    with pytest.raises(BadPicture):
        clean_file(io.BytesIO(written(drawn(), "bmp")))


@pytest.mark.parametrize("name", ALL)
def test_each_kind_is_known_by_its_first_bytes(name: str) -> None:
    """As many bytes as are read say what it is."""
    assert str(kind_of(ALL[name]()[:HEAD])) == "image/" + name.removeprefix("big").partition("-")[0]


@pytest.mark.parametrize("name", ["png", "webp", "bmp", "tiff", "heif"])
def test_a_picture_that_is_cut_off_is_refused(name: str) -> None:
    """Nobody can tell any more what in it is picture: it does not leave."""
    whole = cleaned(ALL[name]())

    with pytest.raises(BadPicture):
        clean(whole[: len(whole) * 2 // 3])


@pytest.mark.parametrize("name", ["jpeg", "gif"])
def test_one_that_is_cut_off_in_its_pixels_goes_as_far_as_it_is(name: str) -> None:
    """What was told stands before them, and is gone."""
    whole = cleaned(ALL[name]())
    cut = whole[:-3]

    kept = cleaned(cut)

    assert kept.startswith(cut)
    assert len(kept) <= len(cut) + 2


def test_png_keeps_what_its_colours_need() -> None:
    """Gamma and the name of the colour space stay; what describes one screen goes."""
    plain = written(drawn(), "png")
    told = plain[:33] + png_chunk(b"gAMA", b"\0\1\x86\xa0") + png_chunk(b"cHRM", bytes(32)) + plain[33:]

    kept = cleaned(told)

    assert b"gAMA" in kept
    assert b"cHRM" not in kept
