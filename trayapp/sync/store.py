"""The store's parts that syncing works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trayapp.core.ports import Notes, Outbox, SyncLock, Tickets


@dataclass(frozen=True, slots=True)
class SyncStore:
    """One thread's view of the store. `close` gives back its connection."""

    outbox: Outbox
    tickets: Tickets
    notes: Notes
    lock: SyncLock
    close: Callable[[], None] = lambda: None
