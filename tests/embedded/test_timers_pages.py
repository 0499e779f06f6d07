"""A long time off is caught up page by page, and comes out as if the portal had been on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, made
from tests.embedded.life import Life, begin
from trayapp.embedded import timers


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `cases`, in Denver."""
    found = begin("cases", tmp_path / "portal", clock, app, loop)
    yield found
    found.end()


def told(life: Life) -> list[tuple[str, str, str]]:
    """What the portal said by itself, in the order of its changes: when, on which ticket, in which words."""
    with life.portal.db.read() as tx:
        found = tx.execute(
            "SELECT m.at, t.subject, m.text FROM messages m JOIN tickets t ON t.id = m.ticket_id ORDER BY m.seq"
        )
        return [(row["at"], row["subject"], row["text"]) for row in found]


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("page", [1, 2, 2000])
def test_pages_of_any_length_keep_the_order_of_moments(
    life: Life, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five tickets, a day apart, are resolved and closed in the order in which that was due, each once."""
    monkeypatch.setattr(timers, "_AT_A_TIME", page)
    for number in range(5):
        life.clock.now = MONDAY + timedelta(days=number)
        life.ticket("waiting_for_customer", subject=f"ticket {number}")
    before = len(life.letters("dana", "status"))
    life.off_until(MONDAY + timedelta(days=20))
    assert made(life.client("dana").get("/tickets"))["tickets"] == []

    lines = told(life)
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    for words in ("Resolved", "Closed"):
        assert [line[1] for line in lines if line[2].startswith(words)] == [
            f"ticket {number}" for number in range(5)
        ]
    assert len(lines) == 10
    assert len(life.letters("dana", "status")) - before == 10
    assert life.letters("dana", "reminder") == [
        letter for letter in life.letters("dana", "reminder") if letter[1] < MONDAY + timedelta(days=5)
    ]
