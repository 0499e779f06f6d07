"""What was sent to a helpdesk that tells nothing of tickets: all that there is to list."""

from __future__ import annotations

from trayapp.core.operation import Operation
from trayapp.core.sent import sent_tickets
from trayapp.ui.context import UiContext


def mailed(context: UiContext, words: str) -> list[Operation]:
    """See `sent_tickets`. Blocks on the disk."""
    return sent_tickets(context.outbox, context.notes.probe(), words)
