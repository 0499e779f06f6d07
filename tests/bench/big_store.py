"""The local store with 100 000 tickets: opening the list, searching, and a sync that finds nothing new."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

from tests.bench.report import Row, milliseconds
from trayapp.core.model import Article, Changes, Message, Relation, Side, Ticket, TicketChange, TicketRef
from trayapp.core.ports import Query
from trayapp.paths import places
from trayapp.store.opened import Store, open_store

MANY = 100_000
FEW = 1_000
_PAGE = 500
_START = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = (
    "printer",
    "outlook",
    "password",
    "network",
    "screen",
    "invoice",
    "phone",
    "laptop",
    "update",
    "meeting",
)

_ARTICLES = tuple(
    Article(
        f"a{index}", "kb", f"The {_WORDS[index % len(_WORDS)]} and you", "Turn it off and on. " * 40, _START
    )
    for index in range(500)
)
_TYPED = "My printer and the network and outlook, since the update, on the laptop and the screen"


def rows() -> Iterator[Row]:
    """Each absolute figure is the median of many; the sync is compared with the same on a small store.

    `printer outlook` are two common words that never stand together: the worst that can be asked.
    """
    with _filled(MANY) as big, _filled(FEW) as small:
        opened = _median(lambda: big.tickets.page(Query("all")))
        yield Row("open the list of 100 000 tickets", milliseconds(opened), "", opened * 1000, 100, "ms")
        for words in ("printer 4242", "invo", "printer", "printer outlook"):
            found = _median(lambda words=words: big.tickets.page(Query("all", words)))  # type: ignore[misc]
            yield Row(f"search 100 000 tickets: {words}", milliseconds(found), "", found * 1000, 20, "ms")
        big.tickets.apply(Changes((), "articles", more=True, articles=_ARTICLES), None, _START)
        typed = _median(lambda: big.knowledge.suggest(_TYPED, _START))
        yield Row("suggest while typing, 100 000 tickets", milliseconds(typed), "", typed * 1000, 20, "ms")
        many = _median(lambda: _nothing_new(big), 501)
        few = _median(lambda: _nothing_new(small), 501)
        against = f"1 000: {milliseconds(few)}"
        yield Row("sync with nothing new, 100 000 tickets", milliseconds(many), against, many / few, 1.25)


class _filled:  # noqa: N801 - reads as a function in a with statement
    """A store holding so many tickets, removed afterwards."""

    def __init__(self, number: int) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._number = number

    def __enter__(self) -> Store:
        self._store = open_store(places(self._folder.name), lambda: _START)
        for first in range(0, self._number, _PAGE):
            page = tuple(_ticket(index) for index in range(first, first + _PAGE))
            self._store.tickets.apply(Changes(page, f"c{first}", more=True), None, _START)
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()
        self._folder.cleanup()


def _ticket(index: int) -> TicketChange:
    at = _START + timedelta(minutes=index)
    word = _WORDS[index % len(_WORDS)]
    ticket = Ticket(
        ref=TicketRef(f"t{index}", str(index)),
        subject=f"The {word} again, case {index}",
        description=f"Since {at:%A} my {word}.",
        status="new",
        relation=Relation.OWN,
        requester="Dana",
        created_at=at,
        updated_at=at,
        priority="standard",
    )
    return TicketChange(ticket, (Message(f"m{index}", "Sam", Side.STAFF, at, f"We look at your {word}."),))


def _nothing_new(store: Store) -> None:
    """What the engine does to the store when the portal has nothing: the claim, the cursor, the mark."""
    now = _START
    store.outbox.claim(now)
    store.tickets.cursor()
    store.tickets.mark_synced(now)
    store.outbox.next_due(now)


def _median(job: Callable[[], object], rounds: int = 31) -> float:
    def once() -> float:
        started = time.perf_counter()
        job()
        return time.perf_counter() - started

    return median(once() for _ in range(rounds))
