"""What was acknowledged and did not come with the next pull is asked for; what the portal forgot is given back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_portal import NATIVE
from tests.sync.conftest import House
from trayapp.core.errors import ServerFault
from trayapp.core.events import Stuck
from trayapp.core.ids import OpId
from trayapp.core.model import Close
from trayapp.core.operation import OpKind, OpState


@pytest.fixture
def sent(house: House) -> OpId:
    """A ticket that was acknowledged, at a portal that remembers what it took."""
    house.portal.capabilities = replace(NATIVE, remembers=True)
    op = house.create("Printer")
    house.sync()
    house.outbox.expected.add(op)
    return op


def test_what_the_portal_forgot_needs_the_employee(house: House, sent: OpId) -> None:
    """Acknowledged, not told of, unknown to the portal: it stands with the reason, is told, and all is pulled anew."""
    house.portal.forgotten = frozenset({sent})

    house.sync()

    assert house.op(sent).state is OpState.NEEDS_USER
    assert [(event.op_id, event.subject) for event in house.heard(Stuck) if isinstance(event, Stuck)] == [
        (sent, "Printer")
    ]
    assert house.portal.calls[-1] == ("changes", "")


def test_what_the_portal_remembers_is_left_alone(house: House, sent: OpId) -> None:
    """A ticket that was deleted on purpose, or may not be seen any more, is no loss: nobody is asked."""
    house.sync()

    assert house.op(sent).state is OpState.DONE
    assert house.outbox.expected == set()
    assert house.heard(Stuck) == []


def test_a_portal_that_cannot_tell_is_not_asked(house: House, sent: OpId) -> None:
    """Without the ability, what was acknowledged counts as being there."""
    house.portal.capabilities = NATIVE
    house.restart()

    house.sync()

    assert house.portal.asked("taken") == 0
    assert house.outbox.expected == set()


def test_another_person_is_not_asked_about_it(house: House, sent: OpId) -> None:
    """What was sent by one account is no matter of another, and waits for its own."""
    house.portal.me = replace(house.portal.me, id="u2")
    house.portal.forgotten = frozenset({sent})
    house.restart()

    house.sync()

    assert house.op(sent).state is OpState.DONE
    assert house.outbox.expected == {sent}


def test_a_portal_that_fails_to_tell_is_asked_after_the_next_pull(house: House, sent: OpId) -> None:
    """An error while asking gives nothing back, and forgets nothing."""
    house.portal.forgotten = frozenset({sent})
    house.portal.always["taken"] = ServerFault()
    house.sync()
    before = house.op(sent).state
    house.portal.always.clear()

    house.sync()

    assert (before, house.op(sent).state) == (OpState.DONE, OpState.NEEDS_USER)


def test_of_a_forgotten_wish_the_ticket_tells(house: House, sent: OpId) -> None:
    """Closing holds no words: all is pulled anew, so that the ticket shows how it stands, and nobody is asked."""
    house.outbox.expected.clear()
    wish = house.add(OpId("wish"), "t4711", OpKind.CLOSE, Close())
    house.sync()
    house.outbox.expected.add(wish)
    house.portal.forgotten = frozenset({wish})

    house.sync()

    assert house.op(wish).state is OpState.DONE
    assert house.portal.calls[-1] == ("changes", "")


def test_what_the_portal_remembers_after_all_is_looked_up_and_done(house: House, sent: OpId) -> None:
    """The portal of before is back: a forgotten operation is done again without a click, and not sent."""
    house.portal.forgotten = frozenset({sent})
    house.sync()
    house.portal.forgotten = frozenset()
    house.outbox.expected.add(sent)

    house.sync()
    house.sync()

    assert house.op(sent).state is OpState.DONE
    assert house.portal.asked("submit") == 1
