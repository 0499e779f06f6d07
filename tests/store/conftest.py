"""An open store in a folder of its own, a clock that stands still, and makers of tickets and operations."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.store.makers import NOW
from trayapp.core.model import FileKind, StoredFile
from trayapp.paths import Places
from trayapp.store.opened import Store, open_store


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """Folders that do not exist yet."""
    return Places(tmp_path / "config", tmp_path / "data", tmp_path / "cache", tmp_path / "logs")


@pytest.fixture
def opened(where: Places) -> Callable[[], Store]:
    """Opens the store of this test, as a program that starts would."""

    def clock() -> datetime:
        return NOW

    return lambda: open_store(where, clock)


@pytest.fixture
def store(opened: Callable[[], Store]) -> Iterator[Store]:
    """The store of this test, open."""
    with closing(opened()) as one:
        yield one


@pytest.fixture
def attach(store: Store) -> Callable[[bytes], StoredFile]:
    """Puts bytes into the spool."""
    return lambda data: store.spool.put(io.BytesIO(data), "shot.png", "image/png", FileKind.SCREENSHOT)
