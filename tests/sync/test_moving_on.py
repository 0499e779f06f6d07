"""What was asked for meets a portal on which things have moved on meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_portal import POLICY, START, Fault
from tests.sync.conftest import House
from trayapp.core.errors import Forbidden, NotFound, OutcomeUnknown, Rejected
from trayapp.core.events import Delivered, Stuck
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import (
    Change,
    Close,
    DecideEstimate,
    Draft,
    Estimate,
    KeepOpen,
    Participant,
    Role,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    Ticket,
    TicketRef,
)
from trayapp.core.operation import OpKind, OpState
from trayapp.core.policy import Bucket, Category, Field, Product, Status

_WAITS = Status("yours", "Waiting for you", "", Bucket.WAITING_FOR_YOU)
_KINDS: dict[type[Change], OpKind] = {
    Close: OpKind.CLOSE,
    KeepOpen: OpKind.KEEP_OPEN,
    SetPriority: OpKind.PRIORITY,
    SetSubscriber: OpKind.SUBSCRIBER,
    SetCollaborator: OpKind.COLLABORATOR,
    DecideEstimate: OpKind.ESTIMATE,
}


@pytest.fixture
def settled(house: House) -> House:
    """Ticket 4711 is known on both sides; an estimate is proposed on it."""
    house.portal.rules = replace(POLICY, statuses=(*POLICY.statuses, _WAITS))
    house.create("Printer")
    house.sync()
    proposed = Estimate("e1", "New drum", "$ 90", "proposed", START)
    house.portal.tickets["t4711"] = replace(house.portal.tickets["t4711"], estimates=(proposed,))
    house.told.clear()
    return house


def wish(house: House, want: Change) -> OpId:
    """The employee asks for a change of ticket 4711."""
    return house.add(new_op_id(house.now), "t4711", _KINDS[type(want)], want)


def ticket(house: House) -> Ticket:
    """Ticket 4711 on the portal."""
    return house.portal.tickets["t4711"]


@pytest.mark.rule("TK-6")
@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.rule("ST-3")
@pytest.mark.parametrize(
    "want",
    [
        Close(),
        KeepOpen(),
        SetPriority("low"),
        SetSubscriber("leo@acme.example"),
        SetCollaborator("tom@else.example"),
        DecideEstimate("e1", approve=True),
        DecideEstimate("e1", approve=False),
    ],
)
def test_each_wish_is_fulfilled_once(settled: House, want: Change) -> None:
    """Every kind of change goes out once, also when the answer to it was lost, and the copy here is as there."""
    settled.portal.tickets["t4711"] = replace(ticket(settled), status="yours")
    op = wish(settled, want)
    settled.portal.faults.append(Fault("change", OutcomeUnknown(), applied=True))

    settled.sync()
    settled.later(hours=2)
    settled.sync()

    assert settled.op(op).state is OpState.DONE
    assert settled.portal.asked("change") == 1
    assert settled.tickets.get("t4711") == ticket(settled)


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.parametrize("want", [SetSubscriber("leo@acme.example"), SetCollaborator("Leo@acme.example")])
def test_a_lost_change_that_never_arrived_is_sent_again(settled: House, want: Change) -> None:
    """When the portal shows that nobody was added, the wish is sent again, under the same key."""
    op = wish(settled, want)
    settled.portal.faults.append(Fault("change", OutcomeUnknown()))

    settled.sync()
    settled.later(hours=2)
    settled.sync()

    (person,) = ticket(settled).people
    assert (settled.portal.asked("change"), person.email.lower()) == (2, "leo@acme.example")
    assert settled.op(op).state is OpState.DONE


@pytest.mark.parametrize(
    ("want", "already"),
    [
        (Close(), {"status": "closed"}),
        (SetPriority("low"), {"priority": "low"}),
        (
            DecideEstimate("e1", approve=True),
            {"estimates": (Estimate("e1", "New drum", "$ 90", "approved", START),)},
        ),
        (
            SetSubscriber("leo@acme.example"),
            {"people": (Participant("leo@acme.example", "Leo", Role.SUBSCRIBER),)},
        ),
        (SetCollaborator("tom@else.example", on=False), {}),
    ],
)
def test_what_somebody_else_did_already(settled: House, want: Change, already: dict[str, object]) -> None:
    """Two people on one ticket: what the portal refuses because it is so already counts as done."""
    settled.portal.tickets["t4711"] = replace(ticket(settled), **already)  # type: ignore[arg-type]
    settled.portal.always["change"] = Rejected(fields={"": "It is so already."})
    op = wish(settled, want)

    settled.sync()

    assert settled.op(op).state is OpState.DONE
    assert settled.heard(Stuck) == []


@pytest.mark.parametrize("error", [Rejected(fields={"": "Withdrawn."}), Forbidden(), NotFound(what="ticket")])
@pytest.mark.parametrize("want", [DecideEstimate("e1", approve=True), SetPriority("low"), KeepOpen()])
def test_a_wish_that_the_portal_no_longer_allows(settled: House, want: Change, error: Exception) -> None:
    """It needs the employee, with the portal's reason, and stays as it was asked for."""
    settled.portal.tickets["t4711"] = replace(ticket(settled), status="closed")
    settled.portal.always["change"] = error
    op = wish(settled, want)

    settled.sync()

    stuck = settled.op(op)
    assert stuck.problem is not None
    assert (stuck.state, stuck.payload, stuck.problem.kind) == (OpState.NEEDS_USER, want, error.kind)  # type: ignore[attr-defined]
    assert len(settled.heard(Stuck)) == 1


