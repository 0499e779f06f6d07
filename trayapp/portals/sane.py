"""What types alone do not say of an answer: times with a zone, ids that can stand in an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any, TypeVar

from trayapp.core.model import Announcement, Article, Changes, Message, Notice, Probe, Ticket
from trayapp.core.policy import Policy
from trayapp.portals.answers import Asked, AskedList, MessageList, Posted, Said, SaidList, TicketList

T = TypeVar("T")

LONGEST_SETTLE = 3600.0
"""Seconds; what a portal may ask at most to wait before a "not found" is believed."""
_YEARS = (1900, 2400)
"""No ticket is older, none is due later; at the ends of the calendar a time cannot be told in every zone."""
LONGEST_ID = 200
"""Letters of an id, which goes into addresses."""


def sane(value: T) -> T:
    """The value, a portal's demands cut to a bearable size. Raises `ValueError`."""
    check = _CHECKS.get(type(value))
    if check:
        check(value)
    if isinstance(value, Probe):
        settle = min(max(value.capabilities.settle, 0.0), LONGEST_SETTLE)
        return replace(value, capabilities=replace(value.capabilities, settle=settle))
    return value


def _changes(page: Changes) -> None:
    for change in page.tickets:
        _ticket(change.ticket)
        _messages(change.messages or ())
    _announcements(page.announcements or ())
    _articles(page.articles or ())
    _notices(page.notices)


def _ticket(ticket: Ticket) -> None:
    others = (ref.id for ref in (ticket.references, ticket.continued) if ref)
    _ids(ticket.ref.id, *(file.id for file in ticket.files), *others, *(one.id for one in ticket.estimates))
    _moments(ticket.created_at, ticket.updated_at, ticket.due_at, ticket.status_since, ticket.status_until)
    for estimate in ticket.estimates:
        _moments(estimate.at, estimate.decided_at)


def _messages(messages: tuple[Message, ...]) -> None:
    for message in messages:
        _ids(message.id, *(file.id for file in message.files))
        _moments(message.at)


def _announcements(announcements: tuple[Announcement, ...]) -> None:
    for announcement in announcements:
        _moments(announcement.starts_at, announcement.ends_at)


def _articles(articles: tuple[Article, ...]) -> None:
    for article in articles:
        _ids(article.id)
        _moments(article.updated_at)


def _notices(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        _ids(notice.id, *((notice.ticket.id,) if notice.ticket else ()))
        _moments(notice.at)


def _landed(said: Said | Posted) -> None:
    _ids(said.id, *((said.ticket.id,) if said.ticket else ()))


def _asked(asked: Asked) -> None:
    _ids(*((asked.ticket.id,) if asked.ticket else ()))


def _hours(policy: Policy) -> None:
    time.fromisoformat(policy.hours.opens)
    time.fromisoformat(policy.hours.closes)


def _each(check: Callable[[Any], None], items: tuple[Any, ...]) -> None:
    for item in items:
        check(item)


def _moments(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is None:
            continue
        if moment.tzinfo is None:
            message = "a time without a zone"
            raise ValueError(message)
        if not _YEARS[0] <= moment.year <= _YEARS[1]:
            message = "a time out of all reason"
            raise ValueError(message)


def _ids(*ids: str) -> None:
    for identifier in ids:
        if not 0 < len(identifier) <= LONGEST_ID or not identifier.isprintable():
            message = "an id that is none"
            raise ValueError(message)


_CHECKS: Mapping[type, Callable[[Any], None]] = {
    Probe: lambda probe: _moments(probe.server_time),
    Changes: _changes,
    TicketList: lambda page: _each(_ticket, page.tickets),
    MessageList: lambda page: _messages(page.messages),
    SaidList: lambda page: _each(_landed, page.messages),
    AskedList: lambda page: _each(_asked, page.asked),
    Ticket: _ticket,
    Message: lambda message: _messages((message,)),
    Posted: _landed,
    Asked: _asked,
    Policy: _hours,
}
