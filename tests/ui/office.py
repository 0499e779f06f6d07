"""A context over the real store and real settings, with a clock that tests move; only the network is faked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.fake_world import FakeSession, FakeWorld
from tests.ui.fakes import FakeCapturer, FakeFacts
from tests.ui.samples import NOW, sample_policy, sample_probe, sample_ticket
from trayapp.capture.encode import encode
from trayapp.core.events import Event, Link, LinkChanged
from trayapp.core.model import Announcement, Article, Changes, Message, Notice, Side, Ticket, TicketChange
from trayapp.core.operation import Operation, OpState, Problem
from trayapp.core.policy import Permission, Policy
from trayapp.core.ports import Outcome
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.settings.layered import LayeredSettings
from trayapp.store.opened import Store, open_store
from trayapp.ui.background import Background
from trayapp.ui.bridge import Bridge
from trayapp.ui.context import UiContext


@dataclass
class Office:
    """The desk of one employee."""

    store: Store
    world: FakeWorld
    session: FakeSession
    locked: Path
    """The machine's policy file."""
    now: datetime = NOW
    policy: Policy = field(default_factory=sample_policy)
    here: str | None = None
    """The name of the helpdesk that is set up."""
    context: UiContext = field(init=False)

    def pull(self, *tickets: Ticket, messages: Sequence[Message] = (), **more: object) -> None:
        """The portal tells of tickets, each with these messages."""
        changes = tuple(TicketChange(ticket, tuple(messages)) for ticket in tickets)
        page = replace(Changes(changes, f"c{self.now.timestamp()}"), **more)  # type: ignore[arg-type]
        self.store.tickets.apply(page, self.policy, self.now)

    def announce(self, *announcements: Announcement) -> None:
        """The portal tells of announcements."""
        self.pull(announcements=announcements)

    def shelve(self, *articles: Article) -> None:
        """The portal tells of articles."""
        self.pull(articles=articles)

    def notify(self, *notices: Notice) -> None:
        """The portal rings the bell."""
        self.pull(notices=notices)

    def settle(self, state: OpState, **outcome: object) -> Operation:
        """The worker claims what is due and this becomes of it."""
        claimed = self.store.outbox.claim(self.now)
        assert claimed is not None
        self.store.outbox.settle(claimed.op_id, Outcome(state, **outcome), self.now)  # type: ignore[arg-type]
        return claimed

    def unreachable(self, seconds: float = 40) -> Operation:
        """The next due operation finds the portal out of reach."""
        return self.settle(
            OpState.WAITING, next_at=self.now + timedelta(seconds=seconds), problem=Problem("offline")
        )

    def go(self, link: Link, problem: Problem | None = None) -> None:
        """The portal is met in that way from now on."""
        self.world.link = LinkChanged(link, self.now, problem)
        self.tell(self.world.link)

    def tell(self, event: Event) -> None:
        """The worker says that something happened."""
        self.context.bridge.emit_event(event)

    def use(self, policy: Policy) -> None:
        """The portal sends another policy."""
        self.policy = policy
        self.store.notes.put_policy(policy)

    def permit(self, *permissions: Permission) -> None:
        """The employee's level may do this, and nothing else."""
        probe = sample_probe()
        self.store.notes.put_probe(replace(probe, me=replace(probe.me, permissions=frozenset(permissions))))

    def grant(self, **capabilities: object) -> None:
        """The portal lets the employee do other things."""
        probe = sample_probe()
        granted = replace(probe.capabilities, **capabilities)  # type: ignore[arg-type]
        self.store.notes.put_probe(replace(probe, capabilities=granted))


def staff(name: str = "m1", text: str = "Did you restart it?", **changes: object) -> Message:
    """An answer of IT."""
    made = Message(name, "Marcus Bell", Side.STAFF, NOW - timedelta(minutes=4), text)
    return replace(made, **changes)  # type: ignore[arg-type]


def open_tickets(count: int, **changes: object) -> list[Ticket]:
    """Tickets 1000, 1001 …, the first one changed last."""
    return [
        sample_ticket(
            str(1000 + at), subject=f"Problem {at}", updated_at=NOW - timedelta(minutes=at), **changes
        )
        for at in range(count)
    ]


@pytest.fixture
def office(qtbot: QtBot, home: Path, tmp_path: Path) -> Iterator[Office]:
    """Signed in and online; the first pull lies behind, so what comes now is news."""
    store = open_store(places(), lambda: NOW)
    made = Office(store, FakeWorld(), FakeSession(), tmp_path / "machine.json")
    store.notes.put_policy(made.policy)
    store.notes.put_probe(sample_probe())
    store.tickets.apply(Changes((), "c0"), made.policy, NOW)
    store.tickets.mark_synced(NOW)
    made.context = _context(made, {})
    yield made
    made.context.background.shutdown()
    store.close()


def _context(office: Office, environment: Mapping[str, str]) -> UiContext:
    store, world = office.store, office.world

    def clock() -> datetime:
        return office.now

    return UiContext(
        desk=Desk(store.outbox, store.tickets, store.spool, store.notes, clock, helpdesk=lambda: office.here),
        outbox=store.outbox,
        tickets=store.tickets,
        notes=store.notes,
        drafts=store.drafts,
        knowledge=store.knowledge,
        bell=store.bell,
        clock=clock,
        bridge=Bridge(),
        background=Background(),
        capturer=FakeCapturer(),
        encode=encode,
        window_list=world.screen,
        screen_text=world.screen,
        input=world.input,
        global_key=world.key,
        picture_drafts=world.picture_drafts,
        facts=FakeFacts(),
        preferences=LayeredSettings(places().settings_file, office.locked, environment),
        session=office.session,
        link=lambda: world.link,
        sync_now=world.sync_now,
        fetch_file=world.fetch_file,
        find_contacts=world.find_contacts,
        connect=world.connect,
        open_path=lambda path: world.opened.append(str(path)),
        open_url=world.opened.append,
        state_folder=places().config,
    )