@pytest.mark.rule("ST-7")
def test_words_on_a_closed_ticket_go_on_in_a_new_one(settled: House) -> None:
    """An answer to a ticket that was closed meanwhile is in the new one, and the employee is told of both."""
    settled.portal.goes_on = True
    settled.portal.move("t4711", "closed")
    op = settled.update("t4711", "It burns again")

    settled.sync()

    new = TicketRef("t4712", "4712")
    (told,) = settled.heard(Delivered)
    assert isinstance(told, Delivered)
    assert (told.ref, told.instead_of, told.subject) == (new, TicketRef("t4711", "4711"), "Printer")
    assert settled.op(op).ref == new
    assert [said.message.text for said in settled.portal.messages["t4712"]] == ["It burns again"]


@pytest.mark.rule("ST-7")
def test_what_was_asked_for_after_that_follows(settled: House) -> None:
    """Later words and wishes on the closed ticket are meant for the new one; the answer to an estimate is not."""
    settled.portal.goes_on = True
    settled.portal.move("t4711", "closed")
    settled.update("t4711", "It burns again")
    settled.update("t4711", "Now the desk burns")
    wish(settled, SetPriority("low"))
    estimate = wish(settled, DecideEstimate("e1", approve=False))

    settled.sync()

    assert [said.message.text for said in settled.portal.messages["t4712"]] == [
        "It burns again",
        "Now the desk burns",
    ]
    assert (settled.portal.tickets["t4712"].priority, ticket(settled).priority) == ("low", "standard")
    assert settled.op(estimate).ticket_id == "t4711"
    assert len(settled.portal.tickets) == 2


@pytest.mark.rule("ST-7")
def test_a_lost_answer_does_not_make_two_new_tickets(settled: House) -> None:
    """When the answer was lost, the new ticket is found by the key of the words that made it."""
    settled.portal.goes_on = True
    settled.portal.move("t4711", "closed")
    op = settled.update("t4711", "It burns again")
    later = settled.update("t4711", "Now the desk burns")
    settled.portal.faults.append(Fault("update", OutcomeUnknown(), applied=True))

    settled.sync()
    settled.later(hours=2)
    settled.sync()

    told = [event for event in settled.heard(Delivered) if isinstance(event, Delivered)]
    assert [event.instead_of for event in told] == [TicketRef("t4711", "4711"), None]
    assert (settled.op(op).ref, settled.op(later).ref) == (TicketRef("t4712", "4712"),) * 2
    assert len(settled.portal.tickets) == 2


def test_an_answer_to_an_open_ticket_is_no_news(settled: House) -> None:
    """Words that stay where they were meant to be are not told of as moved."""
    settled.update("t4711", "Still here")

    settled.sync()

    (told,) = settled.heard(Delivered)
    assert isinstance(told, Delivered)
    assert told.instead_of is None


