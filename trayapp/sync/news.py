"""What of a pulled page deserves the employee's attention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trayapp.core.events import Answered, Event, Noticed, StatusMoved
from trayapp.core.model import Notice, Relation, Side
from trayapp.core.ports import News

_CONCERNED = frozenset({Relation.OWN, Relation.SUBSCRIBER, Relation.COLLABORATOR})
"""Colleagues' tickets are shown, but do not ring (TK-8: those who take part are told)."""

_TOLD = frozenset({"answer", "status"})
"""Kinds of notices that come with the ticket itself."""


def events(news: Sequence[News]) -> Iterator[Event]:
    """Answers of the staff and moves of the status, in the order of the page (APP-7, TK-5)."""
    for item in news:
        if item.ticket.relation in _CONCERNED:
            yield from _of(item)


def notices(told: Sequence[Notice]) -> Iterator[Event]:
    """What rings the bell and is not told by an answer or a moved status already, in its order (INFO-2)."""
    for notice in told:
        if notice.kind not in _TOLD:
            yield Noticed(notice)


def _of(item: News) -> Iterator[Event]:
    """An answer and the status it brings are one piece of news: the last answer tells both."""
    ticket = item.ticket
    answers = [message for message in item.messages if message.side is Side.STAFF and not message.mine]
    moved = item.known and item.status_before not in {None, ticket.status}
    for message in answers:
        news = Answered(ticket.ref, ticket.subject, message.author, message.text)
        if moved and message is answers[-1]:
            news = replace(news, status=ticket.status, status_label=ticket.status_label)
        yield news
    if moved and not answers:
        yield StatusMoved(ticket.ref, ticket.subject, ticket.status, ticket.status_label)
