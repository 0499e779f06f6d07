"""What a sample holds: companies, their people, what they asked support for, and what there is to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trayapp.core.model import Address, Severity

AGENT = "agent"
"""Stands for the first of the support staff, wherever a person is named."""


@dataclass(frozen=True, slots=True)
class SampleCompany:
    """A company of the sample."""

    name: str
    domain: str = ""
    address: Address = field(default_factory=Address)
    maintenance_days: int | None = None
    """Its maintenance ends so many days from now (ROLE-14)."""
    free_sessions_days: int | None = None
    coupon: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the sample."""

    email: str
    name: str
    company: str
    level: str
    registered: bool = True
    activated: bool = True
    """Otherwise the activation e-mail has not been answered yet (REG-4)."""
    phone: str = ""
    address: Address | None = None
    """Of their own, instead of the company's (INFO-6)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An estimate that support proposes (TK-6)."""

    title: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """Service credits that support bills (TK-9)."""

    amount: float
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a ticket, so many hours before now; all that it names, in this order."""

    who: str
    """An address, or `AGENT`."""
    hours_ago: float
    text: str = ""
    estimate: Proposal | None = None
    approve: bool | None = None
    """Decides on the last estimate."""
    charge: Charge | None = None
    subscriber: str = ""
    collaborator: str = ""
    priority: str = ""
    status: str = ""
    sub_status: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket of the sample."""

    who: str
    hours_ago: float
    subject: str
    description: str
    nature: str | None = None
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    """An answer such as `{+7}` is the day a week from now."""
    priority: str | None = None
    """The one asked for."""
    references: str | None = None
    """The subject of a closed one that it goes on from (ST-7)."""
    joins: str | None = None
    """The title of an announced incident."""
    events: tuple[Event, ...] = ()
    """In the order in which they happen."""


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """Something to read."""

    shelf: str
    title: str
    body: str
    hours_ago: float
    url: str = ""
    keywords: tuple[str, ...] = ()
    company: str = ""
    """The only company that it is for; empty: all."""
    limited: bool = True
    """Also for those who see only a part of the shelf (ROLE-9)."""


@dataclass(frozen=True, slots=True)
class SampleAnnouncement:
    """A message to everybody (INFO-1)."""

    title: str
    body: str
    hours_ago: float
    severity: Severity = Severity.INFO
    days: float = 7
    """How long it is shown."""
    incident: bool = False
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """All of it."""

    companies: tuple[SampleCompany, ...]
    people: tuple[Someone, ...]
    """Employees first; of those of one level, the one to be shown first."""
    stories: tuple[Story, ...] = ()
    articles: tuple[SampleArticle, ...] = ()
    announcements: tuple[SampleAnnouncement, ...] = ()
