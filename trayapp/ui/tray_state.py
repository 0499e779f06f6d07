"""What the tray icon has to say, worked out from the store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trayapp.core.link import Link
from trayapp.ui.menu import Counts

if TYPE_CHECKING:  # all of the core stands behind it; the icon shows before that is loaded
    from trayapp.ui.context import UiContext


class Sign(StrEnum):
    """The picture; the values name the icon files."""

    IDLE = "idle"
    ANSWER = "answer"
    OFFLINE = "offline"
    RECORDING = "recording"
    """Steps are being recorded: whoever looks at the screen is to know it."""


@dataclass(frozen=True, slots=True)
class TrayState:
    """Everything that shows in icon, tooltip and menu."""

    link: Link = Link.UNKNOWN
    pending: int = 0
    """Operations on their way, those that need the employee among them."""
    unread: int = 0
    """Tickets with something unseen."""
    announcements: int = 0
    bell: int = 0
    """Notices that are unseen."""
    steps: bool = False
    """"Show us what you did" is offered."""
    recording: bool = False
    """Steps are being recorded."""

    @property
    def sign(self) -> Sign:
        """A recording before all. Then news: that is what the employee waits for. Then whether anything can be sent."""
        if self.recording:
            return Sign.RECORDING
        if self.unread:
            return Sign.ANSWER
        return Sign.OFFLINE if self.link in {Link.OFFLINE, Link.SIGNED_OUT, Link.BLOCKED} else Sign.IDLE

    @property
    def counts(self) -> Counts:
        """For the menu."""
        return Counts(self.pending, self.announcements)


def look(context: UiContext) -> TrayState:
    """Ask the store; off the UI thread. Raises `LocalFault`."""
    from trayapp.ui.recorder.current import offered

    return TrayState(
        context.link().link,
        len(context.outbox.pending()),
        context.tickets.unread(),
        len(context.tickets.announcements(context.clock())),
        context.bell.unread(),
        offered(context),
    )
