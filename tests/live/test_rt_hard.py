"""What is hard, on a real server: whatever happens on the way there is one ticket, and every refusal is told."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.faults.fault import Fault, Kind
from tests.faults.proxy import Proxy
from tests.live.rt_app import Watch, drain, employee, now
from tests.live.rt_desk import RtDesk
from tests.waiting import wait_for
from trayapp.core.model import Ticket, TicketRef
from trayapp.core.operation import OpState

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]
MOMENTS = [0.0, *(round(0.005 * 1.35**step, 3) for step in range(19))]
"""Seconds after the whole request was sent: from at once to what a create takes, and more."""
KILLS = [0.02, 0.08, 0.3, 0.8]


_CREATES = r"/REST/2\.0/ticket"
_REPLIES = r"/REST/2\.0/ticket/\d+/correspond"


class Cutter:
    """Stands between, and breaks the first such request so many seconds after it arrived."""

    def __init__(self, desk: RtDesk, seconds: float, about: str = _CREATES) -> None:
        at = urlsplit(desk.server.url)
        self._about = re.compile(about)
        self._fault: Fault | None = Fault(Kind.KILL_DURING, seconds=seconds)
        self.proxy = Proxy((str(at.hostname), at.port or 0), self._plan)

    def _plan(self, method: str, path: str) -> Fault:
        if method == "POST" and self._about.fullmatch(path) and self._fault:
            fault, self._fault = self._fault, None
            return fault
        return Fault()

    @property
    def cut(self) -> bool:
        """It happened."""
        return self._fault is None


@pytest.fixture
def subject() -> str:
    """Of a ticket that no other test makes."""
    return f"Hard {uuid4().hex}"


@pytest.fixture
def up(rt_granted: RtDesk) -> Iterator[RtDesk]:
    """The desk, which runs again whatever the test does to it."""
    yield rt_granted
    if not rt_granted.server.running:
        rt_granted.server.start()


@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_connection_that_breaks_leaves_one_ticket(
    up: RtDesk, home: Path, subject: str, seconds: float
) -> None:
    """The server goes on with what it has; the look-up finds it, and nothing is sent again."""
    cutter = Cutter(up, seconds)
    app = employee(home, up, url=cutter.proxy.url)
    op = app.submit(subject, app.picture())
    app.sync()
    wait_for(lambda: len(up.tickets(subject)) == 1, "the ticket", 60)

    app.drain()

    assert cutter.cut
    assert len(up.tickets(subject)) == 1
    sent = app.store.outbox.get(op.op_id)
    assert sent is not None
    assert sent.state is OpState.DONE
    app.close()
    cutter.proxy.close()


@pytest.mark.parametrize("seconds", KILLS)
def test_a_server_that_is_killed_leaves_one_ticket(
    up: RtDesk, home: Path, subject: str, seconds: float
) -> None:
    """Killed in the middle of a create and started again: what it had not kept is sent again, and only that."""
    cutter, watch = Cutter(up, seconds), Watch()
    cutter.proxy.end_portal = lambda _: up.server.kill()
    app = employee(home, up, url=cutter.proxy.url, clock=watch)
    op = app.submit(subject, app.picture())
    app.sync()
    wait_for(lambda: not up.server.running, "the end of the server")
    up.server.start()
    kept = len(up.tickets(subject))

    app.sync()
    early = len(up.tickets(subject))
    drain(app, watch)

    sent = app.store.outbox.get(op.op_id)
    assert sent is not None
    assert sent.state is OpState.DONE, sent.problem
    assert cutter.cut
    assert early == kept  # not found is not believed before its time
    assert len(up.tickets(subject)) == 1
    app.close()
    cutter.proxy.close()


@pytest.mark.parametrize("seconds", KILLS)
def test_a_server_that_is_killed_keeps_one_reply(
    up: RtDesk, home: Path, subject: str, seconds: float
) -> None:
    """Killed in the middle of a reply and started again: the words stand on the ticket once."""
    cutter, watch = Cutter(up, seconds, _REPLIES), Watch()
    cutter.proxy.end_portal = lambda _: up.server.kill()
    app = employee(home, up, url=cutter.proxy.url, clock=watch)
    made = app.submit(subject)
    drain(app, watch)
    reply = app.update(made.op_id, f"Words of {subject}", app.picture())
    app.sync()
    wait_for(lambda: not up.server.running, "the end of the server")
    up.server.start()

    drain(app, watch)

    sent = app.store.outbox.get(reply.op_id)
    assert sent is not None
    assert sent.state is OpState.DONE, sent.problem
    assert sent.ref is not None
    assert cutter.cut
    assert up.replies(sent.ref.id) == [f"Words of {subject}"]
    app.close()
    cutter.proxy.close()


def test_two_programs_with_one_outbox_send_each_ticket_once(up: RtDesk, home: Path, subject: str) -> None:
    """Both begin at the same time and send what waits until nothing does."""
    app = employee(home, up)
    for number in range(6):
        app.submit(f"{subject} {number}")
    app.close()
    command = [sys.executable, "-m", "tests.live.second_app", str(home), up.server.url, up.person().secret]

    both = [subprocess.Popen(command) for _ in range(2)]
    ends = [each.wait(300) for each in both]

    assert ends == [0, 0]
    assert [len(up.tickets(f"{subject} {number}")) for number in range(6)] == [1] * 6


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_an_hour_off_misses_nothing(up: RtDesk, home: Path, subject: str, hours: int) -> None:
    """What is new is told by the server's clock: an answer arrives whatever the time is here."""
    app = employee(home, up, clock=lambda: now() + timedelta(hours=hours))
    op = app.submit(subject)
    app.sync()
    sent = app.store.outbox.get(op.op_id)
    assert sent is not None
    assert sent.ref is not None
    up.answer(sent.ref.id, "We are on it")

    app.sync(now() + timedelta(hours=2))

    assert "We are on it" in [message.text for message in app.store.tickets.thread(sent.ref.id)]
    app.close()


def test_a_large_picture_is_sent_once_and_comes_back(up: RtDesk, home: Path, subject: str) -> None:
    """Eleven mebibytes arrive whole, on one ticket."""
    app = employee(home, up)
    picture = app.picture(11 * 1024 * 1024)
    app.submit(subject, picture)
    app.drain()
    (number,) = up.tickets(subject)

    portal = up.portal(app.store.spool)
    ref, back = TicketRef(str(number), str(number)), BytesIO()
    ticket = portal.read(ref, None)
    assert isinstance(ticket, Ticket)
    portal.fetch(ref, ticket.files[0].id, back)
    portal.close()

    assert back.getvalue() == picture
    app.close()
