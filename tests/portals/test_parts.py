"""A conversation larger than one answer holds, and a feed that has one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.portals.conftest import Opened
from tests.portals.samples import CHANGES, MESSAGE
from trayapp.core.errors import ServerFault
from trayapp.core.model import Changes, Message, Side, TicketRef
from trayapp.portals import parts
from trayapp.portals.http import Oversized
from trayapp.portals.parts import in_parts

SAID = [
    Message(f"m{index}", "Sam", Side.STAFF, datetime(2026, 11, 2, tzinfo=UTC), "x") for index in range(450)
]


def after(last: str | None, most: int, said: Sequence[Message] = SAID) -> Sequence[Message]:
    """What a portal that knows of parts answers."""
    start = int(last[1:]) + 1 if last else 0
    return said[start : start + most]


def test_all_parts_together_are_the_conversation() -> None:
    """Nothing is told twice and nothing left out, from the beginning and from its middle."""
    assert list(in_parts(None, after)) == SAID
    assert list(in_parts("m399", after)) == SAID[400:]


def test_a_part_that_is_too_large_is_asked_for_again_as_smaller_ones() -> None:
    """One message at a time, if need be; what is too large by itself is an error."""
    asked: list[int] = []

    def few(last: str | None, most: int) -> Sequence[Message]:
        asked.append(most)
        if most > 1:
            raise Oversized("too large")
        return after(last, most, SAID[:3])

    assert list(in_parts(None, few)) == SAID[:3]
    assert asked == [200, 20, 1, 1, 1, 1]

    def nothing(_last: str | None, _most: int) -> Sequence[Message]:
        raise Oversized("too large")

    with pytest.raises(Oversized):
        list(in_parts(None, nothing))


def test_a_portal_that_knows_of_no_parts_is_asked_once() -> None:
    """All of it, at once, is not asked for again."""
    asked: list[str | None] = []

    def everything(last: str | None, _most: int) -> Sequence[Message]:
        asked.append(last)
        return SAID

    assert list(in_parts(None, everything)) == SAID
    assert asked == [None]


def test_a_portal_that_comes_to_no_end_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same part again and again, and more letters than are borne, are errors."""
    with pytest.raises(ServerFault):
        list(in_parts(None, lambda _last, most: SAID[:most]))
    monkeypatch.setattr(parts, "MOST_LETTERS", 300)
    with pytest.raises(ServerFault):
        list(in_parts(None, after))


def test_a_ticket_whose_words_fill_more_than_an_answer_comes_all_the_same(
    opened: Opened,
) -> None:
    """At last the feed is asked for one ticket without its conversation, which is asked for apart, in parts."""
    portal = opened(_wordy)

    page = portal.changes("c1")

    assert isinstance(page, Changes)
    assert [change.messages for change in page.tickets] == [None]
    said = portal.thread(TicketRef("t1", "4711"), "m0")
    assert [each.id for each in said] == [f"m{number}" for number in range(1, 41)]


def _wordy(request: httpx.Request) -> httpx.Response:
    """A portal with one ticket: forty messages, ten million letters."""
    query = request.url.params
    if request.url.path.endswith("/messages"):
        first = int(query["after"][1:]) + 1
        return httpx.Response(200, json={"messages": _told(first, int(query["limit"]))})
    (change, *_) = CHANGES["tickets"]
    said = None if query.get("messages") == "false" else _told(1, 40)
    return httpx.Response(200, json=CHANGES | {"tickets": [change | {"messages": said}]})


def _told(first: int, most: int) -> list[dict[str, Any]]:
    return [
        MESSAGE | {"id": f"m{number}", "text": "x" * 250_000}
        for number in range(first, min(first + most, 41))
    ]
