"""A home before it is damaged, and what is known of it: which operation lies on which pages."""

from __future__ import annotations

import hashlib
import io
import random
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

from tests.store.makers import NOW, POLICY, add_create, add_update, deliver, message, page_of, ticket
from trayapp.core.model import FileKind, StoredFile, TicketChange
from trayapp.core.ports import SavedDraft
from trayapp.paths import Places, places
from trayapp.store.opened import Store, open_store

OPERATIONS = 48
DRAFT = SavedDraft("Half a thought")
_LEAVES = "SELECT path, pageno, ncell FROM dbstat WHERE name = 'outbox' AND pagetype = 'leaf' ORDER BY path"
_OVERFLOW = "SELECT path, pageno FROM dbstat WHERE name = 'outbox' AND pagetype = 'overflow'"


@dataclass(frozen=True, slots=True)
class Sound:
    """A home that nothing has happened to."""

    home: Path
    operations: Mapping[str, str]
    """The payload of each that is not done, by op id."""
    pages: Mapping[str, frozenset[int]]
    """The pages of its row, by op id."""
    page_count: int
    frames: Sequence[tuple[int, bool]]
    """Of the log, each with its page and whether it ends a transaction; none: all is in the one file."""

    @property
    def places(self) -> Places:
        """Its folders."""
        return places(str(self.home))


def make(folder: Path, seed: int, *, log: bool) -> Sound:
    """Fill one. `log`: the newer half of the operations lies in SQLite's log, as after a kill."""
    made, home, chance = folder / "made", folder / "home", random.Random(seed)
    with closing(open_store(places(str(made)), lambda: NOW)) as store:
        _tickets(store)
        _operations(store, chance, range(OPERATIONS // 2))
        _checkpoint(places(str(made)).database)
        _operations(store, chance, range(OPERATIONS // 2, OPERATIONS))
        if not log:
            _checkpoint(places(str(made)).database)
        shutil.copytree(made, home)
    return _known(home)


def _tickets(store: Store) -> None:
    store.notes.put_policy(POLICY)
    changes = (TicketChange(ticket(n, minutes=n, subject=f"Printer {n}"), (message("m"),)) for n in range(25))
    store.tickets.apply(page_of(*changes), POLICY, NOW)


def _operations(store: Store, chance: random.Random, numbers: range) -> None:
    """Long and short ones, with pictures and without; each eighth is delivered."""
    for number in numbers:
        words = f"Ticket {number:03} " + "x" * chance.choice((10, 300, 900, 6000))
        files = (_picture(store, chance),) if number % 3 == 0 else ()
        if number % 8 == 7:
            add_create(store.outbox, words, files)
            deliver(store.outbox, str(5000 + number))
        elif number % 2:
            add_update(store.outbox, f"t-{number % 5}", words, files)
        else:
            add_create(store.outbox, words, files)
    store.drafts.save(DRAFT)


def _picture(store: Store, chance: random.Random) -> StoredFile:
    data = chance.randbytes(3000)
    return store.spool.put(
        io.BytesIO(data), f"{hashlib.md5(data).hexdigest()[:6]}.png", "image/png", FileKind.SCREENSHOT
    )


def _checkpoint(database: Path) -> None:
    with closing(sqlite3.connect(database)) as tx:
        tx.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _known(home: Path) -> Sound:
    """Look at a copy: looking would put the log into the file."""
    looked = home.with_name("looked")
    shutil.copytree(home, looked)
    database = places(str(looked)).database
    log = database.with_name(database.name + "-wal")
    frames = _frames(log.read_bytes() if log.exists() else b"")
    with closing(sqlite3.connect(database)) as tx:
        rows = tx.execute("SELECT op_id, payload FROM outbox WHERE state <> 'done' ORDER BY seq").fetchall()
        order = [op_id for (op_id,) in tx.execute("SELECT op_id FROM outbox ORDER BY seq")]
        pages = _pages_of(tx, order)
        count = tx.execute("PRAGMA page_count").fetchone()[0]
    shutil.rmtree(looked)
    return Sound(home, dict(rows), pages, count, frames)


def _frames(log: bytes) -> Sequence[tuple[int, bool]]:
    heads = (unpack_from(">II", log, at) for at in range(32, len(log), 24 + 4096))
    return [(page, bool(size)) for page, size in heads]


def _pages_of(tx: sqlite3.Connection, order: list[str]) -> Mapping[str, frozenset[int]]:
    """Leaves hold the rows in order; an overflow page's path names the leaf and the cell that it goes on from."""
    overflow: dict[str, set[int]] = {}
    for path, number in tx.execute(_OVERFLOW):
        overflow.setdefault(path.partition("+")[0], set()).add(number)
    found: dict[str, frozenset[int]] = {}
    names = iter(order)
    for path, number, cells in tx.execute(_LEAVES):
        for cell in range(cells):
            found[next(names)] = frozenset({number, *overflow.get(f"{path}{cell:03x}", ())})
    return found
