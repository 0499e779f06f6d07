"""What one room needs of another, as Protocols. `app` hands the real parts over."""

from __future__ import annotations

from trayapp.core.ports.desktop import Autostart, Capturer, FactsCollector, Notifier, RawShot, Secrets
from trayapp.core.ports.portal import Clock, FileSource, Portal, Progress, Steps, Unchanged
from trayapp.core.ports.store import (
    Drafts,
    News,
    Notes,
    Outbox,
    Outcome,
    Query,
    SavedDraft,
    Spool,
    SyncLock,
    TicketRow,
    Tickets,
)

__all__ = [
    "Autostart",
    "Capturer",
    "Clock",
    "Drafts",
    "FactsCollector",
    "FileSource",
    "News",
    "Notes",
    "Notifier",
    "Outbox",
    "Outcome",
    "Portal",
    "Progress",
    "Query",
    "RawShot",
    "SavedDraft",
    "Secrets",
    "Spool",
    "Steps",
    "SyncLock",
    "TicketRow",
    "Tickets",
    "Unchanged",
]
