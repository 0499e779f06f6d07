"""Notifications: shown, clicked, and never a reason to stop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from trayapp.core.ports import Notifier
from trayapp.desktop.notifications import FallbackNotifier, TrayMessages, notifier

if sys.platform != "linux":
    pytest.skip("the session bus is Linux's", allow_module_level=True)

from tests.fakes.notification_daemon import NotificationDaemon
from trayapp.desktop.freedesktop_notifications import FreedesktopNotifications


class Bench:
    """A program and a notification daemon."""

    def __init__(self, qtbot: QtBot, daemon: NotificationDaemon) -> None:
        self.qtbot = qtbot
        self.daemon = daemon
        self.clicked: list[str] = []
        self.instead: list[str] = []
        self.way = FreedesktopNotifications(
            self.clicked.append, "IT help", "trayapp", self._instead, connect=daemon.connect
        )

    def _instead(self, title: str, _body: str, _target: str) -> bool:
        self.instead.append(title)
        return True

    def until(self, condition: Callable[[], bool]) -> None:
        """Let both sides work until it holds."""

        def step() -> bool:
            self.daemon.work()
            return condition()

        self.qtbot.waitUntil(step)


@pytest.fixture
def daemon() -> NotificationDaemon:
    """One that can show links and take clicks."""
    return NotificationDaemon("body", "body-markup", "actions")


@pytest.fixture
def bench(qtbot: QtBot, daemon: NotificationDaemon) -> Iterator[Bench]:
    """A program whose bus has that daemon."""
    bench = Bench(qtbot, daemon)
    yield bench
    bench.way.close()
    daemon.die()


@pytest.mark.rule("APP-7")
def test_a_click_opens_its_ticket(bench: Bench) -> None:
    """Each notification carries a default action, and a click on it names its ticket."""
    assert bench.way.show("Answer", "Bo wrote", "t-1")
    assert bench.way.show("Answer", "Cy wrote", "t-2")
    bench.until(lambda: len(bench.daemon.shown) == 2)

    bench.daemon.click(2)
    bench.until(lambda: bench.clicked == ["t-2"])

    name, replaces, _icon, title, body, actions, hints, _timeout = bench.daemon.shown[0]
    assert (name, replaces, title, body) == ("IT help", 0, "Answer", "Bo wrote")
    assert actions == ["default", "Open"]
    assert hints["desktop-entry"] == ("s", "trayapp")


def test_what_the_portal_says_is_no_markup(bench: Bench) -> None:
    """Where bodies are markup, the portal's text is escaped."""
    bench.way.show("A <b> title", "<a href='http://evil'>click</a> & win", "")
    bench.until(lambda: bool(bench.daemon.shown))

    assert bench.daemon.shown[0][3:5] == (
        "A <b> title",
        "&lt;a href='http://evil'&gt;click&lt;/a&gt; &amp; win",
    )


@pytest.mark.parametrize("capabilities", [["body"], None])
def test_plain_bodies_stay_plain(bench: Bench, capabilities: list[str] | None) -> None:
    """A daemon without markup, or one that does not say, gets the text as it is."""
    bench.daemon.capabilities = capabilities
    bench.way.show("Sent", "Tom & Jerry", "")
    bench.until(lambda: bool(bench.daemon.shown))

    assert bench.daemon.shown[0][4] == "Tom & Jerry"


def test_a_strangers_click_is_not_ours(bench: Bench) -> None:
    """Clicks on other programs' notifications, and on dismissed ones, do nothing."""
    bench.way.show("Answer", "", "t-1")
    bench.way.show("Answer", "", "t-2")
    bench.until(lambda: len(bench.daemon.shown) == 2)

    bench.daemon.closed(1, 2)
    for number in (7, 1, 2):
        bench.daemon.click(number)
    bench.until(lambda: bench.clicked == ["t-2"])


