"""What every adapter does on a real server of its kind."""

from __future__ import annotations

import io
import os
import random

import pytest

from tests.contract.conftest import Bench, Desk, everything
from trayapp.core.errors import (
    Busy,
    CursorGone,
    NotFound,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
    TrayAppError,
)
from trayapp.core.model import Close, Fact, Once, SetPriority, Side, Ticket, TicketRef, Update
from trayapp.core.policy import Bucket
from trayapp.core.ports import Unchanged

WORDS = "Grüße! 打印机 🖨 <b>&amp;</b> \"quoted\" 'x' \\n"


def nowhere(sent: int, total: int) -> None:
    """Progress that nobody watches."""


def ticket_of(desk: Desk, ref: TicketRef) -> Ticket:
    """The ticket as the portal tells it."""
    ticket = desk.portal.read(ref, None)
    assert isinstance(ticket, Ticket)
    return ticket


def test_a_portal_says_what_it_is_and_who_asks(desk: Desk) -> None:
    """The probe names the portal, the person and their capabilities; the clock has a zone."""
    probe = desk.portal.probe()

    assert probe.me.email == "dana@northwind.example"
    assert probe.server_time.tzinfo is not None
    assert probe.capabilities.max_file is None or probe.capabilities.max_file > 0


def test_a_policy_names_what_tickets_use(desk: Desk) -> None:
    """Status and priority of a new ticket are in the policy."""
    policy = desk.portal.policy()
    ticket = ticket_of(desk, desk.submit())

    assert policy.status(ticket.status) is not None
    assert policy.priority(ticket.priority) is not None
    assert policy.bucket(ticket.status) is Bucket.OPEN


def test_a_ticket_arrives_as_it_was_written(desk: Desk) -> None:
    """Every word and every fact is there, letter for letter, and marked as the employee's own."""
    facts = (Fact("os.name", WORDS), Fact("battery", "no such device", failed=True))
    op = desk.op()

    ticket = ticket_of(desk, desk.submit(desk.draft(WORDS, description=WORDS * 50, facts=facts), op))

    assert (ticket.subject, ticket.description, ticket.facts) == (WORDS, WORDS * 50, facts)
    assert (ticket.relation, ticket.op_id) == ("own", op)


def test_progress_tells_when_the_portal_works(desk: Desk) -> None:
    """Also without files, somebody hears that everything is on its way before the answer is there."""
    told: list[tuple[int, int]] = []

    desk.portal.submit(desk.op(), desk.draft(), desk.steps, lambda sent, total: told.append((sent, total)))

    assert told == [(0, 0)]


def test_a_create_is_once(desk: Desk) -> None:
    """The same operation again is the same ticket, not another."""
    op, draft = desk.op(), desk.draft("Only one")
    start = desk.everything().cursor

    first, second = desk.submit(draft, op), desk.submit(draft, op)

    assert first == second
    assert [change.ticket.subject for change in desk.everything(start).tickets] == ["Only one"]


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


def test_nothing_is_found_of_what_never_arrived(desk: Desk) -> None:
    """A key that the portal never saw finds nothing."""
    ref = desk.submit()

    assert desk.portal.find(desk.op(), desk.draft()) is None
    assert desk.portal.find_update(desk.op(), ref) is None


def test_a_key_belongs_to_its_person(desk: Desk) -> None:
    """Another person finds nothing under the employee's key."""
    op = desk.op()
    desk.submit(op=op)

    assert desk.bench.portal("stranger").find(op, desk.draft()) is None


def test_a_key_with_other_words_is_refused(desk: Desk) -> None:
    """The same key with another body is refused, and changes nothing."""
    op = desk.op()
    ref = desk.submit(desk.draft("First"), op)

    with pytest.raises(Rejected) as refused:
        desk.submit(desk.draft("Second"), op)

    assert refused.value.params["reason"] == "key_reused"
    assert ticket_of(desk, ref).subject == "First"


@pytest.mark.parametrize("size", [0, 1, 1_000_003])
def test_files_come_back_byte_for_byte(desk: Desk, size: int) -> None:
    """What was attached is what is fetched."""
    content = random.Random(size).randbytes(size)
    told: list[int] = []
    draft = desk.draft(files=(desk.file(content, "höchst seltsam.png"),))

    ref = desk.portal.submit(desk.op(), draft, desk.steps, lambda sent, total: told.append(sent))

    (file,) = ticket_of(desk, ref).files
    back = io.BytesIO()
    desk.portal.fetch(ref, file.id, back)
    assert back.getvalue() == content
    assert (file.name, file.size) == ("höchst seltsam.png", size)
    assert told[-1] == size


def test_a_crash_between_the_steps_sends_nothing_twice(desk: Desk) -> None:
    """Killed after the upload: the next try goes on from the noted steps, and the ticket has its file once."""
    op, draft = desk.op(), desk.draft("With file", files=(desk.file(os.urandom(5000)),))
    desk.bench.lose_answer()
    with pytest.raises(OutcomeUnknown):
        desk.submit(draft, op)

    ref = desk.submit(draft, op)

    assert len(ticket_of(desk, ref).files) == 1


def test_an_update_is_once_and_found(desk: Desk) -> None:
    """A reply is written once, found by its key, and stands in the conversation with its file."""
    ref, op = desk.submit(), desk.op()
    update = Update(WORDS, (desk.file(b"log", "app.log"),))

    first = desk.portal.update(op, ref, update, desk.steps, nowhere)
    second = desk.portal.update(op, ref, update, desk.steps, nowhere)

    mine = [message for message in desk.portal.thread(ref, None) if message.mine and message.text == WORDS]
    assert first == second == desk.portal.find_update(op, ref)
    assert [message.id for message in mine] == [first.id]
    assert [file.name for file in mine[0].files] == ["app.log"]


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


