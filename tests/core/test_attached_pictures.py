"""What the spool gets of a picture that is attached, by whatever way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.metadata.tainted import ALL, MARKS, jpeg, png
from tests.core.test_service import Office
from tests.fakes.memory_portal import NATIVE
from trayapp.core.errors import BadFile, TooLarge


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "bmp", "tiff", "heif"])
def test_the_original_never_lies_in_the_spool(tmp_path: Path, kind: str) -> None:
    """Of an attached picture the picture alone is kept, under its name, as what it is."""
    office, path = Office(), tmp_path / "holiday"
    path.write_bytes(ALL[kind]())

    file = office.desk.attach(path)

    assert (file.name, file.media_type.startswith("image/")) == ("holiday", True)
    assert list(office.spool.kept) == [file.sha256]
    marks = MARKS[:-1] if kind == "heif" else MARKS
    assert [mark for mark in marks if mark in office.spool.kept[file.sha256]] == []
    assert path.read_bytes() == ALL[kind]()


def test_a_picture_that_cant_be_cleaned_is_refused(tmp_path: Path) -> None:
    """It might tell a place: nothing of it is kept, and the reason is named."""
    office, path = Office(), tmp_path / "broken.png"
    path.write_bytes(png()[:200])

    with pytest.raises(BadFile) as refused:
        office.desk.attach(path)

    assert (refused.value.params["reason"], office.spool.kept) == ("picture", {})


def test_the_limit_is_for_what_leaves(tmp_path: Path) -> None:
    """A picture that fits once its metadata is gone fits; one that does not is too large."""
    office, path = Office(), tmp_path / "photo.jpg"
    path.write_bytes(jpeg())
    size = office.desk.attach(path).size
    assert size < len(jpeg())

    office.grant(replace(NATIVE, max_file=size))
    assert office.desk.attach(path).size == size
    office.grant(replace(NATIVE, max_file=size - 1))
    with pytest.raises(TooLarge) as refused:
        office.desk.attach(path)

    assert dict(refused.value.params) == {"name": "photo.jpg", "size": str(size), "limit": str(size - 1)}
