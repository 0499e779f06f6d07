"""Answers of a portal as nouns of the core: untrusted, type-checked, tolerant of what is newer than this program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from trayapp.core.errors import Misconfigured
from trayapp.core.model import (
    Announcement,
    Changes,
    Contact,
    Message,
    Once,
    Probe,
    Relation,
    Role,
    Side,
    Ticket,
    TicketRef,
)
from trayapp.core.policy import Bucket, Policy
from trayapp.portals.http import Answer, unusable

T = TypeVar("T")

LONGEST_SETTLE = 3600.0
"""Seconds; what a portal may ask at most to wait before a "not found" is believed."""
_YEARS = (1900, 2400)
"""No ticket is older, none is due later; at the ends of the calendar a time cannot be told in every zone."""
LONGEST_ID = 200
"""Letters of an id, which goes into addresses."""
_CLOSED_SETS: Mapping[str, tuple[type[StrEnum], StrEnum]] = {
    "relation": (Relation, Relation.COMPANY),
    "side": (Side, Side.SYSTEM),
    "bucket": (Bucket, Bucket.OPEN),
    "role": (Role, Role.COLLABORATOR),
    "submit_once": (Once, Once.NONE),
    "update_once": (Once, Once.NONE),
}
"""Codes that the core knows all of, and what one of a newer portal counts as: always the cautious reading."""
_FREE = frozenset({"fields", "when", "shown_if", "texts"})
"""Mappings whose keys are codes of the portal's policy, not names of ours."""


@dataclass(frozen=True, slots=True)
class TicketList:
    """A page of tickets."""

    tickets: tuple[Ticket, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class MessageList:
    """A conversation."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it was put on a ticket."""

    id: str
    ticket: TicketRef | None = None
    """Another ticket than the one it was meant for (ST-7)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a change about people."""

    id: str
    ticket: TicketRef | None = None


@dataclass(frozen=True, slots=True)
class AskedList:
    """Changes about people that were found."""

    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ContactList:
    """People who may be added to a ticket."""

    contacts: tuple[Contact, ...]


def decode(answer: Answer, kind: type[T], *, write: bool = False) -> T:
    """The answer's JSON as `kind`. Unknown fields are ignored.

    Raises `Misconfigured` (`not_a_portal`) for something that is not JSON at all, `ServerFault` for JSON that does
    not fit; after a write, `OutcomeUnknown` for either.
    """
    if answer.media_type != "application/json":
        detail = f"status {answer.status} with {answer.media_type or 'no content type'}"
        raise unusable(detail, write=write) if write else Misconfigured(detail, reason="not_a_portal")
    try:
        return _sane(_typed(answer.body, kind))
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise unusable(f"the answer does not fit: {error}", write=write) from error


def _typed(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError:
        return msgspec.convert(_cautious(msgspec.json.decode(body)), kind)


def _cautious(value: Any) -> Any:
    """The same JSON, with codes that this program does not know replaced by their cautious reading."""
    if isinstance(value, list):
        return [_cautious(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: item if key in _FREE else _known(key, _cautious(item)) for key, item in value.items()}


def _known(key: str, value: Any) -> Any:
    codes, otherwise = _CLOSED_SETS.get(key, (None, None))
    if codes is None or not isinstance(value, str) or value in set(codes):
        return value
    return otherwise


def _sane(value: T) -> T:
    """What types alone do not say: times with a zone, ids that can stand in an address. Raises `ValueError`."""
    match value:
        case Probe():
            _moments(value.server_time)
            settle = min(max(value.capabilities.settle, 0.0), LONGEST_SETTLE)
            return replace(value, capabilities=replace(value.capabilities, settle=settle))
        case Changes():
            for change in value.tickets:
                _ticket(change.ticket)
                _messages(change.messages or ())
            _announcements(value.announcements or ())
        case TicketList():
            for ticket in value.tickets:
                _ticket(ticket)
        case MessageList():
            _messages(value.messages)
        case Ticket():
            _ticket(value)
        case Message():
            _messages((value,))
        case Posted():
            _ids(value.id, *((value.ticket.id,) if value.ticket else ()))
        case Asked():
            _ids(*((value.ticket.id,) if value.ticket else ()))
        case Policy():
            time.fromisoformat(value.hours.opens)
            time.fromisoformat(value.hours.closes)
    return value


def _ticket(ticket: Ticket) -> None:
    _ids(ticket.ref.id, *(file.id for file in ticket.files))
    _moments(ticket.created_at, ticket.updated_at, ticket.due_at, ticket.status_until)


def _messages(messages: tuple[Message, ...]) -> None:
    for message in messages:
        _ids(message.id, *(file.id for file in message.files))
        _moments(message.at)


def _announcements(announcements: tuple[Announcement, ...]) -> None:
    for announcement in announcements:
        _moments(announcement.starts_at, announcement.ends_at)


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
