"""What one room needs of another, as Protocols. `app` hands the real parts over."""

from __future__ import annotations

from trayapp.core.ports.authority import Authority, DeviceCode, Grant
from trayapp.core.ports.desktop import Autostart, Capturer, FactsCollector, Notifier, RawShot, Secrets
from trayapp.core.ports.portal import Clock, FileSource, Portal, Progress, Steps, Unchanged
from trayapp.core.ports.store import (
    Bell,
    BellEntry,
    Drafts,
    Found,
    Knowledge,
    News,
    Notes,
    Outbox,
    Outcome,
    Query,
    SavedDraft,
    Spool,
    Suggestions,
    SyncLock,
    TicketRow,
    Tickets,
)

__all__ = [
    "Authority",
    "Autostart",
    "Bell",
    "BellEntry",
    "Capturer",
    "Clock",
    "DeviceCode",
    "Drafts",
    "FactsCollector",
    "FileSource",
    "Found",
    "Grant",
    "Knowledge",
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
    "Suggestions",
    "SyncLock",
    "TicketRow",
    "Tickets",
    "Unchanged",
]
