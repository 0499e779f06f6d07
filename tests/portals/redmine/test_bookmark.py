"""How far the changes of a Redmine were read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from trayapp.portals.clean import LONGEST_KEY
from trayapp.portals.redmine.bookmark import MOST_FRESH, Bookmark, bookmark

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TAG = 'W/"0123456789abcdef0123456789abcdef"'


def at(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


def test_what_is_settled_is_passed_and_what_is_fresh_is_named() -> None:
    """Only what lies well before the latest change is behind the bookmark; the rest is told by its content."""
    mark = Bookmark().beyond(at(0), 7, TAG).beyond(at(60), 3, "new")

    assert mark.passed(at(0), 7)
    assert not mark.passed(at(0), 8)
    assert not mark.passed(at(60), 3)
    assert (mark.etag(3), mark.etag(7)) == ("new", None)


def test_an_issue_that_changed_again_is_named_once() -> None:
    """Its latest content counts."""
    mark = Bookmark().beyond(at(0), 7, "old").beyond(at(1), 7, "new")

    assert [(each.at, each.etag) for each in mark.fresh] == [(at(1), "new")]


def test_many_changes_in_one_second_keep_it_short() -> None:
    """Of a thousand issues changed at once few are named, the rest are passed, and the cursor fits into a request."""
    mark = Bookmark()
    for number in range(1, 1001):
        mark = mark.beyond(NOON, number, TAG)

    assert len(mark.fresh) == MOST_FRESH
    assert mark.passed(NOON, 1000 - MOST_FRESH)
    assert len(mark.word()) < LONGEST_KEY
    assert bookmark(mark.word()) == mark
