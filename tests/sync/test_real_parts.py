"""The engine on a real store and a real portal, with faults in between: both sides end equal."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.fakes.portal_process import PortalProcess
from trayapp.core.events import Answered, Delivered, Event, Link
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, EditProfile, FileKind
from trayapp.core.operation import OpState
from trayapp.core.ports import Query
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.store.opened import Store, open_store
from trayapp.sync.engine import Engine, Report
from trayapp.sync.store import SyncStore

DANA = "dana@northwind.example"


class Office:
    """An employee's computer, and the portal in a process of its own."""

    def __init__(self, home: Path, process: PortalProcess) -> None:
        self.process = process
        self.now = datetime.now(UTC)
        self.told: list[Event] = []
        self.token = process.users[DANA]
        self.home = home
        self.store: Store = open_store(places(str(home)), self.clock)
        self.engine = self._engine()

    def clock(self) -> datetime:
        """Moves only when told."""
        return self.now

    def _engine(self) -> Engine:
        store = self.store
        view = SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock)
        return Engine(
            lambda: open_portal("native", self.process.url, lambda: self.token, store.spool),
            view,
            self.clock,
            lambda: 1.0,
            self.told.append,
        )

    @property
    def desk(self) -> Desk:
        """What the employee can ask for."""
        return Desk(self.store.outbox, self.store.tickets, self.store.spool, self.store.notes, self.clock)

    def sync(self, **later: float) -> Report:
        """One pass, after that much time."""
        self.now += timedelta(**later)
        return self.engine.run_once(self.now)

    def restart(self) -> None:
        """The program ends, and starts again."""
        self.close()
        self.store = open_store(places(str(self.home)), self.clock)
        self.engine = self._engine()

    def close(self) -> None:
        """The program ends."""
        self.engine.close()
        self.store.close()

    def state(self, op_id: OpId) -> OpState:
        """Of an operation."""
        op = self.store.outbox.get(op_id)
        assert op is not None
        return op.state

    def on_portal(self, subject: str) -> list[str]:
        """Numbers of the employee's tickets with that subject."""
        with self.process.client(DANA) as client:
            found = client.get("tickets", params={"view": "all", "q": subject, "limit": 500}).json()[
                "tickets"
            ]
        return [ticket["ref"]["number"] for ticket in found if ticket["subject"] == subject]


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One portal for all; every test uses a subject of its own."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api") as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, process: PortalProcess) -> Iterator[Office]:
    """A computer that never synced."""
    office = Office(tmp_path / "home", process)
    yield office
    office.close()
    process.clear_faults()


def test_a_ticket_goes_out_and_its_answer_comes_in(office: Office) -> None:
    """Submitted, delivered under its number, listed from the local copy, answered, told."""
    op = office.desk.submit(Draft("There and back"))
    office.sync()
    (delivered,) = [event for event in office.told if isinstance(event, Delivered)]
    with office.process.client("agent") as agent:
        agent.post(
            f"tickets/{delivered.ref.id}/messages",
            json={"text": "Try water"},
            headers={"Idempotency-Key": "a-1"},
        ).raise_for_status()

    office.sync(seconds=60)

    assert office.state(op.op_id) is OpState.DONE
    assert office.on_portal("There and back") == [delivered.ref.number]
    assert delivered.ref.id in {row.id for row in office.store.tickets.page(Query())}
    assert [event.text for event in office.told if isinstance(event, Answered)] == ["Try water"]
    assert "Try water" in [message.text for message in office.store.tickets.thread(delivered.ref.id)]


def test_a_lost_answer_makes_no_second_ticket(office: Office) -> None:
    """The portal applies the create and its answer is lost: one ticket, and the outbox knows it."""
    office.sync()
    op = office.desk.submit(Draft("Lost answer"))
    office.process.fault(drop_answer=True, path="/api/v1/tickets")

    office.sync()
    doubtful = office.store.outbox.get(op.op_id)
    office.sync(hours=2)

    assert doubtful is not None
    assert (doubtful.state, doubtful.doubtful) == (OpState.WAITING, True)
    assert len(office.on_portal("Lost answer")) == 1
    assert office.state(op.op_id) is OpState.DONE


