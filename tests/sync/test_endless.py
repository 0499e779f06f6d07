"""What a portal that never comes to an end, or forgets how far it was, costs: little, and an end."""

from __future__ import annotations

import pytest

from tests.sync.conftest import House
from trayapp.core.errors import CursorGone, ServerFault
from trayapp.core.events import Answered, Link, TicketsChanged
from trayapp.core.model import Changes
from trayapp.core.ports import Unchanged
from trayapp.sync import endless
from trayapp.sync.endless import MOST_RINGS


def test_a_portal_that_promises_more_for_ever_is_not_asked_for_ever(settled: House) -> None:
    """More to come after the very same cursor: the pass ends, and the portal counts as failing."""
    settled.portal.changes = lambda cursor: Changes((), cursor or "", more=True)  # type: ignore[method-assign]

    report = settled.sync()

    assert report.problem is not None
    assert report.problem.kind == "server_fault"


def test_a_forgotten_cursor_starts_over(settled: House) -> None:
    """The portal no longer knows how far it was pulled: everything is pulled, in the same pass."""
    changes = settled.portal.changes
    asked: list[str | None] = []

    def forgetful(cursor: str | None) -> Changes | Unchanged:
        asked.append(cursor)
        if cursor is not None:
            raise CursorGone
        return changes(None)

    settled.portal.changes = forgetful  # type: ignore[method-assign]
    settled.told.clear()

    report = settled.sync()

    assert (asked[0] is not None, asked[1:], report.link) == (True, [None], Link.ONLINE)
    assert TicketsChanged() in settled.told


def pages(house: House, *told: Changes) -> list[str | None]:
    """Let the portal tell these pages for ever; the cursors it is asked with."""
    asked: list[str | None] = []

    def changes(cursor: str | None) -> Changes:
        asked.append(cursor)
        return told[(len(asked) - 1) % len(told)]

    house.portal.changes = changes  # type: ignore[method-assign]
    return asked


def test_cursors_that_go_round_end(settled: House) -> None:
    """A portal that leads from one page to another and back is not followed for ever."""
    asked = pages(settled, *(Changes((), name, more=True) for name in "abc"))

    report = settled.sync()

    assert report.problem is not None
    assert report.problem.kind == ServerFault.kind
    assert len(asked) < 10


def test_a_portal_that_forgets_every_cursor_ends(settled: House) -> None:
    """It may have forgotten where we were; not twice in one pull."""
    asked: list[str | None] = []

    def changes(cursor: str | None) -> Changes:
        asked.append(cursor)
        if cursor is not None:
            raise CursorGone
        return Changes((), f"c{len(asked)}", more=True)

    settled.portal.changes = changes  # type: ignore[method-assign]

    report = settled.sync()

    assert report.problem is not None
    assert len(asked) < 10


def test_empty_pages_without_end_are_given_up(settled: House) -> None:
    """Always another cursor, and never anything told."""
    asked = pages(settled, *(Changes((), f"c{at}", more=True) for at in range(1000)))

    assert settled.sync().problem is not None
    assert len(asked) < 30


def test_what_was_written_has_its_turn_between_pages(settled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal with very much to tell does not keep the employee's words waiting until it is done; and it ends."""
    monkeypatch.setattr(endless, "MOST_PAGES", 200)
    removed = ("gone",)
    count = 0

    def changes(cursor: str | None) -> Changes:
        nonlocal count
        count += 1
        if count == 60:
            settled.create("Meanwhile")
        return Changes((), f"c{count}", more=True, removed=removed)

    settled.portal.changes = changes  # type: ignore[method-assign]

    report = settled.sync()

    assert report.problem is not None
    assert count == 200
    assert settled.portal.subjects().count("Meanwhile") == 1


def test_a_flood_of_news_does_not_ring_for_each(settled: House) -> None:
    """Of more answers than anybody reads, some are announced, and all are there to be read."""
    for number in range(MOST_RINGS + 20):
        settled.portal.answer("t4711", f"Answer {number}")

    settled.sync()

    assert len(settled.heard(Answered)) == MOST_RINGS
    assert len(settled.tickets.thread("t4711")) == MOST_RINGS + 20
