"""Submit to durable: a ticket with a 1 MB picture, against writing and fsyncing the same bytes."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.bench.report import Row, milliseconds, paired
from trayapp.core.model import Draft
from trayapp.core.ports import Encoded
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.store.opened import open_store

_SIZE = 1_000_000


def rows() -> Iterator[Row]:
    """In a folder on the disk that temporary files lie on."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(places(folder), _now)
        desk = Desk(store.outbox, store.tickets, store.spool, store.notes, _now)
        numbers = count()
        ours, theirs, ratio = paired(
            lambda: _submit(desk), lambda: _raw(Path(folder, f"raw{next(numbers)}")), rounds=30
        )
        store.close()
    against = f"write + fsync {milliseconds(theirs)}"
    yield Row("submit to durable, 1 MB picture", milliseconds(ours), against, ratio, 3)


def _now() -> datetime:
    return datetime.now(UTC)


def _submit(desk: Desk) -> float:
    picture = os.urandom(_SIZE)
    started = time.perf_counter()
    file = desk.attach_picture(Encoded(picture, "image/png"), "screen")
    desk.submit(Draft("The picture shows it", files=(file,)))
    return time.perf_counter() - started


def _raw(path: Path) -> float:
    picture = os.urandom(_SIZE)
    started = time.perf_counter()
    with path.open("wb") as file:
        file.write(picture)
        file.flush()
        os.fsync(file.fileno())
    return time.perf_counter() - started