def test_closing_is_read_back(desk: Desk) -> None:
    """After closing, the portal's own word for it counts, now and when read again."""
    ref = desk.submit()

    closed = desk.portal.change(desk.op(), ref, Close())

    assert desk.portal.policy().bucket(closed.status) in {Bucket.CLOSED, Bucket.RESOLVED}
    assert ticket_of(desk, ref) == closed


def test_a_priority_is_read_back(desk: Desk) -> None:
    """A change of priority is what the portal made of it."""
    if not desk.portal.probe().capabilities.priority:
        pytest.skip("this portal grants no change of priority")
    ref = desk.submit()
    other = next(p for p in desk.portal.policy().priorities if p.code != ticket_of(desk, ref).priority)

    changed = desk.portal.change(desk.op(), ref, SetPriority(other.code))

    assert changed.priority == other.code == ticket_of(desk, ref).priority


def test_a_change_again_changes_nothing(desk: Desk) -> None:
    """The same operation again is harmless."""
    ref, op = desk.submit(), desk.op()
    first = desk.portal.change(op, ref, Close())

    assert desk.portal.change(op, ref, Close()).status == first.status


def test_an_unknown_priority_is_refused_by_field(desk: Desk) -> None:
    """The portal says which field it is about."""
    ref = desk.submit()

    with pytest.raises(Rejected) as refused:
        desk.portal.change(desk.op(), ref, SetPriority("no-such"))

    assert "priority" in refused.value.fields


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


def test_a_cursor_nobody_knows_is_gone(desk: Desk) -> None:
    """A portal restored from its backup says so, and tells everything when asked without one."""
    ref = desk.submit()

    with pytest.raises(CursorGone):
        desk.portal.changes("bm8tc3VjaC1jdXJzb3I")

    assert ref in {change.ticket.ref for change in desk.everything().tickets}


def test_an_unchanged_ticket_is_not_sent_again(desk: Desk) -> None:
    """The entity tag of a ticket answers for it until it changes."""
    ref = desk.submit()
    etag = ticket_of(desk, ref).etag
    same = desk.portal.read(ref, etag)
    desk.bench.answer(ref, "News")

    assert etag is not None
    assert isinstance(same, Unchanged)
    assert isinstance(desk.portal.read(ref, etag), Ticket)


def test_another_company_sees_nothing(desk: Desk) -> None:
    """A ticket of another company does not exist: not to read, write, close, fetch from, or pull."""
    ref = desk.submit(desk.draft(files=(desk.file(b"secret"),)))
    (file,) = ticket_of(desk, ref).files
    stranger = desk.bench.portal("stranger")

    for attempt in (
        lambda: stranger.read(ref, None),
        lambda: stranger.thread(ref, None),
        lambda: stranger.update(desk.op(), ref, Update("hello"), desk.steps, nowhere),
        lambda: stranger.change(desk.op(), ref, Close()),
        lambda: stranger.fetch(ref, file.id, io.BytesIO()),
        lambda: stranger.find_update(desk.op(), ref),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert ref.id not in {change.ticket.ref.id for change in everything(stranger).tickets}


def test_a_token_nobody_knows_wants_a_sign_in(bench: Bench) -> None:
    """Every question of somebody unknown ends in a wish for a sign-in."""
    nobody = bench.portal("nobody")

    for attempt in (nobody.probe, nobody.policy, lambda: nobody.changes(None)):
        with pytest.raises(SignIn):
            attempt()


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


def test_a_refusal_names_the_field(desk: Desk) -> None:
    """What the portal does not take is refused with a reason for its field."""
    with pytest.raises(Rejected) as refused:
        desk.submit(desk.draft(product="no-such-product"))

    assert "product" in refused.value.fields


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


def test_capabilities_are_honest(desk: Desk) -> None:
    """What the portal grants works, and how it recognises repeats is what it does."""
    capabilities = desk.portal.probe().capabilities
    ref = desk.submit()
    granted = ticket_of(desk, ref).actions

    assert ("close" in granted) == capabilities.close
    assert ("priority" in granted) == capabilities.priority
    assert ("update" in granted) == capabilities.update
    assert capabilities.submit_once is not Once.NONE
    assert capabilities.update_once is not Once.NONE


def test_a_file_beyond_the_limit_is_refused(desk: Desk) -> None:
    """The largest file is as large as the portal says, and no larger."""
    limit = desk.portal.probe().capabilities.max_file
    if limit is None or limit > 50_000_000:
        pytest.skip("this portal names no limit that a test would send")
    too_large = desk.file(bytes(limit + 1), "disk.img")

    with pytest.raises(TrayAppError) as refused:
        desk.submit(desk.draft(files=(too_large,)))

    assert refused.value.kind == "too_large"
    assert refused.value.params["name"] == "disk.img"


def test_changes_are_announced(desk: Desk) -> None:
    """Listening tells at once that it works, and then of a change."""
    if not desk.portal.probe().capabilities.events:
        pytest.skip("this portal announces nothing")
    ref = desk.submit()
    events = desk.bench.portal().listen(lambda: False, None)
    next(events)

    desk.bench.answer(ref, "News")

    assert next(events).changed