def test_a_portal_that_is_down_costs_nothing(office: Office) -> None:
    """Down: the ticket waits with a reason. Up again: it is delivered once, with its file, though tried many times."""
    content = random.Random(1).randbytes(300_000)
    file = office.store.spool.put(io.BytesIO(content), "shot.png", "image/png", FileKind.SCREENSHOT)
    op = office.desk.submit(Draft("While it was down", files=(file,)))
    office.process.kill()

    reports = [office.sync(hours=2) for _ in range(3)]
    waiting = office.store.outbox.get(op.op_id)
    office.process.start()
    office.sync(seconds=1)

    assert {report.link for report in reports} == {Link.OFFLINE}
    assert waiting is not None
    assert waiting.problem is not None
    assert (waiting.state, waiting.attempts, waiting.problem.kind) == (OpState.WAITING, 3, "offline")
    assert len(office.on_portal("While it was down")) == 1


def test_a_program_killed_while_sending_looks_first(office: Office) -> None:
    """Found in the middle of being sent after a restart: looked up, found, done; not a second ticket."""
    office.sync()
    op = office.desk.submit(Draft("Killed while sending"))
    claimed = office.store.outbox.claim(office.now)
    assert claimed is not None
    portal = open_portal("native", office.process.url, lambda: office.token, office.store.spool)
    portal.submit(
        op.op_id,
        Draft("Killed while sending", written_at=office.now),
        office.store.outbox.steps(op.op_id),
        lambda sent, total: None,
    )
    portal.close()
    office.restart()

    office.sync()

    assert len(office.on_portal("Killed while sending")) == 1
    assert office.state(op.op_id) is OpState.DONE


def test_too_many_requests_are_obeyed(office: Office) -> None:
    """429 with Retry-After: not before, and then once."""
    office.sync()
    op = office.desk.submit(Draft("Too many"))
    office.process.fault(status=429, retry_after=100, path="/api/v1/tickets")

    report = office.sync()
    office.sync(seconds=90)
    early = len(office.on_portal("Too many"))
    office.sync(seconds=61)

    assert (report.retry_after, early) == (100.0, 0)
    assert len(office.on_portal("Too many")) == 1
    assert office.state(op.op_id) is OpState.DONE


def test_a_portal_busy_for_hours_is_left_alone_for_hours(office: Office) -> None:
    """A Retry-After of three hours is no clock that was set back: nothing is sent after two."""
    office.sync()
    office.desk.submit(Draft("Maintenance"))
    office.process.fault(status=503, retry_after=10_800, path="/api/v1/tickets")
    office.sync()

    office.sync(hours=2)
    early = len(office.on_portal("Maintenance"))
    office.sync(hours=2.6)

    assert (early, len(office.on_portal("Maintenance"))) == (0, 1)


def test_a_wrong_token_keeps_the_ticket(office: Office) -> None:
    """With a token that is not accepted the ticket needs the employee; with the right one it goes out by itself."""
    right, office.token = office.token, "wrong"
    op = office.desk.submit(Draft("Who am I"))

    refused = office.sync()
    stuck = office.state(op.op_id)
    office.token = right
    office.sync(seconds=1)

    assert (refused.link, stuck) == (Link.SIGNED_OUT, OpState.NEEDS_USER)
    assert len(office.on_portal("Who am I")) == 1


def test_everything_of_a_ticket_in_its_order(office: Office) -> None:
    """Ticket, reply and closing, all asked for while offline, arrive in this order; the copy here is as there."""
    office.sync()
    op = office.desk.submit(Draft("In order"))
    office.desk.update(op.op_id, "One more thing")
    office.desk.close(op.op_id)

    office.sync()
    office.sync(seconds=1)

    (number,) = office.on_portal("In order")
    ticket = office.store.tickets.get(number)
    assert office.store.outbox.pending() == []
    assert ticket is not None
    with office.process.client(DANA) as client:
        there = client.get(f"tickets/{number}").json()
        said = [message["text"] for message in client.get(f"tickets/{number}/messages").json()["messages"]]
    assert (ticket.status, ticket.etag) == (there["status"], there["etag"])
    assert "One more thing" in said
    assert [message.text for message in office.store.tickets.thread(ticket.ref.id)] == said


