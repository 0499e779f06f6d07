"""The context that windows are handed, made of fakes; tests change the fakes and look at the windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.fake_outbox import FakeOutbox
from tests.ui.fake_world import FakeSession, FakeWorld
from tests.ui.fakes import (
    FakeCapturer,
    FakeDrafts,
    FakeFacts,
    FakeNotes,
    FakePreferences,
    FakeSpool,
    FakeTickets,
)
from tests.ui.knowledge_fakes import FakeBell, FakeKnowledge
from tests.ui.office import office as office  # noqa: PLC0414 - the fixture of the main window's tests
from tests.ui.samples import NOW, sample_probe
from trayapp.capture.encode import encode
from trayapp.core.service import Desk
from trayapp.ui.background import Background
from trayapp.ui.bridge import Bridge
from trayapp.ui.context import UiContext


@dataclass
class Fakes:
    """The fakes behind `context`, by their own types."""

    outbox: FakeOutbox
    tickets: FakeTickets
    spool: FakeSpool
    notes: FakeNotes
    drafts: FakeDrafts
    capturer: FakeCapturer
    facts: FakeFacts
    preferences: FakePreferences
    session: FakeSession
    world: FakeWorld
    knowledge: FakeKnowledge
    bell: FakeBell


@pytest.fixture
def fakes() -> Fakes:
    """Fresh fakes: signed in, online, a policy, two monitors, nothing pending."""
    return Fakes(
        FakeOutbox(),
        FakeTickets(),
        FakeSpool(),
        FakeNotes(kept_probe=sample_probe()),
        FakeDrafts(),
        FakeCapturer(),
        FakeFacts(),
        FakePreferences(),
        FakeSession(),
        FakeWorld(),
        FakeKnowledge(),
        FakeBell(),
    )


@pytest.fixture
def context(qtbot: QtBot, fakes: Fakes) -> Iterator[UiContext]:
    """A `UiContext` over the fakes, with a real bridge and real background threads."""
    bridge, background = Bridge(), Background()
    desk = Desk(fakes.outbox, fakes.tickets, fakes.spool, fakes.notes, lambda: NOW)
    yield UiContext(
        desk=desk,
        outbox=fakes.outbox,
        tickets=fakes.tickets,
        notes=fakes.notes,
        drafts=fakes.drafts,
        knowledge=fakes.knowledge,
        bell=fakes.bell,
        clock=lambda: NOW,
        bridge=bridge,
        background=background,
        capturer=fakes.capturer,
        encode=encode,
        window_list=fakes.world.screen,
        screen_text=fakes.world.screen,
        input=fakes.world.input,
        global_key=fakes.world.key,
        picture_drafts=fakes.world.picture_drafts,
        facts=fakes.facts,
        preferences=fakes.preferences,
        session=fakes.session,
        link=lambda: fakes.world.link,
        sync_now=fakes.world.sync_now,
        fetch_file=fakes.world.fetch_file,
        find_contacts=fakes.world.find_contacts,
        connect=fakes.world.connect,
        open_path=lambda path: fakes.world.opened.append(str(path)),
        open_url=fakes.world.opened.append,
    )
    background.shutdown()
