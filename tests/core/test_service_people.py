"""The use cases about people, estimates and a ticket that shall go on: queued, or refused before that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from tests.fakes.memory_portal import NATIVE, POLICY, START, MemoryPortal
from tests.fakes.memory_store import MemoryNotes, MemoryOutbox, MemorySpool, MemorySteps, MemoryTickets
from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.ids import new_op_id
from trayapp.core.model import (
    Account,
    DecideEstimate,
    Draft,
    EditProfile,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetSubscriber,
)
from trayapp.core.operation import OpKind
from trayapp.core.policy import Permission
from trayapp.core.service import Desk

BADLY_WRITTEN = ["", "  ", "kim", "@acme.example", "kim@", "k im@acme.example"]
KIM = RegisterUser("Kim", "kim@acme.example")


@dataclass
class Office:
    """A desk of somebody who may do what `may` names; ticket t4711 is known."""

    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.outbox, self.tickets, MemorySpool(), self.notes, lambda: START)
        portal = MemoryPortal()
        ref = portal.submit(new_op_id(START), Draft("Printer"), MemorySteps(), lambda sent, total: None)
        self.tickets.put(portal.tickets[ref.id], None)

    def allow(self, *permissions: Permission, grants: tuple[str, ...] = ()) -> Desk:
        """The portal grants this, and no more."""
        me = Account("u1", "ann@acme.example", "Ann", "Acme", "basic", frozenset(permissions), grants=grants)
        self.notes.put_probe(MemoryPortal(me=me, capabilities=NATIVE).probe())
        return self.desk


@pytest.fixture
def office() -> Office:
    """A desk of a program that never met its portal."""
    return Office()


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_keeping_a_ticket_open(office: Office) -> None:
    """The wish that a ticket goes on is queued on it; no level is needed, and an unknown ticket is refused."""
    op = office.allow().keep_open("4711")

    assert (op.kind, op.ticket_id, op.payload) == (OpKind.KEEP_OPEN, "t4711", KeepOpen())
    with pytest.raises(NotFound):
        office.desk.keep_open("9")


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_leaving_a_ticket_needs_no_level(office: Office) -> None:
    """Whoever was added takes themselves off, and by that nobody else, nor do they add themselves."""
    desk = office.allow()

    assert desk.set_subscriber("4711", "ANN@acme.example", on=False).payload == SetSubscriber(
        "ANN@acme.example", on=False
    )
    assert desk.set_collaborator("4711", "ann@acme.example", on=False).kind is OpKind.COLLABORATOR
    for email, on in (("leo@acme.example", False), ("ann@acme.example", True)):
        with pytest.raises(Forbidden):
            desk.set_subscriber("4711", email, on=on)


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_people_on_a_ticket(office: Office) -> None:
    """Subscribers and collaborators are added and taken off where the level allows each."""
    desk = office.allow(Permission.SUBSCRIBERS, Permission.COLLABORATORS)

    assert desk.set_subscriber("4711", " leo@acme.example ").payload == SetSubscriber("leo@acme.example")
    added = desk.set_collaborator("4711", "tom@else.example", on=False)
    assert (added.kind, added.payload) == (OpKind.COLLABORATOR, SetCollaborator("tom@else.example", on=False))


@pytest.mark.rule("TK-6")
@pytest.mark.parametrize("approve", [True, False])
def test_an_estimate_is_decided(office: Office, approve: bool) -> None:
    """The answer to an estimate is queued on its ticket."""
    op = office.allow(Permission.ESTIMATES).decide("4711", "e1", approve=approve)

    assert (op.kind, op.ticket_id, op.payload) == (OpKind.ESTIMATE, "t4711", DecideEstimate("e1", approve))


@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("REG-2")
@pytest.mark.rule("REG-4")
def test_accounts_of_others(office: Office) -> None:
    """Requests about one person form one row, so that they keep their order; levels are those one may grant."""
    desk = office.allow(Permission.REGISTER, Permission.REMOVE, grants=("basic",))

    added = desk.register(replace(KIM, email=" kim@acme.example", level="basic"))
    removed = desk.remove("kim@acme.example", "Has left")

    assert added.payload == replace(KIM, level="basic")
    assert removed.payload == RemoveUser("kim@acme.example", "Has left")
    assert added.ticket_id == removed.ticket_id
    with pytest.raises(Forbidden):
        desk.register(replace(KIM, level="primary"))


@pytest.mark.rule("INFO-6")
def test_one_s_own_profile(office: Office) -> None:
    """A profile as it shall be is queued, in the order of the edits."""
    desk = office.allow(Permission.PROFILE)

    first, second = (desk.edit_profile(EditProfile(name, "ann@acme.example")) for name in ("Ann", "Anna"))

    assert (first.kind, first.ticket_id) == (OpKind.PROFILE, second.ticket_id)


@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("REG-2")
@pytest.mark.rule("TK-6")
@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.rule("INFO-6")
@pytest.mark.parametrize("action", ["subscriber", "collaborator", "decide", "register", "remove", "profile"])
def test_what_a_level_may_not_do_is_not_queued(office: Office, action: str) -> None:
    """A wish that the portal would refuse to this level is refused at once."""
    office.allow()

    with pytest.raises(Forbidden):
        wish(office.desk, action)

    assert office.outbox.ops == {}


@pytest.mark.parametrize("action", ["subscriber", "collaborator", "decide", "register", "remove", "profile"])
def test_before_the_portal_was_reached_nobody_knows(office: Office, action: str) -> None:
    """A program that never met its portal queues the wish; the portal will tell."""
    wish(office.desk, action)

    assert len(office.outbox.ops) == 1


@pytest.mark.parametrize("email", BADLY_WRITTEN)
@pytest.mark.parametrize("action", ["subscriber", "collaborator", "register", "remove", "profile"])
def test_an_address_that_is_none(office: Office, action: str, email: str) -> None:
    """What cannot be an e-mail address is refused by its field, and nothing is queued."""
    with pytest.raises(Rejected) as refused:
        wish(office.desk, action, email)

    assert dict(refused.value.fields) == {"email": "address"}
    assert office.outbox.ops == {}


@pytest.mark.parametrize("action", ["register", "profile"])
def test_a_person_has_a_name(office: Office, action: str) -> None:
    """An account without a name is refused by its field."""
    with pytest.raises(Rejected) as refused:
        wish(office.desk, action, name=" ")

    assert dict(refused.value.fields) == {"name": "required"}


def test_the_policy_it_was_written_in(office: Office) -> None:
    """A draft is kept with the version of the policy whose form asked for it, anew after an edit."""
    before = office.desk.submit(Draft("Printer")).payload
    office.notes.put_policy(POLICY)
    op = office.desk.submit(Draft("Printer"))
    office.notes.put_policy(replace(POLICY, version="2"))
    office.desk.edit(op.op_id, Draft("Printer, really"))

    edited = office.outbox.ops[op.op_id].payload
    assert isinstance(before, Draft)
    assert isinstance(op.payload, Draft)
    assert isinstance(edited, Draft)
    assert (before.policy, op.payload.policy, edited.policy) == (None, "1", "2")


def wish(desk: Desk, action: str, email: str = "kim@acme.example", name: str = "Kim") -> None:
    """One of the use cases."""
    match action:
        case "subscriber":
            desk.set_subscriber("4711", email)
        case "collaborator":
            desk.set_collaborator("4711", email)
        case "decide":
            desk.decide("4711", "e1", approve=True)
        case "register":
            desk.register(RegisterUser(name, email))
        case "remove":
            desk.remove(email)
        case "profile":
            desk.edit_profile(EditProfile(name, email))
        case _:
            raise AssertionError(action)
