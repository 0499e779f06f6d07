"""All tickets this person sees, from the only list that shows them at once.

`GET tickets` is ordered by id, oldest first, at most 100 a page, and knows neither a filter nor another order
(`tickets_controller.rb`). The search knows both, but reads an index that lags behind, so it is never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trayapp.core.errors import Forbidden, NotFound, ServerFault
from trayapp.core.model import TicketRef
from trayapp.portals.http import Oversized
from trayapp.portals.passed_over import readable
from trayapp.portals.server_clock import latest_time
from trayapp.portals.zammad.answers import Article, Row, article, raws, row, thing
from trayapp.portals.zammad.link import Link
from trayapp.portals.zammad.tickets import Reader

PAGE = 100
MOST_PAGES = 300


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket, without a word of what was said."""

    row: Row
    own: Mapping[str, str]
    """What it says in the fields that this company added."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All tickets, oldest first."""

    tickets: list[Seen]
    latest: datetime
    """By the server's clock; a later change has not happened yet, whatever is said."""


def all_seen(link: Link, reader: Reader) -> Everything:
    """Every ticket that can be read. Raises `ServerFault` where they come to no end."""
    found: dict[int, Seen] = {}
    for page in range(1, MOST_PAGES + 1):
        answer = link.get("tickets", {"page": str(page), "per_page": str(PAGE)})
        told = raws(answer)
        for seen in readable(told, lambda each: _seen(thing(each), reader), "a ticket"):
            if reader.sees(seen.row):
                found[seen.row.id] = seen
        if len(told) < PAGE:
            return Everything(sorted(found.values(), key=lambda seen: seen.row.id), latest_time(answer))
    raise ServerFault("the list of tickets comes to no end")


def _seen(raw: Mapping[str, Any], reader: Reader) -> Seen:
    return Seen(row(raw), reader.own(raw))


def one_seen(link: Link, reader: Reader, ref: TicketRef) -> Seen:
    """The ticket. Raises `NotFound` also where the server says it is somebody else's."""
    with _hidden(ref):
        seen = _seen(link.one(f"tickets/{number(ref)}", named=named(ref)), reader)
    if str(seen.row.id) != ref.id:
        raise ServerFault("the server answers with another ticket")
    return seen


def articles_of(link: Link, ref: TicketRef) -> tuple[Article, ...]:
    """What was said on it, oldest first, without what is internal. Raises `NotFound`.

    The server keeps internal ones from customers; from somebody who is an agent, too, it does not.
    """
    with _hidden(ref):
        try:
            told: Iterable[dict[str, Any]] = map(
                thing, link.raws(f"ticket_articles/by_ticket/{number(ref)}", named(ref))
            )
        except Oversized:
            told = _one_by_one(link, ref)
        said = list(readable(told, article, "an article"))
    return tuple(
        sorted((item for item in said if not item.internal), key=lambda item: (item.created_at, item.id))
    )


def _one_by_one(link: Link, ref: TicketRef) -> Iterator[dict[str, Any]]:
    """The same where all together are more than one answer may hold: the list knows no pages.

    A ticket names all its articles, also those that this person may not read.
    """
    ids = link.one(f"tickets/{number(ref)}", {"expand": "true"}, named(ref)).get("article_ids")
    for each in ids if isinstance(ids, list) else ():
        if isinstance(each, int):
            with suppress(Forbidden, NotFound):
                yield link.one(f"ticket_articles/{each}")


def articles_or_none(link: Link, ref: TicketRef) -> tuple[Article, ...] | None:
    """The same; `None` for a ticket that went away meanwhile."""
    with suppress(NotFound):
        return articles_of(link, ref)
    return None


def number(ref: TicketRef) -> str:
    """Its id for an address. Raises `NotFound` for one that is none: the server would read `12abc` as 12."""
    if not ref.id.isascii() or not ref.id.isdecimal():
        raise NotFound("no such ticket", **named(ref))
    return ref.id


def named(ref: TicketRef) -> dict[str, str]:
    """What a person is told was not found."""
    return {"what": "ticket", "id": ref.number or ref.id}


class _hidden:  # noqa: N801 - reads as a word
    """What one may not see is not there for them."""

    def __init__(self, ref: TicketRef) -> None:
        self._ref = ref

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Forbidden):
            raise NotFound(error.detail, **named(self._ref)) from error


def newest_first(seen: list[Seen]) -> Iterator[Seen]:
    """By their last change."""
    return iter(sorted(seen, key=lambda item: (item.row.updated_at, item.row.id), reverse=True))
