"""What every adapter does with closed tickets and with those that end by themselves."""

from __future__ import annotations

import pytest

from tests.contract.conftest import Desk
from tests.contract.test_contract import nowhere, ticket_of
from trayapp.core.errors import OutcomeUnknown, Rejected
from trayapp.core.model import Action, Close, KeepOpen, Side, TicketRef, Update


def closed(desk: Desk) -> TicketRef:
    """A closed ticket on a portal where a closed one goes on in a new one."""
    ref = desk.submit(desk.draft("Over"))
    if Action.CLOSE not in ticket_of(desk, ref).actions:
        pytest.skip("this portal does not let one close tickets")
    ticket = desk.portal.change(desk.op(), ref, Close())
    status = desk.portal.policy().status(ticket.status)
    if status is None or not status.new_ticket:
        pytest.skip("this portal's closed tickets take no updates")
    return ref


@pytest.mark.rule("ST-7")
def test_an_update_on_a_closed_ticket_lands_in_a_new_one(desk: Desk) -> None:
    """The answer names the new ticket, which has the words and the file, and references the closed one."""
    ref, op = closed(desk), desk.op()
    update = Update("It is back", (desk.file(b"log", "app.log"),))

    landed = desk.portal.update(op, ref, update, desk.steps, nowhere)

    assert landed.ticket is not None
    new = ticket_of(desk, landed.ticket)
    assert (new.description, new.references, [file.name for file in new.files]) == (
        "It is back",
        ref,
        ["app.log"],
    )
    assert ticket_of(desk, ref).continued == new.ref
    assert desk.portal.update(op, ref, update, desk.steps, nowhere) == landed


@pytest.mark.rule("ST-7")
def test_where_an_update_landed_is_found_after_a_lost_answer(desk: Desk) -> None:
    """Applied, but the answer lost: the look-up by the key tells of the new ticket, and there is only one."""
    ref, op = closed(desk), desk.op()
    desk.bench.lose_answer()
    with pytest.raises(OutcomeUnknown):
        desk.portal.update(op, ref, Update("It is back"), desk.steps, nowhere)

    found = desk.portal.find_update(op, ref)

    assert found is not None
    assert found.ticket == ticket_of(desk, ref).continued
    assert desk.portal.update(op, ref, Update("It is back"), desk.steps, nowhere) == found


@pytest.mark.rule("ST-7")
def test_a_new_ticket_references_a_closed_one(desk: Desk) -> None:
    """Both name each other; an open ticket is not to be referenced, and the reason stands at its field."""
    ref = closed(desk)
    assert Action.REFERENCE in ticket_of(desk, ref).actions
    new = desk.submit(desk.draft("Again", references=ref.id))
    assert (ticket_of(desk, new).references, ticket_of(desk, ref).continued) == (ref, new)

    with pytest.raises(Rejected) as refused:
        desk.submit(desk.draft("Once more", references=new.id))

    assert "references" in refused.value.fields


@pytest.mark.rule("ST-7")
def test_what_is_asked_of_a_closed_ticket_is_refused_with_the_reason(desk: Desk) -> None:
    """A closed ticket is not kept open any more; the portal says why."""
    ref = closed(desk)

    with pytest.raises(Rejected) as refused:
        desk.portal.change(desk.op(), ref, KeepOpen())

    assert refused.value.fields[""]


@pytest.mark.rule("ST-3")
def test_keeping_an_open_ticket_open_is_harmless(desk: Desk) -> None:
    """The wish finds itself fulfilled: nothing is said, nothing moves."""
    ref = desk.submit()
    before = ticket_of(desk, ref)

    assert desk.portal.change(desk.op(), ref, KeepOpen()).status == before.status
    assert [each for each in desk.portal.thread(ref, None) if each.side is Side.SYSTEM] == []
