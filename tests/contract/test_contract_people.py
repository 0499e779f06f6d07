"""What every adapter does about people: accounts, one's profile, and those who are added to a ticket."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.contract.conftest import Bench, Desk
from tests.contract.test_contract import ticket_of
from trayapp.core.errors import Forbidden, OutcomeUnknown, Rejected
from trayapp.core.model import (
    Address,
    EditProfile,
    Participant,
    RegisterUser,
    Relation,
    RemoveUser,
    Role,
    SetCollaborator,
    SetSubscriber,
    TicketRef,
)
from trayapp.core.policy import Permission
from trayapp.core.ports import Portal

LEO, TOM = "leo@northwind.example", "tom@harbordental.example"
HOME = Address("12 Mill Lane", "Salem", "MA", "01970", "USA")


def somebody() -> RegisterUser:
    """A person nobody has asked for yet."""
    return RegisterUser("Kim Lee", f"kim-{uuid4().hex[:8]}@northwind.example", "basic", "Night desk")


@pytest.fixture
def manager(bench: Bench) -> Portal:
    """The adapter of somebody who may ask for accounts."""
    portal = bench.portal("colleague")
    if Permission.REGISTER not in portal.probe().me.permissions:
        pytest.skip("nobody here may ask for accounts")
    return portal


@pytest.mark.rule("REG-4")
@pytest.mark.rule("ROLE-3")
def test_an_account_is_asked_for_once(desk: Desk, manager: Portal) -> None:
    """The same wish with the same key takes effect once, and is found by that key and no other."""
    op, wish = desk.op(), somebody()
    assert manager.find_asked(op, wish) is False

    assert manager.ask(op, wish) == manager.ask(op, wish)

    assert manager.find_asked(op, wish) is True
    assert manager.find_asked(desk.op(), wish) is False


@pytest.mark.rule("REG-4")
def test_a_wish_whose_answer_was_lost_is_found(desk: Desk, manager: Portal) -> None:
    """Applied, but the answer lost: the look-up tells that it arrived."""
    op, wish = desk.op(), somebody()
    desk.bench.lose_answer("registrations")
    with pytest.raises(OutcomeUnknown):
        manager.ask(op, wish)
    assert manager.find_asked(op, wish) is True


@pytest.mark.rule("ROLE-3")
def test_what_one_may_not_ask_for_is_refused(desk: Desk, manager: Portal) -> None:
    """A level above one's own grants is refused at its field; who may ask for nobody is refused altogether."""
    above = next(
        level.code for level in manager.policy().levels if level.code not in manager.probe().me.grants
    )
    with pytest.raises(Rejected) as refused:
        manager.ask(desk.op(), replace(somebody(), level=above))
    assert list(refused.value.fields) == ["level"]
    with pytest.raises(Forbidden):
        desk.portal.ask(desk.op(), somebody())
    with pytest.raises(Forbidden):
        desk.portal.ask(desk.op(), RemoveUser(LEO))


@pytest.mark.rule("INFO-6")
def test_a_profile_is_edited_once(desk: Desk) -> None:
    """The edit is told by the next probe, and found by its key; another address waits to be confirmed."""
    op, me = desk.op(), desk.portal.probe().me
    if me.details is None:
        pytest.skip("nobody edits their profile here")
    new_address = f"dana-{uuid4().hex[:8]}@northwind.example"
    wish = EditProfile(me.name, new_address, "555-0100", use_company_address=False, address=HOME)
    desk.bench.lose_answer("profile")
    with pytest.raises(OutcomeUnknown):
        desk.portal.ask(op, wish)

    assert desk.portal.find_asked(op, wish) is True

    after = desk.portal.probe().me
    assert after.email == me.email
    assert after.details is not None
    assert (after.details.phone, after.details.address, after.details.pending_email) == (
        "555-0100",
        HOME,
        new_address,
    )


def added(desk: Desk) -> TicketRef:
    """A ticket on a portal where the employee may add people."""
    if not desk.portal.probe().capabilities.contacts:
        pytest.skip("nobody is added to tickets here")
    return desk.submit()


@pytest.mark.rule("TK-8")
def test_a_colleague_is_found_and_subscribes(desk: Desk) -> None:
    """A part of the name finds them; added, they see the ticket; taken off, the ticket shows nobody."""
    ref = added(desk)
    (leo,) = desk.portal.contacts("leo", Role.SUBSCRIBER)

    ticket = desk.portal.change(desk.op(), ref, SetSubscriber(leo.email))

    assert ticket.people == (Participant(LEO, leo.name, Role.SUBSCRIBER, leo.company),)
    seen = desk.bench.portal("colleague").read(ref, None)
    assert getattr(seen, "relation", None) is Relation.SUBSCRIBER
    assert desk.portal.change(desk.op(), ref, SetSubscriber(leo.email, on=False)).people == ()


@pytest.mark.rule("TK-7")
def test_somebody_outside_is_found_by_the_whole_address(bench: Bench, desk: Desk) -> None:
    """Only the exact address finds them; added, they see the ticket as its collaborator."""
    manager = bench.portal("colleague")
    if Permission.COLLABORATORS not in manager.probe().me.permissions:
        pytest.skip("nobody from outside is added here")
    ref = added(desk)
    assert list(manager.contacts("tom", Role.COLLABORATOR)) == []
    (tom,) = manager.contacts(TOM, Role.COLLABORATOR)

    manager.change(desk.op(), ref, SetCollaborator(tom.email))

    seen = bench.portal("stranger").read(ref, None)
    assert getattr(seen, "relation", None) is Relation.COLLABORATOR
    assert [person.email for person in ticket_of(desk, ref).people] == [TOM]


@pytest.mark.rule("TK-7")
def test_somebody_unknown_is_refused_at_the_address(desk: Desk, bench: Bench) -> None:
    """The reason stands at the field `email`."""
    ref = added(desk)
    with pytest.raises(Rejected) as refused:
        desk.portal.change(desk.op(), ref, SetSubscriber("nobody@northwind.example"))
    assert list(refused.value.fields) == ["email"]
