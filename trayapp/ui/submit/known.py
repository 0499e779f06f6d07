"""What the store knows of the portal when the dialog opens; nothing of it is needed to write a ticket."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.errors import LocalFault
from trayapp.core.model import Account, Announcement, Severity
from trayapp.core.policy import Policy
from trayapp.ui.context import UiContext
from trayapp.ui.texts import by_mail

_log = logging.getLogger(__name__)
INCIDENTS = "incidents"
"""The feature of a policy under which tickets may join an announced incident."""


@dataclass(frozen=True, slots=True)
class Known:
    """The portal's rules, its current announcements, and who is signed in; each may be missing."""

    policy: Policy | None = None
    announcements: Sequence[Announcement] = ()
    me: Account | None = None
    plain: bool = False
    """What is sent is not encrypted on its way."""

    @property
    def portal(self) -> str:
        """Whom tickets go to, in people's words."""
        return self.policy.portal_name if self.policy else ""

    @property
    def way(self) -> str:
        """The same, and that others can read it on its way there, where they can."""
        return ", ".join(filter(None, (self.portal, by_mail.NOT_ENCRYPTED if self.plain else "")))

    @property
    def form(self) -> Policy | None:
        """The policy, when it says anything of what a ticket asks."""
        return self.policy if self.policy and (self.policy.products or self.policy.natures) else None

    def joinable(self, announcement: Announcement) -> bool:
        """Whether a ticket may join it ("me too")."""
        return announcement.incident and self.policy is not None and INCIDENTS in self.policy.features

    def outage(self) -> Announcement | None:
        """The newest that many people meet right now; it is shown before a word is written."""
        return next((each for each in self.announcements if self.problem(each)), None)

    def problem(self, announcement: Announcement) -> bool:
        """Something is broken; otherwise it is only news."""
        return announcement.severity == Severity.OUTAGE or self.joinable(announcement)

    def announcement(self, announcement_id: str) -> Announcement | None:
        """The current one of that id."""
        return next((each for each in self.announcements if each.id == announcement_id), None)


def read(context: UiContext) -> Known:
    """Ask the store; what it can't tell is left out."""
    try:
        current = context.tickets.announcements(context.clock())
        plain = not context.desk.capabilities.encrypted
        return Known(context.notes.policy(), current, context.desk.me, plain)
    except LocalFault as fault:
        _log.warning("the portal's policy can't be read: %s", fault)
        return Known()
