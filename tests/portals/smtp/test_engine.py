"""The engine with a mail server: what may have been sent is never sent again but by the employee's own decision."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.portals.smtp.post_office import HELPDESK, PASSWORD, USER, PostOffice, Wire
from trayapp.core.events import Delivered, Event, Stuck
from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, FileKind
from trayapp.core.operation import Operation, OpState
from trayapp.core.password import Password
from trayapp.core.sent import read_sent
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.store.opened import Store, open_store
from trayapp.sync.engine import Engine, Report
from trayapp.sync.store import SyncStore


class Computer:
    """An employee's, its store and its engine; the mail server's port may be another one each time."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        self.told: list[Event] = []
        self.start()

    def start(self) -> None:
        """The program starts."""
        self.store: Store = open_store(places(str(self.home)), lambda: self.now)
        store = self.store
        view = SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock)
        secret = Password(USER, PASSWORD).secret()
        self.engine = Engine(
            lambda: open_portal("smtp", self._address, lambda: secret, store.spool),
            view,
            lambda: self.now,
            lambda: 1.0,
            self.told.append,
        )

    @property
    def _address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}/{HELPDESK}"

    @property
    def desk(self) -> Desk:
        """What the employee can ask for."""
        return Desk(
            self.store.outbox, self.store.tickets, self.store.spool, self.store.notes, lambda: self.now
        )

    def submit(self, subject: str = "Printer") -> OpId:
        """A ticket with a picture, into the outbox."""
        picture = self.store.spool.put(
            io.BytesIO(b"\x89PNG" * 999), "a.png", "image/png", FileKind.SCREENSHOT
        )
        return self.desk.submit(Draft(subject, files=(picture,))).op_id

    def sync(self, **later: float) -> Report:
        """One pass, after that much time."""
        self.now += timedelta(**later)
        return self.engine.run_once(self.now)

    def op(self, op_id: OpId) -> Operation:
        """As the outbox has it."""
        found = self.store.outbox.get(op_id)
        assert found is not None
        return found

    def restart(self, port: int) -> None:
        """The program ends and starts again; the server is found elsewhere."""
        self.end()
        self.port = port
        self.start()

    def end(self) -> None:
        """The program ends."""
        self.engine.close()
        self.store.close()


@pytest.fixture
def computer(tmp_path: Path, office: PostOffice) -> Iterator[Computer]:
    """One that has already asked the server who it is."""
    computer = Computer(tmp_path / "home", office.port)
    computer.sync()
    yield computer
    computer.end()


def lost_answer(computer: Computer, office: PostOffice) -> OpId:
    """The mail arrives, and the line breaks before the server's answer does."""
    with Wire(office.port, answer_lost=True) as wire:
        computer.restart(wire.port)
        op = computer.submit()
        computer.sync(minutes=1)
    computer.restart(office.port)
    return op


def test_a_ticket_goes_out_once_and_shows_as_what_was_sent(computer: Computer, office: PostOffice) -> None:
    """Delivered without a number; nothing is listed; what was sent is kept and can be shown."""
    op = computer.submit()
    computer.sync(minutes=1)
    for _ in range(5):
        computer.sync(hours=7)

    (delivered,) = [event for event in computer.told if isinstance(event, Delivered)]
    sent = read_sent(computer.store.outbox, computer.store.tickets, op, computer.now)
    assert computer.op(op).state is OpState.DONE
    assert delivered.ref.number == ""
    assert len(office.raw) == 1
    assert sent.ticket is None
    assert sent.whole


def test_what_may_have_been_sent_is_never_sent_again_by_itself(
    computer: Computer, office: PostOffice
) -> None:
    """Neither later, nor after a restart, however often: the employee is told and decides."""
    op = lost_answer(computer, office)
    state, problem = computer.op(op).state, computer.op(op).problem
    for _ in range(3):
        computer.sync(hours=5)
    computer.end()
    computer.start()
    computer.sync(days=2)

    assert len(office.raw) == 1
    assert state is OpState.NEEDS_USER
    assert problem is not None
    assert problem.kind == "may_have_been_sent"
    assert [event.op_id for event in computer.told if isinstance(event, Stuck)] == [op]


def test_the_employee_may_send_again_what_may_have_been_sent(computer: Computer, office: PostOffice) -> None:
    """Then it goes out at once, under the same message id."""
    op = lost_answer(computer, office)
    computer.desk.retry(op)
    computer.sync(minutes=1)

    assert computer.op(op).state is OpState.DONE
    assert len({mail["Message-ID"] for mail in office.got}) == 1
    assert len(office.raw) == 2


def test_the_employee_may_leave_it_at_that(computer: Computer, office: PostOffice) -> None:
    """Discarded, it is gone from the outbox, and nothing is sent."""
    op = lost_answer(computer, office)
    computer.desk.discard(op)
    computer.sync(minutes=1)

    assert computer.store.outbox.get(op) is None
    assert len(office.raw) == 1


def test_what_the_employee_found_to_have_arrived_can_be_answered(
    computer: Computer, office: PostOffice
) -> None:
    """It counts as sent; an answer goes to the same thread, by its message id and the reference that stands in it."""
    op = lost_answer(computer, office)
    computer.desk.arrived(op)
    computer.sync(minutes=1)
    computer.desk.update(op, "It smokes, too")
    computer.sync(minutes=1)

    first, second = office.got
    assert computer.op(op).state is OpState.DONE
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["Subject"] == f"Re: {reference(op)}"
    assert reference(op) in first.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_what_surely_was_not_sent_goes_out_by_itself(computer: Computer, office: PostOffice) -> None:
    """A line that breaks before the mail, and a server that wants to be asked later, cost nothing."""
    with Wire(office.port, there=60) as wire:
        computer.restart(wire.port)
        op = computer.submit()
        computer.sync(minutes=1)
    waiting = computer.op(op).state
    computer.restart(office.port)
    office.answers["DATA"] = "451 4.7.1 Greylisted"
    computer.sync(hours=2)
    del office.answers["DATA"]
    computer.sync(hours=2)

    assert waiting is OpState.WAITING
    assert computer.op(op).state is OpState.DONE
    assert len(office.raw) == 1


def test_a_program_killed_while_it_sends_asks_the_employee(computer: Computer, office: PostOffice) -> None:
    """Nobody can tell how far it came, so nothing is sent again by itself."""
    op = computer.submit()
    computer.store.outbox.claim(computer.now)
    computer.end()
    computer.start()
    computer.sync(minutes=1)

    problem = computer.op(op).problem
    assert office.raw == []
    assert problem is not None
    assert problem.kind == "may_have_been_sent"


def test_an_idle_day_asks_the_server_hardly_anything(computer: Computer, office: PostOffice) -> None:
    """Looking for news every minute costs no conversation: there are none to be had."""
    asked = len(office.greeted)
    for _ in range(60):
        computer.sync(minutes=1)

    assert len(office.greeted) == asked
