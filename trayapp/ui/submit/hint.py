"""One suggestion: a known problem, a ticket that is open already, or something to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest

from trayapp.core.model import Announcement, Article
from trayapp.core.ports import Suggestions, TicketRow
from trayapp.ui.submit.known import Known
from trayapp.ui.texts import submit as words

Item = Announcement | TicketRow | Article


@dataclass(frozen=True, slots=True)
class Hint:
    """A suggestion in words, and what can be done with it."""

    item: Item
    text: str
    icon: str
    joinable: bool = False
    """"Me too": the ticket may join it."""
    readable: bool = False
    addable: bool = False
    """What was written may become an update of it."""


def hints(found: Suggestions, known: Known, now: datetime) -> list[Hint]:
    """The best of each sort first, in turn; a known outage is among them before a word is written."""
    outage = known.outage()
    news = [outage] if outage else []
    news += [each for each in found.announcements if outage is None or each.id != outage.id]
    sorts: Sequence[Sequence[Hint]] = (
        [_announced(each, known, now) for each in news],
        [
            Hint(row, words.open_ticket(row.number, row.subject, row.status_label), "list", addable=True)
            for row in found.tickets
        ],
        [Hint(article, words.article(article.title), "help", readable=True) for article in found.articles],
    )
    return [hint for hint in chain(*zip_longest(*sorts)) if hint is not None]


def _announced(item: Announcement, known: Known, now: datetime) -> Hint:
    if known.problem(item):
        text, icon = words.known_problem(item.title, item.starts_at, now), "warning"
    else:
        text, icon = words.announced(item.title, item.starts_at, now), "announcement"
    return Hint(item, text, icon, joinable=known.joinable(item), readable=bool(item.body.strip()))
