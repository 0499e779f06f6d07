"""The part `damage` of the rig: harm, start, use, start again; and look what is left."""

from __future__ import annotations

import hashlib
import logging
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.damage.harms import Harm, harms
from tests.faults.damage.sound import DRAFT, Sound, make
from tests.faults.invariants import Broken
from tests.faults.runs import Options
from tests.faults.tally import Tally
from tests.store.makers import NOW, POLICY, add_create, page_of, ticket
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Query
from trayapp.paths import Places, places
from trayapp.store.codec import encode
from trayapp.store.op_rows import files_of
from trayapp.store.opened import Store, open_store

_SLICE = 80
_STARTS = 4
"""After so many the program must work, whatever was met."""
_MEMORY = Path("/dev/shm")


def run(options: Options) -> Tally:
    """Every harm to a home whose log is empty, and to one whose log is not."""
    tally = Tally()
    logging.disable()
    try:
        with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            for log in (False, True):
                (place := Path(folder) / str(log)).mkdir()
                sound = make(place, options.seed, log=log)
                for harm in _chosen(sound, options):
                    tally.count(harm.kind, list(found_broken(sound, harm)), harm.name)
    finally:
        logging.disable(logging.NOTSET)
    return tally


def _chosen(sound: Sound, options: Options) -> Iterator[Harm]:
    every = list(harms(sound, options.seed))
    if options.repeat is not None:
        yield from (harm for harm in every if harm.name == options.repeat)
        return
    wanted = len(every) if options.long and not options.count else (options.count or _SLICE) // 2 + 1
    yield from random.Random(options.seed).sample(every, min(len(every), wanted))


def found_broken(sound: Sound, harm: Harm) -> Iterator[Broken]:
    """Everything that does not hold after that harm."""
    home = sound.home.with_name("harmed")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(sound.home, home)
    here = places(str(home))
    harm.do(here.database)
    before = _pictures(here.spool)
    yield from _lives(here, sound, harm)
    if not harm.silent:
        yield from (Broken("no_file", "", name) for name in before - _pictures(here.data))


def _lives(here: Places, sound: Sound, harm: Harm) -> Iterator[Broken]:
    """Start until all can be used. A fault is told and the next start heals it; anything else is a bug."""
    told = ""
    for _ in range(_STARTS):
        try:
            with closing(open_store(here, _later)) as store:
                _use(store)
                yield from _kept(store, sound, harm)
            return
        except LocalFault as fault:
            told = f"{fault.params} {fault}"
        except Exception as bug:  # noqa: BLE001 - whatever it is, it is one
            yield Broken("bug", "", f"{type(bug).__name__}: {bug}")
            return
    if not here.database.is_dir():  # which is refused in so many words
        yield Broken("opens", "", f"not after {_STARTS} starts: {told}")


def _later() -> datetime:
    """When every file that nobody is known to need may be swept."""
    return datetime.now(UTC) + timedelta(days=9)


def _use(store: Store) -> None:
    """As the windows and the worker do. Raises `LocalFault`."""
    store.sweep()
    store.drafts.load()
    store.notes.policy()
    store.bell.entries()
    store.tickets.page(Query())
    store.tickets.page(Query(words="printer"))
    for number in range(25):
        store.tickets.thread(f"t-{number}")
    store.outbox.recover()
    store.tickets.apply(page_of(ticket(99, minutes=99)), POLICY, NOW)
    store.outbox.discard(add_create(store.outbox, "Goes on").op_id)


def _kept(store: Store, sound: Sound, harm: Harm) -> Iterator[Broken]:
    """Each operation whose pages are whole is there, with its bytes."""
    there = {op.op_id: op for op in store.outbox.pending()}
    for op_id, payload in sound.operations.items():
        if harm.pages is None or harm.pages & sound.pages[op_id]:
            continue
        found = there.get(op_id)  # type: ignore[call-overload] # an op id is a text
        if found is None:
            yield Broken("lost", op_id, f"its pages {sorted(sound.pages[op_id])} are whole")
        elif encode(found.payload) != payload:
            yield Broken("bytes", op_id, "other words")
        else:
            for file in files_of(found.payload):
                with store.spool.open(file):
                    pass
    if harm.pages == frozenset() and store.drafts.load() != DRAFT:
        yield Broken("lost", "", "the draft")


def _pictures(folder: Path) -> set[str]:
    """What lies there, by hash."""
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_size == 3000
    }
