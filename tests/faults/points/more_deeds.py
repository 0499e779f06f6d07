"""Deeds beside the outbox: drafts, upgrades, salvage, sweeping."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.faults.employee import Employee
from tests.faults.points.deeds import PICTURE, Scene
from trayapp.core.ports import DraftPicture, Encoded, SavedDraft
from trayapp.paths import places
from trayapp.store import migrations
from trayapp.store.picture_drafts.drafts import SealedPictureDrafts

FIXTURES = Path(__file__).parents[2] / "data" / "store"
_WORDS = ("The first words", "The first words and more")
_LATER_PICTURE = random.Random(11).randbytes(20_000)


class KeysBeside:
    """A key store that outlives a kill, outside the home; what it does counts as no call of the program's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        """The secret."""
        path = self._path(name)
        return path.read_text() if path.exists() else None

    def put(self, name: str, value: str) -> bool:
        """Keep it, whole or not at all."""
        self._folder.mkdir(exist_ok=True)
        temporary = self._path(name).with_suffix(".part")
        temporary.write_text(value)
        temporary.replace(self._path(name))
        return True

    def delete(self, name: str) -> None:
        """Forget it."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name.rsplit('/', 1)[-1]}.key"


def drafts_of(home: Path) -> SealedPictureDrafts:
    """The pictures of the draft of that home."""
    return SealedPictureDrafts(
        places(str(home)).data / "draft", KeysBeside(home.with_name(f"keys-{home.name}"))
    )


def save_draft(scene: Scene) -> None:
    """What the dialog does while somebody writes."""
    for words in _WORDS:
        scene.employee.store.drafts.save(SavedDraft(words))
        scene.reporter.kept(words)


def draft_is_there(employee: Employee, kept: list[str]) -> Iterable[str]:
    """The words saved last, or ones after them."""
    found = employee.store.drafts.load()
    if kept and (found is None or found.subject not in _WORDS[_WORDS.index(kept[-1]) :]):
        yield f"the draft is {found}, though {kept[-1]!r} was kept"


def save_pictures(scene: Scene) -> None:
    """A picture, the same with another, and then with something hidden: a new key."""
    drafts = drafts_of(scene.home)
    first = DraftPicture("Screen", "screen", Encoded(PICTURE, "image/png"))
    second = DraftPicture("Other", "other", Encoded(_LATER_PICTURE, "image/png"))
    for number, (pictures, hidden) in enumerate(
        (((first,), False), ((first, second), False), ((second,), True))
    ):
        drafts.save(pictures, hidden=hidden)
        scene.reporter.kept(f"{number} {scene.home}")


def pictures_are_there(employee: Employee, kept: list[str]) -> Iterable[str]:
    """Those saved last, or ones after them; what was hidden is there no more."""
    if not kept:
        return
    number, _, home = kept[-1].partition(" ")
    drafts = drafts_of(Path(home))
    found = [len(picture.encoded.data) for picture in drafts.load()]
    first, second = len(PICTURE), len(_LATER_PICTURE)
    if found not in [[first], [first, second], [second]][int(number) :]:
        yield f"the pictures are {found}, though number {number} was kept"
    drafts.clear()
    left = list((places(home).data / "draft").iterdir())
    shutil.rmtree(Path(home).with_name(f"keys-{Path(home).name}"), ignore_errors=True)
    if left:
        yield f"{left} stay behind"


def stray(home: Path) -> None:
    """Something lies in the spool that nobody needs and that is old."""
    for name in ("0" * 64, ".part-0123456789abcdef"):
        path = home / "data" / "spool" / name
        path.write_bytes(b"stray")
        os.utime(path, (1, 1))


def swept(employee: Employee, kept: list[str]) -> Iterable[str]:
    """Nothing stray is left."""
    if employee.store.spool.has("0" * 64):
        yield "the stray file is still there"


def next_version() -> None:
    """The program of the version to come: it changes a table that is full, and adds one."""

    def more(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE outbox ADD COLUMN novel TEXT NOT NULL DEFAULT 'n'")
        connection.execute("UPDATE outbox SET novel = op_id")
        connection.execute("CREATE TABLE novelties (op_id TEXT PRIMARY KEY, much TEXT NOT NULL) STRICT")
        connection.execute("INSERT INTO novelties SELECT op_id, hex(zeroblob(5000)) FROM outbox")

    every = (*migrations.MIGRATIONS, more)
    migrations.MIGRATIONS = every
    for function in (migrations.is_current, migrations.migrate):
        function.__defaults__ = (every,)


def upgraded(employee: Employee, kept: list[str]) -> Iterable[str]:
    """The new version holds everything, and the backup is what was before.

    A page that could not be read counts as damage: what was salvaged of it was never of the older version.
    """
    if any(employee.store._db.path.parent.glob("*.corrupt-*.db")):
        return
    with employee.store._db.reading() as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        lost = connection.execute(
            "SELECT count(*) FROM outbox WHERE op_id NOT IN (SELECT op_id FROM novelties)"
        ).fetchone()[0]
        path = employee.store._db.path
    if version != len(migrations.MIGRATIONS):
        yield f"the version is {version}"
    if lost > 1:  # the one that the next life may have sent away and trimmed is none
        yield f"{lost} operations are not in the new table"
    backup = path.with_name(f"{path.stem}.v{version - 1}.backup{path.suffix}")
    with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            yield "the backup is damaged"
        if copy.execute("PRAGMA user_version").fetchone()[0] != version - 1:
            yield "the backup is of another version"


def released(employee: Employee, kept: list[str]) -> Iterable[str]:
    """What the fixture holds is there: see `tests.store.make_fixture`."""
    rows = [op.seq for op in (*employee.store.outbox.pending(), *employee.store.outbox.recent())]
    if not {1, 2, 3} <= set(rows):
        yield f"of three operations there are {rows}"
    if employee.store.drafts.load() != SavedDraft("Half a thought"):
        yield "the draft is lost"
