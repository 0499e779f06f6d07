"""Pictures of the draft: kept whole, read by whoever has the key, gone when they should be gone."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.store.mortal import Life
from trayapp.core.area import Area, Point
from trayapp.core.errors import LocalFault
from trayapp.core.markup import Arrow, Box, Ellipse, Freehand, Highlight, Markup, Step, Stroke, Text
from trayapp.core.ports import DraftPicture, Encoded
from trayapp.store.picture_drafts import files as picture_drafts_files
from trayapp.store.picture_drafts.drafts import SealedPictureDrafts
from trayapp.store.picture_drafts.seal import Key, Unreadable, unseal

PLAIN = DraftPicture(
    "Screen 1", "screen-1", Encoded(b"the secret" * 50, "image/png"), place=Area(-5, 0, 9, 9)
)
BURNED = replace(PLAIN, encoded=Encoded(b"black" * 50, "image/webp"))
LINE = Stroke("#00ff00", 2.5)
MARKED = replace(
    BURNED,
    name="Pasted 1",
    fresh=False,
    of="abc",
    markup=Markup(
        (
            Arrow(Point(1, 2), Point(3.5, 4), LINE),
            Box(Area(-1, 2, 3, 4), LINE),
            Ellipse(Area(1, 2, 3, 4), LINE),
            Freehand((Point(1, 1), Point(2, 2)), LINE),
            Highlight((Point(1, 1),), LINE),
            Text(Point(1, 2), "look \U0001f600 here", 12.0, "#123456"),
            Step(Point(1, 2), 3, 20.0),
        )
    ),
)


class FakeSecrets:
    """A key store in memory. `there` tells whether it is; `history` is every value it was ever given."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.there = True
        self.history: list[str] = []

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> bool:
        if self.there:
            self.kept[name] = value
            self.history.append(value)
        return self.there

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def secrets() -> FakeSecrets:
    """The key store."""
    return FakeSecrets()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files lie; not made yet."""
    return tmp_path / "data" / "draft"


@pytest.fixture
def drafts(folder: Path, secrets: FakeSecrets) -> SealedPictureDrafts:
    """Nothing is kept yet."""
    return SealedPictureDrafts(folder, secrets)


def again(folder: Path, secrets: FakeSecrets) -> tuple[DraftPicture, ...]:
    """What the next start of the program finds."""
    return tuple(SealedPictureDrafts(folder, secrets).load())


def name_of(folder: Path) -> str:
    """Of the key, in the key store."""
    return f"key of {folder}"


def files(folder: Path) -> list[Path]:
    """Everything that lies there."""
    return sorted(folder.glob("*"))


@pytest.mark.rule("APP-10")
def test_pictures_and_their_marks_come_back(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """The next start has every picture with its name, place and marks, in the same order."""
    drafts.save([PLAIN, MARKED], hidden=False)

    assert again(folder, secrets) == (PLAIN, MARKED)


def test_nothing_readable_lies_on_the_disk(drafts: SealedPictureDrafts, folder: Path) -> None:
    """Neither pixels nor names nor the words of a mark stand in the file, and nobody else may open it."""
    drafts.save([PLAIN, MARKED], hidden=False)

    [file] = files(folder)
    data = file.read_bytes()
    assert not [word for word in (b"secret", b"Screen", b"look", b"image/png") if word in data]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_key_is_in_the_key_store_alone(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """No file holds it, and without it nothing is loaded; the file stays, for the key store may be locked."""
    drafts.save([PLAIN], hidden=False)
    key = Key.read(secrets.kept.pop(name_of(folder)))

    assert key is not None
    assert key.secret not in files(folder)[0].read_bytes()
    assert again(folder, secrets) == ()
    assert len(files(folder)) == 1


def test_a_later_save_replaces_the_one_before(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """There is one draft, the last, in one file, under one key while nothing is hidden."""
    drafts.save([PLAIN], hidden=False)
    drafts.save([MARKED], hidden=False)

    assert again(folder, secrets) == (MARKED,)
    assert len(files(folder)) == 1
    assert len(secrets.history) == 1


def test_hiding_makes_what_was_written_before_unreadable(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """Whoever finds the old file's blocks on the disk has no key for them any more."""
    drafts.save([PLAIN], hidden=False)
    before = files(folder)[0].read_bytes()
    drafts.save([BURNED], hidden=True)

    kept = Key.read(secrets.kept[name_of(folder)])
    assert kept is not None
    assert secrets.history[0] not in secrets.kept.values()
    with pytest.raises(Unreadable):
        unseal(kept, before)
    with pytest.raises(Unreadable):
        unseal(Key(files(folder)[0].stem, kept.secret), before)
    assert again(folder, secrets) == (BURNED,)
    assert len(files(folder)) == 1


