"""Finds what an operation made by the key in its text: the server knows no key of ours.

A ticket's articles have to be read one ticket after the other, so those that changed last come first, and those that
did not change since the operation was asked for are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from uuid import UUID

from trayapp.core.ids import OpId
from trayapp.core.model import Draft, MessageRef, TicketRef
from trayapp.portals.zammad.answers import Article
from trayapp.portals.zammad.link import Link
from trayapp.portals.zammad.listing import (
    Seen,
    all_seen,
    articles_of,
    articles_or_none,
    newest_first,
    one_seen,
)
from trayapp.portals.zammad.tickets import Reader, ref_of, text_in

_CLOCKS = timedelta(days=2)
"""How far the clocks here and there may be apart."""
_ALWAYS = 25
"""Tickets that are looked through whatever their time says."""


def made_by(article: Article, op: OpId, reader: Reader) -> bool:
    """Whether that operation wrote it. The key alone proves nothing: somebody may have copied the text."""
    return article.written is not None and article.written.op == op and reader.mine(article)


def message_in(articles: Sequence[Article], op: OpId, reader: Reader) -> MessageRef | None:
    """The message among them that the operation wrote."""
    return next((MessageRef(str(item.id)) for item in articles if made_by(item, op, reader)), None)


def bare_message(
    articles: Sequence[Article], text: str, since: datetime, reader: Reader
) -> MessageRef | None:
    """This person's message of that text which came since, though without its key: a server may change what it gets."""
    words = " ".join(text.split())
    return next(
        (
            MessageRef(str(item.id))
            for item in articles
            if reader.mine(item)
            and item.written is None
            and item.created_at > since
            and words in " ".join(text_in(item).split())
        ),
        None,
    )


def find_ticket(link: Link, reader: Reader, op: OpId, draft: Draft) -> TicketRef | None:
    """The ticket that the operation made, or the one it was merged into."""
    for seen in _candidates(link, reader, op, draft.subject):
        found = articles_or_none(link, ref_of(seen.row))
        if found and message_in(found, op, reader):
            return ref_of(seen.row)
    return None


def find_message(link: Link, reader: Reader, op: OpId, ref: TicketRef) -> MessageRef | None:
    """The message that the operation wrote on a ticket; elsewhere, where that was merged into another meanwhile.

    Raises `NotFound` for a ticket that this person does not see.
    """
    here = message_in(articles_of(link, ref), op, reader)
    if here or not _moved_away(link, reader, ref):
        return here
    for seen in _candidates(link, reader, op, ""):
        target = ref_of(seen.row)
        found = message_in(articles_or_none(link, target) or (), op, reader) if target.id != ref.id else None
        if found:
            return MessageRef(found.id, target)
    return None


def _moved_away(link: Link, reader: Reader, ref: TicketRef) -> bool:
    return reader.rules.is_merged(one_seen(link, reader, ref).row.state_id)


def _candidates(link: Link, reader: Reader, op: OpId, title: str) -> list[Seen]:
    since = _asked_at(op) - _CLOCKS
    newest = list(newest_first(all_seen(link, reader).tickets))
    late = [seen for index, seen in enumerate(newest) if index < _ALWAYS or seen.row.updated_at >= since]
    same = (seen for seen in late if seen.row.title == title)
    return list(chain(same, (seen for seen in late if seen.row.title != title)))


def _asked_at(op: OpId) -> datetime:
    """A UUIDv7 begins with the milliseconds at which it was made."""
    return datetime.fromtimestamp((UUID(op).int >> 80) / 1000, UTC)
