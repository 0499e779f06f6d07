"""How far the changes were pulled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trayapp.core.errors import CursorGone
from trayapp.portals.rt.cursor import MOST_KEPT, OVERLAP, Cursor, cursor_of
from trayapp.portals.rt.docs import NEVER

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_no_more_is_kept_than_a_bounded_number() -> None:
    """And yet all that were told of are known, and none that were not."""
    cursor = Cursor(NEVER, NEVER)
    for number in range(1, 2 * MOST_KEPT):
        cursor = cursor.passed(str(number), NOON, "tag")

    assert len(cursor.tags) == MOST_KEPT
    assert all(cursor.knows(str(number), NOON) for number in range(1, 2 * MOST_KEPT))
    assert not cursor.knows(str(2 * MOST_KEPT), NOON)
    assert not cursor.knows("1", NOON + timedelta(seconds=1))


def test_what_is_long_ago_is_known_without_being_kept() -> None:
    """Only the last minutes are looked at again."""
    cursor = Cursor(NEVER, NEVER).passed("1", NOON, "a").passed("2", NOON + 2 * OVERLAP, "b")

    assert set(cursor.tags) == {"2"}
    assert cursor.knows("1", NOON)
    assert not cursor.knows("3", NOON + OVERLAP)


def test_a_cursor_survives_being_told() -> None:
    """Also one of the version before, which knew less."""
    cursor = Cursor(NEVER, NEVER, removed=4).passed("1", NOON, "a")

    assert cursor_of(cursor.told()) == cursor
    old = '{"floor":"2026-11-22T12:00:00Z","newest":"2026-11-22T12:00:00Z","tags":{},"removed":3}'
    assert cursor_of(old) == Cursor(NOON, NOON, removed=3)


@pytest.mark.parametrize("word", ["", "{}", "[1]", '{"floor":1}', "t.20", "\x00"])
def test_a_cursor_of_something_else_is_gone(word: str) -> None:
    """Then everything is pulled anew."""
    with pytest.raises(CursorGone):
        cursor_of(word)


def test_a_cursor_with_a_tag_of_no_ticket_is_gone() -> None:
    """Nobody but us makes them, and we make none like that."""
    bad = Cursor(NOON, NOON, {"x": (NOON, "a")}).told()

    with pytest.raises(CursorGone):
        cursor_of(bad)
