"""Changes about people, and people who are not registered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_portal import Fault
from tests.sync.conftest import House
from trayapp.core.errors import Forbidden, NotRegistered, Offline, OutcomeUnknown
from trayapp.core.events import Delivered, PolicyChanged
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import AccountChange, EditProfile, RegisterUser, RemoveUser, TicketRef
from trayapp.core.operation import OpKind, OpState

KIM = RegisterUser("Kim Ong", "kim@acme.example", "basic")
REFUSED = NotRegistered(why="Only registered users.", since="2017-06-09", request_url="/request")


def ask(house: House, want: AccountChange) -> OpId:
    """The employee asks for it."""
    kinds: dict[type[AccountChange], tuple[OpKind, str]] = {
        RegisterUser: (OpKind.REGISTRATION, "account:kim@acme.example"),
        RemoveUser: (OpKind.REMOVAL, "account:kim@acme.example"),
        EditProfile: (OpKind.PROFILE, "profile"),
    }
    kind, matter = kinds[type(want)]
    return house.add(new_op_id(house.now), matter, kind, want)


@pytest.mark.rule("REG-2")
@pytest.mark.rule("REG-4")
@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("INFO-6")
@pytest.mark.parametrize(
    ("want", "subject"),
    [
        (KIM, "Kim Ong"),
        (RemoveUser("kim@acme.example"), "kim@acme.example"),
        (EditProfile("Ann", "a@b.example"), "Ann"),
    ],
)
@pytest.mark.parametrize("applied", [False, True])
def test_delivered_once(house: House, want: AccountChange, subject: str, applied: bool) -> None:
    """A change about people arrives once, whether or not it had arrived when its answer was lost."""
    op = ask(house, want)
    house.portal.faults.append(Fault("ask", OutcomeUnknown(), applied))

    house.sync()
    house.later(hours=2)
    house.sync()

    assert house.portal.asked_for == {op: want}
    assert house.portal.asked("ask") == (1 if applied else 2)
    (told,) = house.heard(Delivered)
    assert isinstance(told, Delivered)
    assert (told.subject, told.instead_of) == (subject, None)


def test_it_becomes_a_ticket(house: House) -> None:
    """Where support decides, the request is a ticket, and the outbox names it (REG-2)."""
    house.portal.asked_as = TicketRef("t9", "9")
    op = ask(house, KIM)

    house.sync()

    assert house.op(op).ref == TicketRef("t9", "9")


def test_of_one_matter_in_order(house: House) -> None:
    """Registering somebody and removing them again keep their order."""
    first = ask(house, KIM)
    second = ask(house, RemoveUser("kim@acme.example"))
    house.portal.faults.append(Fault("ask", Offline()))

    house.sync()
    early = house.op(second).attempts
    house.later(hours=2)
    house.sync()

    assert early == 0
    assert list(house.portal.asked_for) == [first, second]


def test_who_we_are_is_asked_after_that(house: House) -> None:
    """A profile that was delivered is shown as the portal has it now, in the same pass."""
    house.sync()
    ask(house, EditProfile("Ann Other", "ann@acme.example"))
    house.portal.me = replace(house.portal.me, name="Ann Other")
    house.told.clear()

    house.sync()

    probe = house.notes.probe()
    assert probe is not None
    assert probe.me.name == "Ann Other"
    assert len(house.heard(PolicyChanged)) == 1


def test_a_level_may_have_changed_meanwhile(house: House) -> None:
    """What a level may not do any more comes back with its words."""
    house.portal.always["ask"] = Forbidden("only Primary may")
    op = ask(house, KIM)

    house.sync()

    assert (house.op(op).state, house.op(op).payload) == (OpState.NEEDS_USER, KIM)


@pytest.mark.rule("REG-3")
def test_an_unregistered_person_keeps_their_words(house: House) -> None:
    """The ticket needs the employee, with the reason and the way in, and is not sent again by itself."""
    house.portal.me = replace(house.portal.me, registered=False)
    house.portal.always["submit"] = REFUSED
    op = house.create("Printer")

    for _ in range(5):
        house.sync()
        house.later(hours=1)
        house.restart()

    stuck = house.op(op)
    assert stuck.problem is not None
    assert (stuck.state, house.portal.asked("submit")) == (OpState.NEEDS_USER, 1)
    assert dict(stuck.problem.params) == {
        "why": "Only registered users.",
        "since": "2017-06-09",
        "request_url": "/request",
    }


@pytest.mark.rule("REG-3")
def test_trying_now_tries(house: House) -> None:
    """Who asks for another try gets one."""
    house.portal.me = replace(house.portal.me, registered=False)
    house.portal.faults.append(Fault("submit", REFUSED))
    op = house.create("Printer")
    house.sync()

    house.outbox.retry(op, house.now)
    house.sync()

    assert house.op(op).state is OpState.DONE


@pytest.mark.rule("REG-3")
def test_once_registered_it_goes_by_itself(house: House) -> None:
    """When the portal says that the person is registered now, what was refused is sent, once."""
    house.portal.me = replace(house.portal.me, registered=False)
    house.portal.always["submit"] = REFUSED
    op = house.create("Printer")
    house.sync()
    house.portal.me = replace(house.portal.me, registered=True)
    del house.portal.always["submit"]
    house.later(minutes=11)

    house.sync()

    assert house.op(op).state is OpState.DONE
    assert house.portal.asked("submit") == 2


@pytest.mark.rule("REG-3")
def test_a_portal_that_contradicts_itself_is_not_stormed(house: House) -> None:
    """A portal that calls the person registered and refuses them all the same is asked once more, not for ever."""
    house.portal.always["submit"] = REFUSED
    house.create("Printer")

    for _ in range(5):
        house.sync()
        house.later(minutes=11)

    assert house.portal.asked("submit") == 2
