"""Who may send: one process at a time recovers, claims and settles operations (the tray app, or `trayapp sync`)."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from types import TracebackType

from trayapp.store.file_lock import give_back, take


class SyncLock:
    """A lock between processes, never waited for. Killing its holder frees it.

    Only its holder may call `Outbox.recover` and `Outbox.claim`: an operation that another process is really sending
    must not be taken for one that was left behind.

        with store.sync_lock as mine:
            if mine: ...
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._guard = Lock()

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._handle is not None

    def try_lock(self) -> bool:
        """Take it if nobody has it, another thread with this same object included. Raises `LocalFault`."""
        with self._guard:
            if self._handle is not None:
                return False
            self._handle = take(self._path, wait=False)
            return self._handle is not None

    def release(self) -> None:
        """Let the others have it; nothing happens when it is not held."""
        with self._guard:
            handle, self._handle = self._handle, None
        if handle is not None:
            give_back(handle)

    def __enter__(self) -> bool:
        return self.try_lock()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
