"""Ways in which a database comes to harm."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.damage.sound import Sound

PAGE = 4096
_FRAME, _HEADER = PAGE + 24, 32
Do = Callable[[Path], None]
"""Harms the database with that path."""


@dataclass(frozen=True, slots=True)
class Harm:
    """One way, in one place."""

    kind: str
    """For the table."""
    name: str
    """A single word that names it among all."""
    do: Do
    pages: frozenset[int] | None = frozenset()
    """The pages of the file that may read wrong now; `None`: no promise is made about any row."""
    silent: bool = False
    """What is left is a sound database of an earlier moment: nobody can tell."""


def harms(sound: Sound, seed: int) -> Iterator[Harm]:
    """All of them, for that home."""
    chance = random.Random(seed)
    if sound.frames:
        yield from _to_log(sound, chance)
        return
    yield from _to_file(sound)
    for page in range(1, sound.page_count + 1):
        yield from _to_page(page, sound.page_count, chance)


def _to_page(page: int, count: int, chance: random.Random) -> Iterator[Harm]:
    at, here = (page - 1) * PAGE, frozenset({page})
    yield Harm("page zeroed", f"zero-{page}", _over(at, bytes(PAGE)), here)
    yield Harm("page of noise", f"noise-{page}", _over(at, chance.randbytes(PAGE)), here)
    yield Harm("page of another table", f"swapped-{page}", _copied(at, chance.randrange(count) * PAGE), here)
    half = PAGE // 2 * chance.randrange(2)
    yield Harm("half a page zeroed", f"half-{page}", _over(at + half, bytes(PAGE // 2)), here)
    for spot in (chance.randrange(8), chance.randrange(100), chance.randrange(PAGE)):
        yield Harm("bit flipped", f"bit-{page}-{spot}", _flipped(at + spot, 1 << chance.randrange(8)), here)
    gone = frozenset(range(page, count + 1))
    yield Harm("cut off at a page", f"cut-{page}", _cut(at), gone)
    yield Harm("cut off within a page", f"cutin-{page}", _cut(at + chance.randrange(1, PAGE)), gone)


def _to_file(sound: Sound) -> Iterator[Harm]:
    noise = random.Random(7).randbytes(sound.page_count * PAGE)
    yield Harm("whole file", "noise", lambda path: _write(path, noise), None)
    yield Harm("whole file", "text", lambda path: _write(path, b"hello\n" * 900), None)
    yield Harm("whole file", "empty", lambda path: _write(path, b""), None)
    yield Harm("whole file", "foreign", _foreign, None)
    yield Harm("whole file", "folder", _folder, None)
    yield Harm("log's index", "index", lambda path: _write(_beside(path, "-shm"), noise[:32768]))
    yield Harm("log", "log-of-noise", lambda path: _write(_beside(path, "-wal"), noise[:20000]))
    yield Harm("log", "log-of-another", _foreign_log, None, silent=True)  # SQLite believes it


def _to_log(sound: Sound, chance: random.Random) -> Iterator[Harm]:
    """Where two commits lie behind a damaged frame, that frame's page alone may be lost."""
    for number, (page, _) in enumerate(sound.frames):
        at = _HEADER + number * _FRAME
        flip, cut = _flipped(at + chance.randrange(_FRAME), 4), _cut(at + chance.randrange(_FRAME))
        told = sum(commits for _, commits in sound.frames[number + 1 :]) > 1
        lost = frozenset({page}) if told else None
        yield Harm("bit flipped in the log", f"logbit-{number}", _in_log(flip), lost, not told)
        yield Harm(
            "frame of the log zeroed", f"logzero-{number}", _in_log(_over(at, bytes(_FRAME))), lost, not told
        )
        yield Harm("log cut off", f"logcut-{number}", _in_log(cut), None, silent=True)
    yield Harm("log", "log-header", _in_log(_over(0, bytes(_HEADER))))
    yield Harm("log", "log-gone", lambda path: _beside(path, "-wal").unlink(), None, silent=True)
    in_log = frozenset(range(1, sound.page_count + 1)) - {page for page, _ in sound.frames}
    yield Harm("whole file", "empty-with-log", lambda path: _write(path, b""), in_log)
    yield Harm("whole file", "gone-with-log", lambda path: path.unlink(), in_log)
    yield Harm("log's index", "index-with-log", lambda path: _write(_beside(path, "-shm"), bytes(40000)))
    for page in range(1, sound.page_count + 1):
        yield Harm(
            "page zeroed under a log",
            f"under-{page}",
            _over((page - 1) * PAGE, bytes(PAGE)),
            frozenset({page}),
        )


def _over(at: int, data: bytes) -> Do:
    def do(path: Path) -> None:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(at)
            file.write(data[: max(0, size - at)])

    return do


def _copied(at: int, source: int) -> Do:
    return lambda path: _over(at, path.read_bytes()[source : source + PAGE])(path)


def _flipped(at: int, mask: int) -> Do:
    return lambda path: _over(at, bytes([path.read_bytes()[at] ^ mask]))(path)


def _cut(size: int) -> Do:
    def do(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(size)

    return do


def _in_log(do: Do) -> Do:
    return lambda path: do(_beside(path, "-wal"))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _foreign(path: Path) -> None:
    """The database of another program."""
    path.unlink()
    with closing(sqlite3.connect(path)) as tx:
        tx.executescript("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Yesterday')")


def _foreign_log(path: Path) -> None:
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as tx:
        tx.executescript("PRAGMA journal_mode = WAL; CREATE TABLE songs (title TEXT)")
        _write(_beside(path, "-wal"), _beside(other, "-wal").read_bytes())
    other.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
