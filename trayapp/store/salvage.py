"""A damaged database: set aside, never deleted, and what can be read goes into a new one, the outbox first."""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trayapp.durable import make_folder, sync_folder
from trayapp.store import note_rows
from trayapp.store.codec import decode, encode
from trayapp.store.db import connect, suspect_mark
from trayapp.store.migrations import migrate
from trayapp.store.salvage_reading import Saved
from trayapp.store.salvage_rows import save_rows
from trayapp.store.spool import whole_files
from trayapp.store.translate import translated

_COMPANIONS = ("-wal", "-shm")
_STRAYS = "-files"
"""After the name of a damaged database: the folder of files that none of the operations saved from it needs."""
_PAGE = 4096
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


@dataclass(frozen=True, slots=True)
class _Note:
    """Written into the new database, for whoever has to finish."""

    saved: Saved
    name: str
    """Part of the name under which the damaged one is set aside."""


def salvage(path: Path, spool: Path, now: datetime) -> Salvage:
    """Put a new database in the place of the damaged one. The caller holds the locks. Raises `LocalFault`.

    The new one is whole before the old one is touched; killed in between, `finish_salvage` goes on at the next start.
    """
    with translated(path):
        work = _copy(path)
        try:
            _rebuild(path, work, now)
        finally:
            _remove(work)
        return _swap(path, spool)


def finish_salvage(path: Path, spool: Path) -> Salvage | None:
    """Go on where a salvage was killed between its last steps, if one was. Raises `LocalFault`."""
    with translated(path):
        return _swap(path, spool) if _salvaged(path).exists() else None


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
    if not work.exists() or not work.stat().st_size:
        work.write_bytes(bytes(_PAGE))  # SQLite throws the log of an empty file away unread
    return work


def _rebuild(path: Path, work: Path, now: datetime) -> None:
    fresh = path.with_name(path.name + ".part")
    _remove(fresh)
    fresh.touch(mode=0o600)
    with closing(connect(fresh)) as target:
        migrate(target, fresh)
        saved = save_rows(path, work, target)
        note_rows.write(target, note_rows.SALVAGED, encode(_Note(saved, f"{now:%Y%m%dT%H%M%S}")))
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh.replace(_salvaged(path))
    sync_folder(path.parent)


def _swap(path: Path, spool: Path) -> Salvage:
    """Old out, new in. The log goes first: it must never lie beside the new file, not even after a power cut."""
    with closing(connect(_salvaged(path))) as connection:
        note = decode(note_rows.read(connection, note_rows.SALVAGED) or "", _Note)
        needed = {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM op_files")}
    saved, aside = note.saved, _free_name(path, note.name)
    for suffix in (*_COMPANIONS, ""):
        _move(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
    if not saved.complete:
        _keep_strays(spool, needed, aside.with_name(f"{aside.stem}{_STRAYS}"))
    _move(_salvaged(path), path)
    suspect_mark(path).unlink(missing_ok=True)
    _log.warning(
        "The database was damaged. It was set aside as %s; %d operations were saved", aside, saved.operations
    )
    return Salvage(aside, saved.operations, saved.draft, saved.complete)


def _move(old: Path, new: Path) -> None:
    """On the disk itself before the next step. What is not there was moved before a kill."""
    if old.exists():
        old.replace(new)
        sync_folder(new.parent)


def _keep_strays(spool: Path, needed: set[str], aside: Path) -> None:
    """Pictures of operations that could not be read may be all that is left of them: no sweep shall delete them."""
    strays = [path for path in whole_files(spool) if path.name not in needed]
    if strays:
        make_folder(aside)
        for path in strays:
            path.replace(aside / path.name)
        sync_folder(aside)
        sync_folder(spool)


def _free_name(path: Path, stamp: str) -> Path:
    """One that no earlier damaged file has; the same one again after a kill before that file was moved."""
    stem = f"{path.stem}.corrupt-{stamp}"
    names = (
        path.with_name(f"{stem}{extra}{path.suffix}") for extra in ("", *(f"-{n}" for n in range(1, 1000)))
    )
    return next(name for name in names if not name.exists())


def _remove(path: Path) -> None:
    for suffix in ("", *_COMPANIONS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
