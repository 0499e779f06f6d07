"""A damaged database: set aside, never deleted, and what can be read goes into a new one, the outbox first."""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trayapp.store import note_rows
from trayapp.store.codec import decode, encode
from trayapp.store.db import connect, suspect_mark
from trayapp.store.durable import sync_folder
from trayapp.store.migrations import migrate
from trayapp.store.salvage_rows import Saved, save_rows
from trayapp.store.translate import translated

_COMPANIONS = ("-wal", "-shm")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Salvage:
    """What became of a damaged database; the employee should be told."""

    set_aside: Path
    """The damaged file as it was."""
    operations: int
    """Operations saved that were not done yet; all are doubtful now, for the damage may have hidden their sending."""
    draft: bool
    """An unsent draft was saved."""
    complete: bool
    """Every operation and the draft could be read; otherwise some may be in the damaged file alone."""


def salvage(path: Path, now: datetime) -> Salvage:
    """Put a new database in the place of the damaged one. The caller holds the locks. Raises `LocalFault`.

    The new one is whole before the old one is touched; killed in between, `finish_salvage` goes on at the next start.
    """
    with translated(path):
        work = _copy(path)
        try:
            _rebuild(path, work)
        finally:
            _remove(work)
        return _swap(path, now)


def finish_salvage(path: Path, now: datetime) -> Salvage | None:
    """Go on where a salvage was killed between its last steps, if one was. Raises `LocalFault`."""
    with translated(path):
        return _swap(path, now) if _salvaged(path).exists() else None


def _salvaged(path: Path) -> Path:
    return path.with_name(path.name + ".salvaged")


def _copy(path: Path) -> Path:
    """A copy to read from, with its log; reading changes files, and the damaged one stays as it is."""
    work = path.with_name(path.name + ".work")
    _remove(work)
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copyfile(source, work.with_name(work.name + suffix))
    return work


def _rebuild(path: Path, work: Path) -> None:
    fresh = path.with_name(path.name + ".part")
    _remove(fresh)
    fresh.touch(mode=0o600)
    with closing(connect(fresh)) as target:
        migrate(target, fresh)
        saved = save_rows(work, target)
        note_rows.write(target, note_rows.SALVAGED, encode(saved))
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh.replace(_salvaged(path))
    sync_folder(path.parent)


def _swap(path: Path, now: datetime) -> Salvage:
    """Old out, new in. The log goes first: it must never lie beside the new file."""
    with closing(connect(_salvaged(path))) as connection:
        saved = decode(note_rows.read(connection, note_rows.SALVAGED) or "{}", Saved)
    aside = _free_name(path, now)
    for suffix in (*_COMPANIONS, ""):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.replace(aside.with_name(aside.name + suffix))
    _salvaged(path).replace(path)
    suspect_mark(path).unlink(missing_ok=True)
    sync_folder(path.parent)
    _log.warning(
        "The database was damaged. It was set aside as %s; %d operations were saved", aside, saved.operations
    )
    return Salvage(aside, saved.operations, saved.draft, saved.complete)


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}.corrupt-{now:%Y%m%dT%H%M%S}"
    names = (
        path.with_name(f"{stem}{extra}{path.suffix}") for extra in ("", *(f"-{n}" for n in range(1, 1000)))
    )
    return next(name for name in names if not name.exists())


def _remove(path: Path) -> None:
    for suffix in ("", *_COMPANIONS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
