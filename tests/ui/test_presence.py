"""Tray or window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from trayapp.core.events import Link, LinkChanged, OutboxChanged
from trayapp.core.ids import new_op_id
from trayapp.core.model import Announcement, Draft
from trayapp.core.operation import OpKind
from trayapp.ui.context import UiContext
from trayapp.ui.menu import Command
from trayapp.ui.menu_window import MenuWindow
from trayapp.ui.presence import Presence
from trayapp.ui.recorder.current import current
from trayapp.ui.tray import Tray


@dataclass
class Desktop:
    """A desktop whose tray comes and goes."""

    tray: bool = False
    presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        self.presence = Presence(Tray(), lambda: self.tray)


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    """Without a tray at first."""
    made = Desktop()
    yield made
    made.presence.close()


def window(desktop: Desktop) -> MenuWindow:
    """The window that stands in."""
    assert desktop.presence.window
    return desktop.presence.window


@pytest.mark.rule("APP-8")
def test_without_a_tray_the_menu_is_a_window_that_says_why(qtbot: QtBot, desktop: Desktop) -> None:
    """The same entries, and the reason."""
    desktop.presence.start(grace=0)
    qtbot.waitUntil(lambda: desktop.presence.window is not None)

    shown = window(desktop)
    assert shown.isVisible()
    assert list(shown.buttons) == list(Command)
    assert "shows no tray icons" in shown.reason.text()


@pytest.mark.rule("APP-8")
def test_on_gnome_the_reason_names_what_helps(qtbot: QtBot) -> None:
    """There an extension brings the tray back."""
    shown = MenuWindow("ubuntu:GNOME")
    qtbot.addWidget(shown)

    assert "AppIndicator" in shown.reason.text()


@pytest.mark.rule("APP-8")
def test_the_window_waits_for_a_panel_that_starts_later(qtbot: QtBot, desktop: Desktop) -> None:
    """At log-on nothing flashes up when the tray comes within the grace."""
    desktop.presence.start(grace=0)
    desktop.tray = True
    desktop.presence.look_for_tray()  # when the grace is over

    assert desktop.presence.window is None


@pytest.mark.rule("APP-8")
def test_the_window_goes_when_a_tray_appears(qtbot: QtBot, desktop: Desktop) -> None:
    """From then on the icon is enough, and nobody looks any more."""
    desktop.presence.start(grace=0)
    qtbot.waitUntil(lambda: desktop.presence.window is not None)

    desktop.tray = True
    desktop.presence.look_for_tray()

    assert desktop.presence.window is None
    assert not desktop.presence._watch.isActive()


@pytest.mark.rule("APP-8")
def test_the_window_is_watched_for_a_tray_by_itself(qtbot: QtBot, desktop: Desktop) -> None:
    """Nobody has to ask."""
    desktop.presence._watch.setInterval(1)
    desktop.presence.start(grace=0)
    qtbot.waitUntil(lambda: desktop.presence.window is not None)

    desktop.tray = True

    qtbot.waitUntil(lambda: desktop.presence.window is None)


def test_with_a_tray_nothing_is_watched(desktop: Desktop) -> None:
    """An idle program does not wake up for it."""
    desktop.tray = True

    desktop.presence.start(grace=0)

    assert not desktop.presence._watch.isActive()


@pytest.mark.rule("APP-8")
@pytest.mark.parametrize("command", Command)
def test_every_entry_of_the_window_works_by_keyboard(
    qtbot: QtBot, desktop: Desktop, command: Command
) -> None:
    """Enter on it does what the menu would."""
    chosen: list[Command] = []
    desktop.presence.chosen.connect(chosen.append)
    desktop.presence.look_for_tray()

    QTest.keyClick(window(desktop).buttons[command], Qt.Key.Key_Return)

    assert chosen == [command]


def test_the_state_follows_the_store(
    qtbot: QtBot, fakes: Fakes, context: UiContext, desktop: Desktop
) -> None:
    """Pending, unread and announcements are counted in the background whenever something happens."""
    presence = desktop.presence
    presence.look_for_tray()
    presence.follow(context)
    op_id = new_op_id(NOW)
    fakes.outbox.add(op_id, op_id, OpKind.CREATE, Draft("Outlook won't open"), NOW)
    fakes.tickets.unseen = {"t1"}
    fakes.tickets.posted = [Announcement("a1", "Holiday", "", "info", NOW)]
    fakes.world.link = LinkChanged(Link.OFFLINE, NOW)

    context.bridge.emit_event(OutboxChanged())
    words = "IT help · 1 ticket has news · 1 to be sent · offline"
    qtbot.waitUntil(lambda: presence.tray.icon.toolTip() == words)

    shown = window(desktop)
    assert shown.state.text() == "1 ticket has news · 1 to be sent · offline"
    assert shown.buttons[Command.OUTBOX].text() == "&Outbox (1)"
    assert shown.buttons[Command.HELP].accessibleName() == "Help and contact"


def test_a_window_that_was_closed_comes_back_when_asked(qtbot: QtBot, desktop: Desktop) -> None:
    """A second start of the program shows it again."""
    desktop.presence.look_for_tray()
    window(desktop).close()
    hidden = not window(desktop).isVisible()

    desktop.presence.bring_up()

    assert hidden
    assert window(desktop).isVisible()


def test_a_recording_shows_at_once(qtbot: QtBot, desktop: Desktop, context: UiContext) -> None:
    """Icon and window say that steps are recorded as soon as they are, and stay so whatever else changes."""
    desktop.presence.start(grace=0)
    qtbot.waitUntil(lambda: desktop.presence.window is not None)
    desktop.presence.follow(context)
    qtbot.waitUntil(lambda: not window(desktop).buttons[Command.RECORD].isHidden())
    before = window(desktop).buttons[Command.RECORD].text()

    current(context).changed.emit(True)
    desktop.presence.refresh()
    during = desktop.presence.tray.icon.toolTip(), window(desktop).buttons[Command.RECORD].text()
    current(context).changed.emit(False)

    assert (before, during[1]) == ("Show &us what you did", "&Stop recording")
    assert "recording" in during[0]
    assert "recording" not in desktop.presence.tray.icon.toolTip()
