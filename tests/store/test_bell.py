"""What stands behind the bell (INFO-2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.makers import NOW, POLICY, page_of, ticket
from trayapp.core.model import Changes, Notice, TicketRef
from trayapp.store.notice_rows import KEPT
from trayapp.store.opened import Store


def notice(name: str, minutes: float = 0, ticket_id: str | None = None) -> Notice:
    """A reminder so many minutes after NOW."""
    ref = TicketRef(ticket_id, "1") if ticket_id else None
    return Notice(name, "reminder", NOW + timedelta(minutes=minutes), f"Text of {name}", ref)


def ring(store: Store, *notices: Notice, cursor: str = "c2", more: bool = False) -> None:
    """The portal tells of these."""
    store.tickets.apply(Changes((), cursor, more, notices=notices), POLICY, NOW)


@pytest.fixture
def synced(store: Store) -> Store:
    """A store whose first pull lies behind."""
    store.tickets.apply(page_of(ticket(1)), POLICY, NOW)
    return store


def state(store: Store) -> list[tuple[str, bool]]:
    """Every entry and whether it is unread."""
    return [(entry.notice.id, entry.unread) for entry in store.bell.entries()]


@pytest.mark.rule("INFO-2")
def test_newest_first_and_unread(synced: Store) -> None:
    """What happened stands behind the bell, newest first and unseen; only the last ones are asked for."""
    ring(synced, notice("old", 1), notice("new", 2))

    assert state(synced) == [("new", True), ("old", True)]
    assert [entry.notice for entry in synced.bell.entries(limit=1)] == [notice("new", 2)]
    assert synced.bell.unread() == 2


@pytest.mark.rule("INFO-2")
def test_seen_one_by_one_and_all(synced: Store) -> None:
    """One notice is marked as seen, or all of them."""
    ring(synced, notice("a", 1), notice("b", 2), notice("c", 3))
    synced.bell.mark_read("b")
    assert state(synced) == [("c", True), ("b", False), ("a", True)]
    synced.bell.mark_read()

    assert synced.bell.unread() == 0


def test_seen_with_its_ticket(synced: Store) -> None:
    """Who opens a ticket has seen what the bell says of it, and nothing else."""
    ring(synced, notice("mine", 1, "t-1"), notice("other", 2, "t-2"), notice("none", 3))
    synced.tickets.mark_read("t-1")

    assert state(synced) == [("none", True), ("other", True), ("mine", False)]


def test_told_again(synced: Store) -> None:
    """A notice that the portal tells again stays as seen as it was."""
    ring(synced, notice("a"))
    synced.bell.mark_read("a")
    ring(synced, notice("a"), notice("b"), cursor="c3")

    assert state(synced) == [("b", True), ("a", False)]


def test_first_pull_is_seen(store: Store) -> None:
    """On a new computer, what happened before is there but does not count as unseen, on every page of the pull."""
    ring(store, notice("a", -2), cursor="c1", more=True)
    ring(store, notice("b", -1), cursor="c2")

    assert (len(store.bell.entries()), store.bell.unread()) == (2, 0)


def test_pull_from_the_beginning_again(synced: Store) -> None:
    """When the portal forgot the cursor, only what came after the last sync is unseen."""
    synced.tickets.start_over()
    ring(synced, notice("before", -5), notice("after", 5))

    assert state(synced) == [("after", True), ("before", False)]


def test_only_the_last_ones_stay(synced: Store) -> None:
    """The bell keeps the newest notices and lets the oldest go."""
    ring(synced, *(notice(f"{at:04}", at) for at in range(KEPT + 5)))

    kept = [entry.notice.id for entry in synced.bell.entries(limit=10_000)]
    assert (len(kept), kept[-1]) == (KEPT, "0005")


def test_another_person_sees_none(synced: Store) -> None:
    """Where what was pulled is forgotten, the bell is empty."""
    ring(synced, notice("a"))
    synced.tickets.clear()

    assert synced.bell.entries() == []