_FORM = replace(
    POLICY,
    version="2",
    products=(Product("laptop", "Laptop", (Category("broken", "Broken", (Field("part", "Part"),)),)),),
)
_WRITTEN = Draft(
    "Laptop",
    "It fell",
    product="laptop",
    category="broken",
    fields={"part": "hinge", "serial": "X-1"},
    policy="1",
)


def submitted(house: House, draft: Draft) -> OpId:
    """The employee has submitted that."""
    op_id = new_op_id(house.now)
    return house.add(op_id, op_id, OpKind.CREATE, draft)


def test_a_field_removed_while_a_ticket_waited(house: House) -> None:
    """The ticket is delivered, and the answer stands in its text; the outbox keeps what was sent, word for word."""
    house.portal.rules = _FORM
    op = submitted(house, _WRITTEN)

    house.sync()

    (made,) = house.portal.drafts
    assert (dict(made.fields), made.description) == ({"part": "hinge"}, "It fell\n\nserial: X-1")
    kept = house.op(op).payload
    assert isinstance(kept, Draft)
    assert (kept.description, kept.fields) == (made.description, made.fields)


def test_what_was_sent_is_kept_when_its_acknowledgement_was_lost(house: House) -> None:
    """The ticket is found there by its key; the outbox keeps the words that were fitted for that try."""
    house.portal.rules = _FORM
    house.portal.faults.append(Fault("submit", OutcomeUnknown(), applied=True))
    op = submitted(house, _WRITTEN)
    house.sync()
    house.later(minutes=5)
    house.sync()

    (made,) = house.portal.drafts
    kept = house.op(op)
    assert isinstance(kept.payload, Draft)
    assert (kept.finished, kept.payload.description) == (True, made.description)


@pytest.mark.parametrize("policy", ["2", None])
def test_what_is_wrong_by_the_policy_it_was_written_in(house: House, policy: str | None) -> None:
    """An answer that was never one is not smoothed over: the portal's reason comes back to its author."""
    house.portal.rules = _FORM
    house.portal.always["submit"] = Rejected(fields={"serial": "There is no such field."})
    op = submitted(house, replace(_WRITTEN, policy=policy))

    house.sync()

    assert house.op(op).state is OpState.NEEDS_USER
    assert house.portal.asked("submit") == 1


def test_a_policy_that_changed_a_moment_ago(house: House) -> None:
    """Refused by a policy that is newer than the one here, the ticket is fitted to that one and sent at once."""
    house.portal.rules = replace(_FORM, version="1")
    house.sync()
    house.portal.rules = _FORM
    house.portal.faults.append(Fault("submit", Rejected(fields={"serial": "There is no such field."})))
    op = submitted(house, _WRITTEN)

    house.sync()

    assert house.op(op).state is OpState.DONE
    assert (house.portal.asked("submit"), house.portal.asked("policy")) == (2, 2)
    assert [made.description for made in house.portal.drafts] == ["It fell\n\nserial: X-1"]


def test_a_second_refusal_is_final(house: House) -> None:
    """A ticket that fits the newest policy and is refused all the same is not sent a third time."""
    house.portal.rules = replace(_FORM, version="1")
    house.sync()
    house.portal.rules = _FORM
    house.portal.always["submit"] = Rejected(fields={"subject": "No."})
    op = submitted(house, _WRITTEN)

    house.sync()
    house.later(hours=2)
    house.sync()

    assert (house.op(op).state, house.portal.asked("submit")) == (OpState.NEEDS_USER, 2)


def test_an_answer_knows_the_message_it_became(settled: House) -> None:
    """Its id is kept from the portal's acknowledgement, also when that was lost and the answer is looked up."""
    first, second = settled.update("t4711", "One"), settled.update("t4711", "Two")
    settled.portal.faults.append(Fault("update", OutcomeUnknown(), applied=True))
    settled.sync()
    settled.later(minutes=5)
    settled.sync()
    made = [said.message.id for said in settled.portal.messages["t4711"]]

    assert [settled.op(op).message for op in (first, second)] == made
