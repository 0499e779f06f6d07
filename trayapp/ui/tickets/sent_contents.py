"""What the list of what was sent shows, read from the store at once."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.model import Account
from trayapp.core.policy import Policy
from trayapp.core.sent import Sent, read_sent
from trayapp.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class SentContents:
    """What was sent, and the words for it."""

    sent: Sent
    policy: Policy | None
    me: Account | None

    @property
    def portal(self) -> str:
        """In people's words."""
        return self.policy.portal_name if self.policy else ""


def read(context: UiContext, key: str) -> SentContents:
    """Blocks on the disk. Raises `LocalFault`."""
    told = bool(context.desk.capabilities.views)
    sent = read_sent(context.outbox, context.tickets, key, context.clock(), told=told)
    return SentContents(sent, context.notes.policy(), context.desk.me)
