"""What surrounds tickets: announcements, articles, the bell, and one page of all that changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trayapp.core.model.ticket import TicketChange, TicketRef


class Severity(StrEnum):
    """How much an announcement matters."""

    INFO = "info"
    WARNING = "warning"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message of the portal to everybody (INFO-1)."""

    id: str
    title: str
    body: str
    severity: str
    starts_at: datetime
    ends_at: datetime | None = None
    incident: bool = False
    """Something is broken for many: a ticket may join it ("me too")."""
    keywords: tuple[str, ...] = ()
    """Words that somebody writes who meets it."""
    joined: int = 0
    """How many tickets belong to it."""


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read: an answer, a newsletter, a licence key (INFO-4, ROLE-1, ROLE-5, ROLE-6, ROLE-9, ROLE-12)."""

    id: str
    shelf: str
    """A code of the policy's shelves."""
    title: str
    body: str
    """Plain text, never rendered as HTML."""
    updated_at: datetime
    url: str = ""
    """Where there is more of it; opened in the browser, http and https only."""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry behind the bell: something happened to a ticket of the employee (INFO-2)."""

    id: str
    kind: str
    """answer, status, reminder, estimate, person, incident, account; an unknown one is told by its text."""
    at: datetime
    text: str
    """In the portal's words."""
    ticket: TicketRef | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of what changed on the portal since a cursor."""

    tickets: tuple[TicketChange, ...]
    cursor: str
    """Opaque to everyone but the adapter that made it."""
    more: bool = False
    announcements: tuple[Announcement, ...] | None = None
    """All that are current; `None`: they did not change."""
    removed: tuple[str, ...] = ()
    """Ids of tickets the employee no longer sees."""
    articles: tuple[Article, ...] | None = None
    """All that this person may read; `None`: they did not change."""
    notices: tuple[Notice, ...] = ()
    """New entries behind the bell, oldest first."""
    about: str | None = None
    """As in `Probe`: another one than there, and person, capabilities or policy have changed since."""
