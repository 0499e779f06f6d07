"""What makes the tray icon look again."""

from __future__ import annotations

from trayapp.core.events import (
    Announced,
    Answered,
    Delivered,
    LinkChanged,
    OutboxChanged,
    PolicyChanged,
    StatusMoved,
    Stuck,
    TicketsChanged,
)

NEWS = (
    Announced,
    Answered,
    Delivered,
    LinkChanged,
    OutboxChanged,
    PolicyChanged,
    StatusMoved,
    Stuck,
    TicketsChanged,
)
"""Everything but progress, which changes nothing here."""