@pytest.mark.parametrize("seed", [0, 1])
def test_any_faults_in_any_order_leave_each_ticket_once(office: Office, seed: int) -> None:
    """Ten tickets through a storm of lost answers, failures and kills of the portal: each is there exactly once."""
    chance = random.Random(seed)
    subjects = [f"Storm {seed} {number}" for number in range(10)]
    for subject in subjects:
        office.desk.submit(Draft(subject))

    for _ in range(6):
        kind = chance.choice(["lost", "error", "busy", "restart", "calm"])
        if kind == "lost":
            office.process.fault(drop_answer=True, path="/api/v1/tickets", count=chance.randint(1, 3))
        if kind == "error":
            office.process.fault(status=chance.choice([500, 502, 503]), count=chance.randint(1, 3))
        if kind == "busy":
            office.process.fault(status=429, retry_after=60)
        if kind == "restart":
            office.process.kill()
            office.process.start()
            office.restart()
        office.sync(hours=2)
    office.process.clear_faults()
    for _ in range(3):
        office.sync(hours=2)

    assert office.store.outbox.pending() == []
    assert [len(office.on_portal(subject)) for subject in subjects] == [1] * 10


def staff(office: Office, path: str, **body: object) -> None:
    """Support staff does something."""
    with office.process.client("agent") as agent:
        agent.post(path, json=body, headers={"Idempotency-Key": str(uuid4())}).raise_for_status()


@pytest.mark.rule("ST-7")
def test_what_was_written_offline_for_a_ticket_closed_meanwhile(office: Office) -> None:
    """Answer and change of urgency, both asked for offline, are in the new ticket, which is told; nothing is stuck."""
    office.desk.submit(Draft("Closed meanwhile"))
    office.sync()
    (number,) = office.on_portal("Closed meanwhile")
    office.desk.update(number, "It is back")
    office.desk.set_priority(number, "low")
    staff(office, f"tickets/{number}/changes", kind="status", status="closed")

    office.sync(seconds=1)
    office.sync(seconds=1)

    (moved,) = [event for event in office.told if isinstance(event, Delivered) and event.instead_of]
    assert moved.instead_of is not None
    new = office.store.tickets.get(moved.ref.id)
    assert new is not None
    assert new.references is not None
    assert (moved.instead_of.number, new.references.number) == (number, number)
    assert (new.description, new.priority) == ("It is back", "low")
    assert office.store.outbox.pending() == []


def test_a_wish_that_came_too_late_comes_back(office: Office) -> None:
    """Keeping open a ticket that was closed meanwhile needs the employee, with the portal's reason."""
    office.desk.submit(Draft("Too late"))
    office.sync()
    (number,) = office.on_portal("Too late")
    op = office.desk.keep_open(number)
    staff(office, f"tickets/{number}/changes", kind="status", status="closed")

    office.sync(seconds=1)

    stuck = office.store.outbox.get(op.op_id)
    assert stuck is not None
    assert stuck.problem is not None
    assert stuck.state is OpState.NEEDS_USER
    assert any(stuck.problem.fields.values())
    office.desk.discard(op.op_id)


@pytest.mark.rule("TK-8")
@pytest.mark.rule("INFO-6")
def test_people_and_profile_asked_for_offline(office: Office) -> None:
    """A colleague is added to a ticket that was not sent yet, a profile changed: each is there after one sync."""
    office.sync()
    op = office.desk.submit(Draft("For two"))
    office.desk.set_subscriber(op.op_id, "leo@northwind.example")
    me = office.desk.me
    assert me is not None
    office.desk.edit_profile(EditProfile(me.name, me.email, "555-0177"))

    office.sync(seconds=1)

    (number,) = office.on_portal("For two")
    ticket = office.store.tickets.get(number)
    assert ticket is not None
    assert [person.email for person in ticket.people] == ["leo@northwind.example"]
    assert office.desk.me is not None
    assert office.desk.me.details is not None
    assert office.desk.me.details.phone == "555-0177"
    assert office.store.outbox.pending() == []


@pytest.mark.rule("INFO-2")
@pytest.mark.rule("INFO-4")
def test_articles_and_the_bell_are_here_offline(office: Office) -> None:
    """Articles, and what happened to a ticket, come with the sync and stay readable; the first sync is quiet."""
    office.desk.submit(Draft("Ring for me"))
    office.sync()
    quiet = office.store.bell.unread()
    (number,) = office.on_portal("Ring for me")
    staff(office, f"tickets/{number}/messages", text="Try it now")

    office.sync(seconds=1)

    assert office.store.knowledge.articles()
    assert (quiet, office.store.bell.unread()) == (0, 1)
    entry = office.store.bell.entries()[0]
    assert entry.notice.ticket is not None
    assert (entry.notice.kind, entry.notice.ticket.number) == ("answer", number)
