"""What a wish meets when the ticket has moved on meanwhile (ST-3, ST-5, ST-6, ST-7, TK-6)."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.contract.conftest import Bench, Desk
from trayapp.core.errors import Forbidden, NeedsUser, NotFound, TrayAppError
from trayapp.core.model import (
    Action,
    Close,
    DecideEstimate,
    EstimateState,
    KeepOpen,
    SetPriority,
    SetSubscriber,
    Ticket,
    TicketRef,
)
from trayapp.core.policy import Bucket
from trayapp.ui.texts.errors import explain_error


@pytest.fixture
def buyer(estimating: Bench) -> Desk:
    """An employee at a portal that knows estimates."""
    return Desk(estimating)


def bucket(desk: Desk, ref: TicketRef) -> Bucket:
    """What the ticket's status means."""
    return desk.portal.policy().bucket(desk.read(ref).status)


def timed(desk: Desk, ticket: Ticket) -> bool:
    """Whether its status ends by itself."""
    status = desk.portal.policy().status(ticket.status)
    return status is not None and status.timer is not None


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("before", [Bucket.WAITING_FOR_YOU, Bucket.RESOLVED])
def test_a_ticket_is_kept_open(bench: Bench, desk: Desk, before: Bucket) -> None:
    """A ticket that waits for its requester, or is resolved, goes on with support and ends no more by itself."""
    ref = desk.submit()
    bench.move(ref, before)
    waits = desk.read(ref)
    if Action.KEEP_OPEN not in waits.actions:
        pytest.skip("nobody keeps such a ticket open here")

    kept = desk.change(ref, KeepOpen())

    # without a timer of the status, some servers let support staff set one for the ticket alone
    assert waits.status_until is not None or not timed(desk, waits)
    assert kept.status_until is None
    assert bucket(desk, ref) in {Bucket.OPEN, Bucket.WAITING}


@pytest.mark.rule("ST-5")
@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("before", [Bucket.WAITING_FOR_YOU, Bucket.RESOLVED])
def test_an_answer_brings_it_back(bench: Bench, desk: Desk, before: Bucket) -> None:
    """The requester's own words do the same, and stay on the ticket."""
    ref = desk.submit()
    bench.move(ref, before)
    status = desk.portal.policy().status(desk.read(ref).status)
    if status is None or status.on_update is None:
        pytest.skip("the policy says of this status that words lead nowhere")

    landed = desk.write(ref, "Still broken")

    assert landed.ticket is None
    assert bucket(desk, ref) in {Bucket.OPEN, Bucket.WAITING}


@pytest.mark.parametrize("want", [KeepOpen(), SetPriority("high"), SetSubscriber("leo@northwind.example")])
def test_a_closed_ticket_takes_no_changes(
    bench: Bench, desk: Desk, want: KeepOpen | SetPriority | SetSubscriber
) -> None:
    """A change that reaches a ticket closed meanwhile is refused for good, with a reason, and changes nothing."""
    ref = desk.submit()
    bench.move(ref, Bucket.CLOSED)
    before = desk.read(ref)
    status = desk.portal.policy().status(before.status)
    if status is None or status.on_update is not None:
        pytest.skip("a closed ticket is not closed for ever here")

    with pytest.raises(NeedsUser) as refused:
        desk.change(ref, want)

    assert reason(refused.value)
    assert desk.read(ref) == before


def test_closing_what_is_closed(bench: Bench, desk: Desk) -> None:
    """Two people close one ticket: the second wish is done or refused, and it stays closed."""
    ref = desk.submit()
    bench.move(ref, Bucket.CLOSED)

    with suppress(NeedsUser):
        desk.change(ref, Close())

    assert bucket(desk, ref) is Bucket.CLOSED


@pytest.mark.rule("TK-6")
@pytest.mark.parametrize(
    ("approve", "state"), [(True, EstimateState.APPROVED), (False, EstimateState.DECLINED)]
)
def test_an_estimate_is_decided_once(estimating: Bench, buyer: Desk, approve: bool, state: str) -> None:
    """The ticket shows the decision; under the same key it is taken once, and the other answer comes too late."""
    ref = buyer.submit()
    estimate = estimating.propose(ref)
    op = buyer.op()

    first = buyer.portal.change(op, ref, DecideEstimate(estimate, approve))
    again = buyer.portal.change(op, ref, DecideEstimate(estimate, approve))

    assert [one.state for one in first.estimates] == [one.state for one in again.estimates] == [state]
    with pytest.raises(NeedsUser) as refused:
        buyer.change(ref, DecideEstimate(estimate, not approve))
    assert reason(refused.value)


@pytest.mark.rule("TK-6")
def test_an_estimate_that_was_withdrawn(estimating: Bench, buyer: Desk) -> None:
    """A decision on what support took back is refused for good, with a reason."""
    ref = buyer.submit()
    estimate = estimating.propose(ref)
    estimating.withdraw(ref, estimate)

    with pytest.raises(NeedsUser) as refused:
        buyer.change(ref, DecideEstimate(estimate, approve=True))

    assert reason(refused.value)
    assert [one.state for one in buyer.read(ref).estimates] != [EstimateState.APPROVED]


def test_a_ticket_that_is_nobody_s(desk: Desk) -> None:
    """A wish about a ticket that the person does not see is refused for good."""
    with pytest.raises(NotFound):
        desk.change(TicketRef("t_nowhere", ""), KeepOpen())
    with pytest.raises(NotFound):
        desk.write(TicketRef("t_nowhere", ""), "Hello")


def reason(error: TrayAppError) -> str:
    """What a person is told of it: in the portal's words, or in ours, by what was not done."""
    told = " ".join(getattr(error, "fields", {}).values()) or error.params.get("why", "")
    return told or explain_error(error).title.replace(explain_error(Forbidden()).title, "")
