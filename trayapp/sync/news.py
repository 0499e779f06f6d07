"""What of a pulled page deserves the employee's attention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trayapp.core.events import Answered, Event, StatusMoved
from trayapp.core.model import Relation, Side
from trayapp.core.ports import News

_CONCERNED = frozenset({Relation.OWN, Relation.COLLABORATOR})
"""Colleagues' tickets are shown, but do not ring (TK-8: those who take part are told)."""


def events(news: Sequence[News]) -> Iterator[Event]:
    """Answers of the staff and moves of the status, in the order of the page (APP-7, TK-5)."""
    for item in news:
        if item.ticket.relation in _CONCERNED:
            yield from _answers(item)
            yield from _move(item)


def _answers(item: News) -> Iterator[Event]:
    for message in item.messages:
        if message.side is Side.STAFF and not message.mine:
            yield Answered(item.ticket.ref, item.ticket.subject, message.author, message.text)


def _move(item: News) -> Iterator[Event]:
    ticket = item.ticket
    if item.known and item.status_before not in {None, ticket.status}:
        yield StatusMoved(ticket.ref, ticket.subject, ticket.status, ticket.status_label)
