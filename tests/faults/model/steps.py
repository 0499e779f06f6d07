"""The steps of the app on its disk, counted: at one of them it is killed, or the disk is full from one on."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tests.store.mortal import Killed
from trayapp.core.errors import LocalFault
from trayapp.store import spool
from trayapp.store.db import Database


class Steps:
    """Installed for as long as `installed` is open; what is done under `acting` has steps."""

    def __init__(self) -> None:
        self.full = False
        """Whether the disk takes nothing more."""
        self._deadly: int | None = None
        self._done = 0
        self._died: Callable[[], None] = lambda: None
        self._acting: int | None = None

    @contextmanager
    def acting(self) -> Iterator[None]:
        """What this thread does now, the app does."""
        before, self._acting = self._acting, threading.get_ident()
        try:
            yield
        finally:
            self._acting = before

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Let the store's writes be steps."""
        with ExitStack() as patches:
            for owner, name in ((spool, "sync_file"), (spool, "sync_folder"), (os, "utime")):
                patches.enter_context(mock.patch.object(owner, name, self._file_step(getattr(owner, name))))
            for name in ("replace", "unlink"):
                patches.enter_context(mock.patch.object(Path, name, self._path_step(getattr(Path, name))))
            patches.enter_context(mock.patch.object(Database, "writing", self._writing(Database.writing)))
            yield

    def kill_at(self, step: int, died: Callable[[], None]) -> None:
        """Die at that step from now on (`died` hears of it), and at all after it, until `revive`."""
        self._deadly, self._done, self._died = step, 0, died

    def revive(self) -> None:
        """The next life begins."""
        self._deadly = None

    def _step(self) -> None:
        if self._deadly is not None and threading.get_ident() == self._acting:
            self._done += 1
            if self._done == self._deadly:
                self._died()
            if self._done >= self._deadly:
                raise Killed

    def _mine(self) -> bool:
        return self.full and threading.get_ident() == self._acting

    def _file_step(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self._step()
            if self._mine():
                raise OSError(errno.ENOSPC, "no space left")
            return real(*given, **named)

        return step

    def _path_step(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self._step()
            return real(*given, **named)

        return step

    def _writing(self, real: Callable[[Database], Any]) -> Callable[[Database], Any]:
        @contextmanager
        def writing(database: Database) -> Iterator[sqlite3.Connection]:
            self._step()
            with real(database) as connection:
                yield connection
                self._step()
                if self._mine():
                    raise LocalFault("no space left", reason="disk_full")
            self._step()

        return writing
