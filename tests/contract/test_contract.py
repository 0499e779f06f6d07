"""What every adapter does on a real server of its kind, beside the checks that need no hand on the server."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import TypeVar

import pytest

from tests.contract.conftest import Desk
from trayapp.core.errors import (
    Busy,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    TrayAppError,
)
from trayapp.core.model import Fact, Once, Side, Ticket, TicketRef, Update
from trayapp.core.ports import Unchanged
from trayapp.core.retry import leaves_doubt

T = TypeVar("T")

WORDS = "Grüße! 打印机 🖨 <b>&amp;</b> \"quoted\" 'x' \\n"


def nowhere(sent: int, total: int) -> None:
    """Progress that nobody watches."""


def ticket_of(desk: Desk, ref: TicketRef) -> Ticket:
    """The ticket as the portal tells it."""
    ticket = desk.portal.read(ref, None)
    assert isinstance(ticket, Ticket)
    return ticket


def test_a_portal_says_who_asks(desk: Desk) -> None:
    """The probe names the person whose sign-in it was."""
    assert desk.portal.probe().me.email == desk.bench.address("employee")


def test_facts_come_back_as_facts(desk: Desk) -> None:
    """Wherever a server keeps them: read back they are facts again, and the description is as it was written."""
    facts = (Fact("os.name", WORDS), Fact("battery", "no such device", failed=True))

    ticket = ticket_of(desk, desk.submit(desk.draft(WORDS, description=WORDS, facts=facts)))

    assert (ticket.description, ticket.facts) == (WORDS, facts)


def test_progress_tells_when_the_portal_works(desk: Desk) -> None:
    """Also without files, somebody hears that everything is on its way before the answer is there."""
    told: list[tuple[int, int]] = []

    desk.portal.submit(desk.op(), desk.draft(), desk.steps, lambda sent, total: told.append((sent, total)))

    assert told == [(0, 0)]


def test_a_lost_answer_is_found(desk: Desk) -> None:
    """Applied, but the answer lost: the outcome is unknown, and the look-up finds the one ticket."""
    op, draft = desk.op(), desk.draft("Answer lost")
    start = desk.everything().cursor
    desk.bench.lose_answer()

    with pytest.raises(OutcomeUnknown):
        desk.submit(draft, op)
    found = desk.portal.find(op, draft)

    assert found == desk.submit(draft, op)
    assert len(desk.everything(start).tickets) == 1


def test_a_key_with_other_words_is_refused(desk: Desk) -> None:
    """The same key with another body is refused, or finds what it made before; it changes nothing."""
    op = desk.op()
    ref = desk.submit(desk.draft("First"), op)

    if desk.portal.probe().capabilities.submit_once is Once.LOOKUP:
        assert desk.submit(desk.draft("Second"), op) == ref
    else:
        with pytest.raises(Rejected) as refused:
            desk.submit(desk.draft("Second"), op)
        assert refused.value.params["reason"] == "key_reused"
    assert ticket_of(desk, ref).subject == "First"


def known(done: Callable[[], T]) -> T | None:
    """What is known to have become of a write; `None`: it is looked up before anything is sent again."""
    try:
        return done()
    except TrayAppError as error:
        if not leaves_doubt(error):
            raise
        return None


def test_a_ticket_that_was_taken_was_sent(desk: Desk) -> None:
    """Where nothing works any more right after it was made, nobody says that it was not sent."""
    op, draft = desk.op(), desk.draft("Taken")
    desk.portal.policy()

    with desk.bench.gone_after_write():
        ref = known(lambda: desk.submit(draft, op))

    found = desk.portal.find(op, draft)
    assert found is not None
    assert ref in {found, None}


def test_words_that_were_taken_were_sent(desk: Desk) -> None:
    """The same for a reply."""
    ref, op = desk.submit(), desk.op()

    with desk.bench.gone_after_write():
        landed = known(lambda: desk.write(ref, "Once more", op))

    found = desk.portal.find_update(op, ref)
    assert found is not None
    assert landed in {found, None}


@pytest.mark.parametrize("size", [0, 1, 1_000_003])
def test_progress_counts_the_bytes_of_files(desk: Desk, size: int) -> None:
    """It never goes back, and ends with all of them."""
    told: list[int] = []
    draft = desk.draft(files=(desk.file(random.Random(size).randbytes(size)),))

    desk.portal.submit(desk.op(), draft, desk.steps, lambda sent, total: told.append(sent))

    assert told == sorted(told)
    assert told[-1] == size


def test_a_crash_between_the_steps_sends_nothing_twice(desk: Desk) -> None:
    """Killed after the upload: the next try goes on from the noted steps, and the ticket has its file once."""
    op, draft = desk.op(), desk.draft("With file", files=(desk.file(os.urandom(5000)),))
    desk.bench.lose_answer()
    with pytest.raises(OutcomeUnknown):
        desk.submit(draft, op)

    ref = desk.submit(draft, op)

    assert len(ticket_of(desk, ref).files) == 1


def test_a_lost_answer_to_an_update_is_found(desk: Desk) -> None:
    """Applied, but the answer lost: the look-up finds the one message."""
    ref, op = desk.submit(), desk.op()
    desk.bench.lose_answer()

    with pytest.raises(OutcomeUnknown):
        desk.portal.update(op, ref, Update("Again?"), desk.steps, nowhere)

    found = desk.portal.find_update(op, ref)
    assert found is not None
    assert [message.id for message in desk.portal.thread(ref, None) if message.text == "Again?"] == [found.id]


def test_a_conversation_goes_on_after_a_message(desk: Desk) -> None:
    """Only what came later is given, oldest first; support's words are on its side."""
    ref = desk.submit()
    desk.bench.answer(ref, "One")
    known = desk.portal.thread(ref, None)
    desk.bench.answer(ref, "Two")
    desk.bench.answer(ref, "Three")

    later = desk.portal.thread(ref, known[-1].id)

    assert [(message.text, message.side, message.mine) for message in later] == [
        ("Two", Side.STAFF, False),
        ("Three", Side.STAFF, False),
    ]