def test_an_expired_one_can_still_be_clicked(bench: Bench) -> None:
    """A notification that went to the desktop's history keeps its click."""
    bench.way.show("Answer", "", "t-1")
    bench.until(lambda: bool(bench.daemon.shown))

    bench.daemon.closed(1, 1)
    bench.daemon.click(1)

    bench.until(lambda: bench.clicked == ["t-1"])


def test_old_ones_are_forgotten(bench: Bench) -> None:
    """Only the last hundred can be clicked: the list does not grow for ever."""
    for number in range(101):
        bench.way.show("Answer", "", f"t-{number}")
    bench.until(lambda: len(bench.daemon.shown) == 101)

    bench.daemon.click(1)
    bench.daemon.click(2)

    bench.until(lambda: bench.clicked == ["t-1"])


def test_what_the_daemon_refuses_is_shown_otherwise(bench: Bench) -> None:
    """With no daemon on the bus the message goes the next way."""
    bench.daemon.refuses = True
    bench.way.show("Answer", "", "t-1")

    bench.until(lambda: bench.instead == ["Answer"])


def test_a_lost_bus_loses_no_message(bench: Bench) -> None:
    """What was on its way when the bus died goes the next way, and the next message opens the bus again."""
    bench.way.show("first", "", "")
    bench.daemon.die()
    bench.qtbot.waitUntil(lambda: bench.instead == ["first"])

    assert bench.way.show("second", "", "")
    bench.until(lambda: [shown[3] for shown in bench.daemon.shown] == ["second"])


def test_without_a_bus_it_says_so(qtbot: QtBot) -> None:
    """No session bus: this way cannot show anything."""

    def refuse() -> None:
        raise ConnectionRefusedError

    assert not FreedesktopNotifications(lambda _: None, "IT help", "trayapp", connect=refuse).show(
        "a", "b", ""
    )


def test_ways_are_tried_in_turn(caplog: pytest.LogCaptureFixture) -> None:
    """The first way that can shows it; the rest stay quiet."""
    shown: list[str] = []

    def cannot(_title: str, _body: str, _target: str) -> bool:
        return False

    def can(title: str, _body: str, _target: str) -> bool:
        shown.append(title)
        return True

    both: Notifier = FallbackNotifier([cannot, can, can])
    both.show("Answer", "")
    FallbackNotifier([cannot]).show("lost", "")

    assert shown == ["Answer"]
    assert "no way to show a notification" in caplog.text


@pytest.mark.expect_log("a way to notify failed")
def test_a_broken_way_is_no_crash() -> None:
    """A way that raises counts as one that cannot."""

    def broken(_title: str, _body: str, _target: str) -> bool:
        raise RuntimeError

    FallbackNotifier([broken]).show("Answer", "")


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[QSystemTrayIcon]:
    """A tray icon."""
    pixmap = QPixmap(16, 16)
    pixmap.fill()
    tray = QSystemTrayIcon(QIcon(pixmap))
    yield tray
    tray.hide()
    tray.deleteLater()


def test_the_tray_shows_messages_too(tray: QSystemTrayIcon) -> None:
    """A click on the tray's message names the ticket shown last; a hidden tray shows nothing."""
    clicked: list[str] = []
    messages = TrayMessages(tray, clicked.append)
    assert not messages.show("Answer", "", "t-1")

    tray.show()
    assert messages.show("Answer", "", "t-2")
    tray.messageClicked.emit()

    assert clicked == ["t-2"]


def test_this_desktop_gets_its_notifier(tray: QSystemTrayIcon) -> None:
    """Without a session bus the tray's own messages are the notifier's way."""
    tray.show()

    notifier(lambda _: None, tray, "IT help", "trayapp").show("Answer", "")
    notifier(lambda _: None, None, "IT help", "trayapp").show("Answer", "")


def test_a_nul_does_not_cost_the_bus(bench: Bench) -> None:
    """The bus throws out who sends a NUL, so what an agent wrote goes without it."""
    assert bench.way.show("Ans\0wer", "Bo\0 wrote", "t-1")
    bench.until(lambda: len(bench.daemon.shown) == 1)

    assert "\0" not in str(bench.daemon.shown)
    assert bench.instead == []
