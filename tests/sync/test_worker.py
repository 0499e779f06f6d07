"""The thread around the engine: it wakes, it sleeps, it begins anew, it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from queue import Empty, Queue

import pytest

from tests.fakes.memory_portal import NATIVE, MemoryPortal
from tests.sync.conftest import House
from trayapp.core.errors import LocalFault, Misconfigured, Offline, SignIn, TrayAppError
from trayapp.core.events import Answered, Delivered, Event, Link, LinkChanged
from trayapp.core.ports import Heard, Portal
from trayapp.sync.line import Line
from trayapp.sync.listener import Hearing, Listener
from trayapp.sync.shift import Wiring
from trayapp.sync.store import SyncStore
from trayapp.sync.worker import Worker

SOON = 20.0
"""Seconds; how long a test waits for what comes at once."""


class Rig:
    """A worker on a house, with the events it tells as a queue."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.told: Queue[Event] = Queue()
        self.opened: list[str] = []
        self.threads: set[str] = set()
        self.portal_fault: Exception | None = None
        self.store_faults: list[Exception] = []
        self.closed = 0
        clock, jitter = (lambda: house.now), (lambda: 0.0)
        self.worker = Worker(
            Wiring(self.portal, self.store, clock, jitter, self.told.put, poll_seconds=lambda: 3600.0)
        )

    def portal(self) -> Portal:
        """What the worker opens."""
        self.opened.append("portal")
        self.threads.add(threading.current_thread().name)
        if self.portal_fault:
            raise self.portal_fault
        return self.house.portal

    def store(self) -> SyncStore:
        """What the worker opens."""
        self.opened.append("store")
        self.threads.add(threading.current_thread().name)
        if self.store_faults:
            raise self.store_faults.pop()
        house = self.house
        return SyncStore(house.outbox, house.tickets, house.notes, house.lock, self.close)

    def close(self) -> None:
        """The store was given back."""
        self.closed += 1

    def heard(self, kind: type, fits: Callable[[Event], bool] = lambda event: True) -> Event:
        """The next event of that kind; everything before it is passed over."""
        while True:
            try:
                event = self.told.get(timeout=SOON)
            except Empty:
                pytest.fail(f"no {kind.__name__} was told")
            if isinstance(event, kind) and fits(event):
                return event

    def link(self, link: Link) -> Event:
        """Wait until the portal is met like that."""
        return self.heard(LinkChanged, lambda event: isinstance(event, LinkChanged) and event.link is link)


@pytest.fixture
def rig(house: House) -> Iterator[Rig]:
    """A worker that was not started yet; afterwards it must end."""
    rig = Rig(house)
    yield rig
    assert rig.worker.stop(SOON)


def test_a_woken_worker_sends_at_once(rig: Rig) -> None:
    """A submitted ticket goes out when the worker is woken, not at the next poll."""
    rig.worker.start()
    rig.link(Link.ONLINE)
    rig.house.create("Printer")

    rig.worker.wake()

    delivered = rig.heard(Delivered)
    assert isinstance(delivered, Delivered)
    assert delivered.subject == "Printer"


def test_everything_is_made_in_the_worker_s_thread(rig: Rig) -> None:
    """Connections and store belong to one thread from their making on, and are given back by it."""
    rig.worker.start()
    rig.link(Link.ONLINE)

    assert rig.worker.stop(SOON)
    assert (rig.threads, rig.opened) == ({"sync"}, ["store", "portal"])
    assert (rig.closed, rig.house.portal.closed) == (1, True)


def test_another_person_gets_everything_anew(rig: Rig) -> None:
    """After a sign-in the worker builds portal and store again, and syncs at once."""
    rig.house.portal.always["probe"] = SignIn()
    rig.worker.start()
    rig.link(Link.SIGNED_OUT)
    del rig.house.portal.always["probe"]

    rig.worker.reconfigure()

    rig.link(Link.ONLINE)
    assert rig.opened == ["store", "portal", "store", "portal"]


def test_a_worker_that_was_never_started_can_be_stopped(rig: Rig) -> None:
    """Stopping is always allowed."""
    assert rig.worker.stop(SOON)


