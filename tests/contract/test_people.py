"""Who takes part in a ticket, and accounts: what is refused, and who hears of it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.contract.conftest import Bench, Desk
from trayapp.core.errors import Rejected
from trayapp.core.model import (
    Draft,
    RegisterUser,
    RemoveUser,
    Role,
    SetSubscriber,
    Ticket,
)


@pytest.fixture(autouse=True)
def _with_people(bench: Bench) -> None:
    """All of this is about portals on which people are added."""
    if not bench.portal().probe().capabilities.contacts:
        pytest.skip("nobody is added to tickets here")


@pytest.fixture
def colleague(bench: Bench) -> Desk:
    """Somebody of the same company who may ask for accounts."""
    return Desk(bench, "colleague")


def on_it(ticket: Ticket) -> set[tuple[str, Role]]:
    """Who takes part, and how."""
    return {(person.email, person.role) for person in ticket.people}


@pytest.mark.rule("TK-8")
def test_a_subscriber_is_of_the_same_company(bench: Bench, desk: Desk) -> None:
    """Somebody of another company, or nobody the portal knows, is not subscribed; the refusal says why."""
    ref = desk.submit()

    for email in (bench.address("stranger"), "nobody@nowhere.example"):
        with pytest.raises(Rejected) as refused:
            desk.change(ref, SetSubscriber(email))
        assert any(refused.value.fields.values())


@pytest.mark.rule("TK-8")
def test_being_added_is_once(bench: Bench, desk: Desk) -> None:
    """Asked for twice under one key, or under two, somebody takes part once."""
    ref, want, op = desk.submit(), SetSubscriber(bench.address("colleague")), desk.op()

    first = desk.portal.change(op, ref, want)
    again = desk.portal.change(op, ref, want)
    other = desk.change(ref, want)

    assert on_it(first) == on_it(again) == on_it(other) == {(want.email, Role.SUBSCRIBER)}


@pytest.mark.rule("REG-4")
def test_nobody_gets_a_second_account(bench: Bench, colleague: Desk) -> None:
    """An account for an address that has one is refused, with the reason beside the address."""
    with pytest.raises(Rejected) as refused:
        colleague.portal.ask(colleague.op(), RegisterUser("Dana", bench.address("employee"), "basic"))

    assert "email" in refused.value.fields


@pytest.mark.rule("REG-2")
def test_a_removal_is_asked_for_once(bench: Bench) -> None:
    """The request that an account is removed is known by its key afterwards."""
    owner = Desk(bench, "owner")
    made = RegisterUser("Jo", f"jo-{uuid4().hex[:8]}@northwind.example", "basic")
    owner.portal.ask(owner.op(), made)
    op, want = owner.op(), RemoveUser(made.email, "Has left")

    owner.portal.ask(op, want)

    assert owner.portal.find_asked(op, want)


@pytest.mark.rule("INFO-2")
@pytest.mark.rule("TK-8")
def test_a_new_ticket_rings_for_who_takes_part(bench: Bench, desk: Desk, colleague: Desk) -> None:
    """Who is added to a ticket hears of it with the next changes."""
    since = colleague.everything().cursor
    ref = desk.submit(Draft("To be shared"))
    desk.change(ref, SetSubscriber(bench.address("colleague")))

    told = colleague.everything(since)

    assert ref.id in [notice.ticket.id for notice in told.notices if notice.ticket]