def test_nothing_new_is_cheap(desk: Desk) -> None:
    """With nothing new since the cursor there is no page, or an empty one with the same cursor."""
    start = desk.everything().cursor

    page = desk.portal.changes(start)

    assert isinstance(page, Unchanged) or (page.tickets, page.cursor) == ((), start)


def test_changes_since_a_cursor_are_all_and_only_those(desk: Desk) -> None:
    """A new ticket and an answer come with the next pull, older tickets do not."""
    old = desk.submit()
    start = desk.everything().cursor
    new = desk.submit()
    desk.bench.answer(new, "We are on it")

    changes = desk.everything(start).tickets

    assert [change.ticket.ref for change in changes] == [new]
    messages = changes[0].messages
    if messages is None:
        messages = tuple(desk.portal.thread(new, None))
    assert "We are on it" in [message.text for message in messages]
    assert old.id in {change.ticket.ref.id for change in desk.everything().tickets}


def test_a_busy_portal_says_when(desk: Desk) -> None:
    """Come back later, with the time; and nothing was created."""
    start = desk.everything().cursor
    desk.bench.busy(7)

    with pytest.raises(Busy) as busy:
        desk.submit()

    assert busy.value.retry_after == 7
    assert desk.everything(start).tickets == ()


def test_a_failing_portal_is_no_refusal(desk: Desk) -> None:
    """A failure of the server passes by itself."""
    desk.bench.fail()

    with pytest.raises(ServerFault):
        desk.portal.probe()


def test_a_portal_that_is_down_was_not_reached(desk: Desk) -> None:
    """While the server is down nothing is sent, without doubt; back at its address it has everything it had."""
    ref = desk.submit()
    desk.bench.down()

    with pytest.raises((Offline, OutcomeUnknown)):
        desk.submit()
    with pytest.raises(Offline):
        desk.submit()
    desk.bench.up()

    assert ticket_of(desk, ref).ref == ref


def test_changes_are_announced(desk: Desk) -> None:
    """Listening tells at once that it works, and then of a change."""
    if not desk.portal.probe().capabilities.events:
        pytest.skip("this portal announces nothing")
    ref = desk.submit()
    events = desk.bench.portal().listen(lambda: False, None)
    next(events)

    desk.bench.answer(ref, "News")

    assert next(events).changed