def test_an_address_that_is_none_blocks_and_is_cured_by_another(rig: Rig) -> None:
    """A portal that cannot be opened is told with its reason; another address ends it."""
    rig.portal_fault = Misconfigured(reason="insecure")
    rig.worker.start()
    blocked = rig.link(Link.BLOCKED)
    rig.portal_fault = None

    rig.worker.reconfigure()

    rig.link(Link.ONLINE)
    assert isinstance(blocked, LinkChanged)
    assert blocked.problem is not None
    assert blocked.problem.params["reason"] == "insecure"


@pytest.mark.expect_log("syncing is not possible: local_fault")
def test_a_store_that_cannot_be_opened_is_tried_again(rig: Rig) -> None:
    """The worker tells the local fault, and goes on once the store opens."""
    rig.store_faults.append(LocalFault("locked", reason="io"))
    rig.worker.start()
    rig.link(Link.BLOCKED)

    rig.worker.wake()

    rig.link(Link.ONLINE)


@pytest.mark.expect_log("syncing failed by a bug")
def test_a_bug_in_a_pass_does_not_end_the_worker(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception nobody thought of is logged; the next pass runs."""
    failed = threading.Event()

    def bug() -> int:
        monkeypatch.undo()
        failed.set()
        raise ZeroDivisionError

    monkeypatch.setattr(rig.house.outbox, "recover", bug)
    rig.worker.start()
    assert failed.wait(SOON)

    rig.worker.wake()

    rig.link(Link.ONLINE)


class Speaking:
    """A portal that announces changes whenever the test says so."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.say: Queue[bool] = Queue()
        self.connected = threading.Semaphore(0)
        house.portal.capabilities = replace(NATIVE, events=True)
        house.portal.listen = self.listen  # type: ignore[method-assign]

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        """Yield until told to break the connection, or stopped."""
        self.connected.release()
        yield Heard()
        while not stopped():
            try:
                alive = self.say.get(timeout=0.05)
            except Empty:
                continue
            if not alive:
                raise Offline(reason="disconnected")
            yield Heard()


@pytest.mark.rule("APP-7")
def test_the_portal_s_event_brings_the_answer(rig: Rig) -> None:
    """An answer is told as soon as the portal says that something changed, long before the next poll."""
    speaking = Speaking(rig.house)
    rig.house.create("Printer")
    rig.worker.start()
    assert speaking.connected.acquire(timeout=SOON)
    rig.heard(Delivered)
    rig.house.portal.answer("t4711", "Try water")

    speaking.say.put(True)

    assert isinstance(rig.heard(Answered), Answered)


def test_a_broken_event_stream_is_opened_again(rig: Rig) -> None:
    """After a disconnection the listener comes back, and what happened meanwhile is pulled."""
    speaking = Speaking(rig.house)
    rig.house.create("Printer")
    rig.worker.start()
    assert speaking.connected.acquire(timeout=SOON)
    rig.heard(Delivered)
    rig.house.portal.answer("t4711", "Try water")

    speaking.say.put(False)

    assert speaking.connected.acquire(timeout=SOON)
    assert isinstance(rig.heard(Answered), Answered)


class Hasty(Line):
    """It would be tried again at once."""

    def ended(self, error: TrayAppError | None, lasted: float) -> float:
        """As it is, but for the pause."""
        super().ended(error, lasted)
        return 0.0


def test_a_line_that_cannot_be_had_waits_for_the_worker() -> None:
    """Whether the portal is gone, too, one of both finds out: the line is not tried again before the worker looked."""
    portal, told, tried = MemoryPortal(), Queue[float](), threading.Semaphore(0)

    def refused(stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        tried.release()
        raise Offline(f"{stopped()} {cursor}", reason="refused")

    portal.listen = refused  # type: ignore[method-assign]
    listener = Listener(Hearing(lambda: portal, lambda: None, told.put), Hasty(lambda: 0.0))
    listener.start()
    try:
        assert tried.acquire(timeout=SOON)
        assert told.get(timeout=SOON) == 0.0
        assert not tried.acquire(timeout=0.3)
        listener.met(online=True)
        assert tried.acquire(timeout=SOON)
    finally:
        assert listener.stop(SOON)


def test_without_events_nobody_listens(rig: Rig) -> None:
    """A portal that announces nothing is polled, with one thread."""
    rig.worker.start()
    rig.link(Link.ONLINE)

    assert rig.worker.stop(SOON)
    assert rig.house.portal.asked("listen") == 0
