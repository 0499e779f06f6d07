"""Answers of the portal API that are no nouns of the core."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.model import Contact, Message, Ticket, TicketRef


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
class Said:
    """A message found by its key, and where it went."""

    id: str
    mine: bool = False
    ticket: TicketRef | None = None
    """Another ticket than the one it was meant for (ST-7)."""


@dataclass(frozen=True, slots=True)
class SaidList:
    """Messages found by their key."""

    messages: tuple[Said, ...]


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
class Taken:
    """Keys of operations that arrived once."""

    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactList:
    """People who may be added to a ticket."""

    contacts: tuple[Contact, ...]
