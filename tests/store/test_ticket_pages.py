"""The ticket list: views, order, pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product

import pytest

from tests.store.makers import NOW, POLICY, page_of, ticket
from trayapp.core.model import Relation
from trayapp.core.policy import Bucket, Policy, Status
from trayapp.core.ports import Query, TicketRow
from trayapp.paths import Places
from trayapp.store.opened import Store
from trayapp.store.ticket_views import VIEWS, tag, tags

STATUSES = ("new", "yours", "resolved", "closed")


@pytest.fixture
def full(store: Store) -> Store:
    """A ticket of every relation in every status, numbered from 0 in the order of time."""
    store.notes.put_policy(POLICY)
    pairs = enumerate(product(Relation, STATUSES))
    tickets = [ticket(n, status=status, relation=relation, minutes=n) for n, (relation, status) in pairs]
    store.tickets.apply(page_of(*tickets), POLICY, NOW)
    return store


def walk(store: Store, query: Query, limit: int) -> list[str]:
    """The numbers of all pages, one after the other."""
    numbers: list[str] = []
    after: TicketRow | None = None
    while rows := store.tickets.page(query, after, limit):
        numbers += [row.number for row in rows]
        after = rows[-1]
    return numbers


@pytest.mark.rule("TK-3")
@pytest.mark.parametrize(
    ("view", "numbers"),
    [
        ("open", {0, 1, 2, 8, 9, 10}),
        ("company", {0, 1, 2, 4, 5, 6, 8, 9, 10}),
        ("closed", {3, 7, 11, 15}),
        ("collaborator", {12, 13, 14, 15}),
        ("completed", {2, 3, 6, 7, 10, 11, 14, 15}),
        ("all", set(range(16))),
        ("unheard-of", set(range(16))),
    ],
)
def test_views(full: Store, view: str, numbers: set[int]) -> None:
    """Each view shows its tickets, newest change first, with and without search, and counts them."""
    expected = [str(number) for number in sorted(numbers, reverse=True)]

    assert expected == walk(full, Query(view), 5)
    assert expected == walk(full, Query(view, "printer"), 5)
    assert (len(expected), len(expected)) == (
        full.tickets.count(Query(view)),
        full.tickets.count(Query(view, "printer")),
    )


@pytest.mark.parametrize("words", ["", "printer"])
def test_pages_of_one_moment(store: Store, words: str) -> None:
    """Tickets of the same moment are each shown once, wherever the page ends."""
    store.tickets.apply(page_of(*(ticket(n) for n in range(50))), POLICY, NOW)
    numbers = walk(store, Query("all", words), 7)

    assert (len(numbers), len(set(numbers))) == (50, 50)


@pytest.mark.parametrize("words", ["", "printer"])
def test_next_page_after_a_row_that_moved(store: Store, words: str) -> None:
    """When the last row of a page has changed meanwhile, the next page still goes on where it was."""
    store.tickets.apply(page_of(*(ticket(n, minutes=n) for n in range(10))), POLICY, NOW)
    first = store.tickets.page(Query("all", words), limit=4)
    store.tickets.apply(page_of(ticket(6, minutes=99)), POLICY, NOW)
    second = store.tickets.page(Query("all", words), first[-1], limit=4)

    assert (
        [row.number for row in first],
        [row.number for row in second],
    ) == (["9", "8", "7", "6"], ["5", "4", "3", "2"])


def test_row_says_what_the_list_shows(store: Store) -> None:
    """A row has what a line of the list needs."""
    one = ticket(5, status="resolved", minutes=3)
    store.tickets.put(one, POLICY)

    assert [
        TicketRow(
            "t-5", "5", "Printer", "resolved", "", "resolved", one.updated_at, unread=False, priority=None
        )
    ] == store.tickets.page(Query())


def test_another_policy_sorts_anew(full: Store) -> None:
    """When the policy gives a status another meaning, the tickets change their views, also for the search."""
    reopened = Policy("2", "test", "Acme IT", statuses=(Status("closed", "Shut", "", Bucket.OPEN),))
    full.notes.put_policy(reopened)

    assert (walk(full, Query("open"), 9), walk(full, Query("closed"), 9)) == (
        ["11", "10", "9", "8", "3", "2", "1", "0"],
        [],
    )
    assert (
        walk(full, Query("open", "printer"), 9),
        walk(full, Query("closed", "printer"), 9),
    ) == (["11", "10", "9", "8", "3", "2", "1", "0"], [])


def test_unknown_status_counts_as_open(store: Store) -> None:
    """A status that the policy does not name hides no ticket, nor does a missing policy."""
    store.tickets.put(ticket(1, status="novel"), POLICY)
    store.tickets.put(ticket(2, status="closed"), None)

    assert store.tickets.count(Query("open")) == 2


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "all"])
def test_each_view_has_its_index(store: Store, where: Places, view: str) -> None:
    """The list of a view is read in order from the view's own index, however many tickets there are."""
    sql = f"EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE {VIEWS[view].where} ORDER BY updated_at DESC, id DESC"
    with closing(sqlite3.connect(where.database)) as connection:
        plan = " ".join(str(row[3]) for row in connection.execute(sql))

    assert f"tickets_{view}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(("relation", "bucket"), list(product(Relation, Bucket)))
def test_marks_agree_with_the_views(store: Store, where: Places, relation: str, bucket: str) -> None:
    """The search index marks a row for exactly those views whose condition holds for it."""
    del store
    with closing(sqlite3.connect(where.database)) as connection:
        held = [
            tag(name)
            for name, one in VIEWS.items()
            if connection.execute(
                f"SELECT {one.where} FROM (SELECT ? AS relation, ? AS bucket)", (relation, bucket)
            ).fetchone()[0]
        ]

    assert held == tags(relation, bucket).split()