def test_clear_takes_file_and_key(drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets) -> None:
    """What is sent or thrown away is nowhere."""
    drafts.save([PLAIN], hidden=False)
    drafts.clear()

    assert (files(folder), secrets.kept) == ([], {})
    assert again(folder, secrets) == ()


def test_saving_no_pictures_is_clearing(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """The last picture was taken out."""
    drafts.save([PLAIN], hidden=False)
    drafts.save([], hidden=True)

    assert (files(folder), secrets.kept) == ([], {})


@pytest.mark.parametrize("hidden", [False, True])
def test_without_a_key_store_nothing_is_written(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets, hidden: bool
) -> None:
    """Not even for a moment, and it is told."""
    secrets.there = False
    assert drafts.offered
    drafts.save([PLAIN], hidden=hidden)

    assert not drafts.offered
    assert not folder.exists()
    assert secrets.kept == {}


def test_a_key_store_that_goes_while_something_is_hidden_takes_the_draft_along(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """The old file may not stay, the new one can't be read: none is left."""
    drafts.save([PLAIN], hidden=False)
    secrets.there = False
    drafts.save([BURNED], hidden=True)

    assert files(folder) == []
    assert not drafts.offered


def test_the_next_dialog_asks_the_key_store_anew(drafts: SealedPictureDrafts, secrets: FakeSecrets) -> None:
    """It may have been unlocked meanwhile."""
    secrets.there = False
    drafts.save([PLAIN], hidden=False)
    secrets.there = True
    drafts.save([PLAIN], hidden=False)
    assert drafts.load() == ()

    drafts.clear()
    drafts.save([PLAIN], hidden=False)

    assert drafts.offered
    assert drafts.load() == (PLAIN,)


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    """Counts what is done to the disk."""
    with monkeypatch.context() as patched:
        yield Life(patched)


@pytest.mark.rule("APP-10")
@pytest.mark.parametrize("hidden", [False, True])
def test_killed_at_any_step_the_old_or_the_new_draft_is_there(
    life: Life, folder: Path, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    """Never a half and never none: the old one until the new one holds, and then no trace of the old one."""
    monkeypatch.setattr(secrets, "put", life.counted(secrets.put))
    for step in count(1):
        drafts = SealedPictureDrafts(folder, secrets)
        drafts.save([PLAIN], hidden=False)
        old = secrets.kept[name_of(folder)]
        killed = life.until(step, partial(drafts.save, [BURNED], hidden=hidden))
        found = again(folder, secrets)
        assert found in {(PLAIN,), (BURNED,)}
        assert killed or found == (BURNED,)
        if hidden:
            assert (found == (PLAIN,)) == (secrets.kept[name_of(folder)] == old)
        assert len(files(folder)) == 1
        drafts.clear()
        if not killed:
            break
    assert step > 4


@pytest.mark.parametrize("action", ["first save", "clear"])
def test_killed_at_any_step_of_beginning_and_end_nothing_is_half(
    life: Life, folder: Path, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    """The draft is there whole, or not at all, and the next save works."""
    monkeypatch.setattr(secrets, "put", life.counted(secrets.put))
    monkeypatch.setattr(secrets, "delete", life.counted(secrets.delete))
    for step in count(1):
        drafts = SealedPictureDrafts(folder, secrets)
        if action == "clear":
            drafts.save([PLAIN], hidden=False)
        begin = partial(drafts.save, [PLAIN], hidden=False)
        killed = life.until(step, drafts.clear if action == "clear" else begin)
        assert again(folder, secrets) in {(), (PLAIN,)}
        drafts.save([BURNED], hidden=False)
        assert again(folder, secrets) == (BURNED,)
        assert len(files(folder)) == 1
        drafts.clear()
        if not killed:
            break
    assert step > 2


def test_a_key_whose_file_never_came_is_not_used_again(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """Erased blocks of an earlier draft are of an earlier key, whatever was interrupted."""
    drafts.save([PLAIN], hidden=False)
    files(folder)[0].unlink()
    drafts.save([BURNED], hidden=False)

    assert len(set(secrets.history)) == 2


@pytest.mark.expect_log("can't be read, and are removed")
@pytest.mark.parametrize("damage", ["flipped", "short", "empty", "foreign", "large"])
def test_what_cant_be_read_is_removed(
    drafts: SealedPictureDrafts,
    folder: Path,
    secrets: FakeSecrets,
    damage: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody is kept from help by a damaged file, and the log says nothing of what is in it."""
    drafts.save([PLAIN], hidden=False)
    [file] = files(folder)
    data = file.read_bytes()
    file.write_bytes(
        {
            "flipped": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
            "short": data[:-1],
            "empty": b"",
            "foreign": b"\x89PNG" + data,
            "large": data + bytes(3000),
        }[damage]
    )
    largest = 1000 - (1 << 20) if damage == "large" else 1 << 20

    assert SealedPictureDrafts(folder, secrets, largest).load() == ()
    assert files(folder) == []
    assert "secret" not in caplog.text


def test_foreign_files_are_removed(drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets) -> None:
    """The folder holds the draft and what a kill has left; the rest goes at the next load."""
    drafts.save([PLAIN], hidden=False)
    (folder / ".part-0011").write_bytes(b"half")
    (folder / "other.sealed").write_bytes(b"of another key")

    assert again(folder, secrets) == (PLAIN,)
    assert len(files(folder)) == 1


def test_an_entry_of_another_form_is_no_key(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """Whatever stands in the key store, it names no file elsewhere."""
    secrets.kept[name_of(folder)] = "../../etc/passwd:" + "A" * 43 + "="

    assert drafts.load() == ()
    drafts.save([PLAIN], hidden=False)
    assert again(folder, secrets) == (PLAIN,)


def test_more_than_may_lie_here_is_not_kept(folder: Path, secrets: FakeSecrets) -> None:
    """And neither is the draft before, which is no more what the dialog shows."""
    drafts = SealedPictureDrafts(folder, secrets, largest=700)
    drafts.save([PLAIN], hidden=False)
    drafts.save([PLAIN, PLAIN], hidden=False)

    assert files(folder) == []
    assert again(folder, secrets) == ()


def test_a_disk_that_fails_is_told_and_leaves_no_half(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`LocalFault` names the reason; the draft before is still there."""
    drafts.save([PLAIN], hidden=False)

    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(picture_drafts_files, "sync_file", full)
        with pytest.raises(LocalFault) as fault:
            drafts.save([BURNED], hidden=True)

    assert fault.value.params["reason"] == "disk_full"
    assert again(folder, secrets) == (PLAIN,)
    assert len(files(folder)) == 1


def test_half_a_character_loses_no_picture(
    drafts: SealedPictureDrafts, folder: Path, secrets: FakeSecrets
) -> None:
    """A mark's text that can't be written as it is, is written as well as can be."""
    marks = Markup((Text(Point(0, 0), "so\ud83d", 12.0),))
    drafts.save([replace(PLAIN, markup=marks)], hidden=False)

    [mark] = again(folder, secrets)[0].markup.marks
    assert isinstance(mark, Text)
    assert mark.text == "so�"
