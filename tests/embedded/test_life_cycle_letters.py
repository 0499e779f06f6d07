"""Who hears of what happens to a ticket, by letter and behind the bell (TK-1, TK-5, TK-8, CH-3, INFO-2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import MONDAY, StandingClock, made, problem
from tests.embedded.life import Life, begin


@pytest.fixture
def life(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The portal of the profile `msp`, with a second member of the support staff, Zoe."""
    found = begin("msp", tmp_path / "portal", clock, app, loop, "manager")
    found.add("zoe", "support", "agent")
    yield found
    found.end()


def kinds(life: Life, who: str) -> list[str]:
    """Kinds of the letters to that person."""
    return [kind for kind, _ in life.letters(who)]


@pytest.mark.rule("TK-1")
def test_a_new_ticket_is_receipted(life: Life) -> None:
    """Who wrote it gets a letter with its number, their words, and when they hear from support."""
    ticket = life.create("dana", subject="No sound", description="Since noon")
    assert kinds(life, "dana") == ["receipt"]
    letter = life.letter("dana", "receipt")
    assert letter.startswith(f"Ticket {ticket['ref']['number']} “No sound”: received\n")
    assert "Since noon" in letter
    assert "You hear from us by Tuesday, 2026-03-03 at 09:30 (America/New_York)." in letter
    assert kinds(life, "leo") == []


@pytest.mark.rule("TK-1")
def test_a_ticket_that_is_refused_or_sent_twice_gives_no_second_receipt(life: Life) -> None:
    """One key, one ticket, one receipt; and none for what was refused."""
    problem(life.client("dana").post("/tickets", json={"subject": ""}, headers=life.key()), 422, "rejected")
    for _ in range(2):
        life.client("dana").post("/tickets", json={"subject": "X"}, headers={"Idempotency-Key": "k"})
    assert kinds(life, "dana") == ["receipt"]


@pytest.mark.rule("CH-3")
def test_every_ticket_notifies_the_whole_support_team(life: Life) -> None:
    """Each member of the staff gets a letter and a notice, and nobody else does."""
    life.create("dana", subject="No sound", description="Since noon")
    for who in ("sam", "zoe"):
        assert (kinds(life, who), life.notices(who)) == (["team"], ["team"])
        assert "Since noon" in life.letter(who, "team")
    assert [life.notices(who) for who in ("dana", "leo", "tom")] == [[], [], []]


@pytest.mark.rule("CH-3")
@pytest.mark.rule("ST-7")
def test_a_ticket_that_goes_on_notifies_the_team_as_well(life: Life) -> None:
    """Words on a closed ticket make one more letter to the team, and a receipt."""
    ticket = life.ticket("closed")
    made(life.say("dana", ticket, "Again"), 201)
    assert kinds(life, "zoe") == ["team", "team"]
    assert kinds(life, "dana").count("receipt") == 2


@pytest.mark.rule("CH-3")
def test_staff_that_was_removed_is_not_written_to(life: Life) -> None:
    """An account that is gone gets no letter."""
    with life.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'removed' WHERE id = ?", (life.people["zoe"].id,))
    life.create("dana")
    assert (kinds(life, "sam"), kinds(life, "zoe")) == (["team"], [])


@pytest.mark.rule("TK-5")
@pytest.mark.rule("INFO-2")
def test_an_answer_of_support_is_told_to_the_employee(life: Life) -> None:
    """A letter with the words, and a notice; who answered gets neither."""
    ticket = life.create("dana")
    made(life.say("sam", ticket, "Try another cable"), 201)
    assert kinds(life, "dana") == ["receipt", "answer"]
    assert life.notices("dana") == ["answer"]
    assert "Sam wrote on ticket" in life.letter("dana", "answer")
    assert "Try another cable" in life.letter("dana", "answer")
    assert kinds(life, "sam") == ["team"]


@pytest.mark.rule("TK-8")
def test_a_subscriber_hears_of_everything(life: Life) -> None:
    """Words of either side, a change of status and of priority, closing: each is a letter and a notice."""
    ticket = life.create("dana")
    with life.portal.work() as work:
        work.tx.execute(
            "INSERT INTO participants VALUES (?, ?, 'subscriber', 0, 0)",
            (ticket["ref"]["id"], life.people["leo"].id),
        )
    life.say("sam", ticket)
    life.say("dana", ticket)
    life.change("dana", ticket, kind="priority", priority="low")
    life.change("sam", ticket, kind="status", status="assigned")
    life.change("dana", ticket, kind="close")
    expected = ["answer", "answer", "status", "status", "status"]
    assert (kinds(life, "leo"), life.notices("leo")) == (expected, expected)
    assert life.notices("dana") == ["answer", "status"]


@pytest.mark.rule("ST-3")
def test_a_change_of_status_tells_what_comes_next(life: Life) -> None:
    """The letter gives the meaning of the status, and when it ends by itself, by the clock where support is."""
    life.ticket("waiting_for_customer")
    letter = life.letter("dana", "status")
    assert "is now Waiting For Customer." in letter
    assert (
        "It becomes Resolved by itself on Saturday, 2026-03-07 at 10:00 (America/New_York), unless" in letter
    )


@pytest.mark.rule("ST-6")
def test_a_letter_promises_nothing_that_is_past(life: Life) -> None:
    """Written after ten days off: the letter on Resolved does not announce a closing that has been."""
    life.ticket("waiting_for_customer")
    life.off_until(MONDAY + timedelta(days=7))
    life.client("dana").get("/probe")
    assert "It becomes Closed by itself" in life.letter("dana", "status")
    life.ticket("waiting_for_customer")
    life.off_until(MONDAY + timedelta(days=60))
    life.client("dana").get("/probe")
    with life.portal.db.read() as tx:
        found = tx.execute("SELECT body FROM mails WHERE subject LIKE '%: Resolved' ORDER BY seq").fetchall()
    assert ["by itself" in row["body"] for row in found] == [True, False]


def test_a_subject_of_several_lines_is_one_line_in_a_letter(life: Life) -> None:
    """What an employee typed does not become a header of a letter."""
    life.create("dana", subject="No sound\r\nBcc: tom@dentists.example")
    with life.portal.db.read() as tx:
        subjects = [row["subject"] for row in tx.execute("SELECT subject FROM mails")]
    assert len(subjects) == 3
    assert not any("\n" in subject or "\r" in subject for subject in subjects)
