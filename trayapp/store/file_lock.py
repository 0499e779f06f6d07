"""Locks between processes: the operating system lets go of them when a process dies, however it dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trayapp.store.translate import translated

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, wait: bool, shared: bool) -> bool:
        # Windows knows no shared lock here; the callers do without, for it refuses to rename an open file anyway
        if shared:
            return True
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            if wait:
                raise
            return False
        return True

else:
    import fcntl

    def _lock(handle: int, *, wait: bool, shared: bool) -> bool:
        mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(handle, mode if wait else mode | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def take(path: Path, *, wait: bool, shared: bool = False) -> int | None:
    """Lock the file and return its handle, for `give_back`; `None`: another holds it. Raises `LocalFault`."""
    with translated(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        locked = False
        try:
            locked = _lock(handle, wait=wait, shared=shared)
        finally:
            if not locked:
                os.close(handle)
        return handle if locked else None


def give_back(handle: int) -> None:
    """Unlock: closing does it on every system."""
    os.close(handle)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock for a short while, waiting for whoever has it. Raises `LocalFault`."""
    handle = take(path, wait=True)
    try:
        yield
    finally:
        if handle is not None:
            give_back(handle)
