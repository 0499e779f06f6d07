"""The tray icon and its menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from trayapp.core.events import Link
from trayapp.ui import theme
from trayapp.ui.menu import Command, Counts, Menu
from trayapp.ui.tray import Tray
from trayapp.ui.tray_icon import _BUBBLE, tray_icon
from trayapp.ui.tray_state import Sign, TrayState


@pytest.mark.rule("APP-1")
def test_the_menu_has_its_entries_in_order(qtbot: QtBot) -> None:
    """Nine entries, with lines between groups."""
    menu = Menu(lambda _: None)
    menu.show_recording(offered=True, running=False)

    assert [action.text() or "-" for action in menu.actions()] == [
        "&New ticket",
        "Show &us what you did",
        "-",
        "My &tickets",
        "&Outbox",
        "&Announcements",
        "-",
        "Help && contact",
        "A&ccount",
        "&Settings",
        "-",
        "&Quit",
    ]


@pytest.mark.rule("APP-1")
def test_the_menu_counts_what_waits(qtbot: QtBot) -> None:
    """A number behind Outbox and Announcements, none where nothing waits."""
    menu = Menu(lambda _: None)

    menu.show_counts(Counts(outbox=2, announcements=1))
    two = menu.action(Command.OUTBOX).text(), menu.action(Command.ANNOUNCEMENTS).text()
    menu.show_counts(Counts())

    assert two == ("&Outbox (2)", "&Announcements (1)")
    assert menu.action(Command.OUTBOX).text() == "&Outbox"


def test_no_entry_moves_while_the_menu_is_open(qtbot: QtBot) -> None:
    """An entry that comes with a new policy waits until the menu is closed."""
    menu = Menu(lambda _: None)
    qtbot.addWidget(menu)
    menu.popup(QPoint(10, 10))
    place = menu.actionGeometry(menu.action(Command.OUTBOX))

    menu.show_recording(offered=True, running=False)
    meanwhile = menu.actionGeometry(menu.action(Command.OUTBOX))
    menu.close()

    assert meanwhile == place
    assert menu.action(Command.RECORD).isVisible()


def test_every_entry_has_a_mnemonic_of_its_own(qtbot: QtBot) -> None:
    """One letter, one entry; only Help has none, for the sake of tray hosts that show its "&" twice."""
    texts = [command.text.replace("&&", "") for command in Command if command is not Command.HELP]
    letters = [text.split("&")[1][0].lower() for text in texts]

    assert len(set(letters)) == len(letters) == len(Command) - 1


@pytest.mark.rule("APP-1")
@pytest.mark.parametrize("command", Command)
def test_an_entry_tells_its_command(qtbot: QtBot, command: Command) -> None:
    """Whoever wires the program hears what was chosen."""
    tray, chosen = Tray(), list[Command]()
    tray.chosen.connect(chosen.append)

    tray.menu.action(command).trigger()

    assert chosen == [command]


@pytest.mark.rule("APP-1")
def test_a_left_click_asks_for_a_new_ticket(qtbot: QtBot) -> None:
    """And a right click, which opens the menu, does not."""
    tray, chosen = Tray(), list[Command]()
    tray.chosen.connect(chosen.append)

    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    none = list(chosen)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)

    assert none == []
    assert chosen == [Command.NEW_TICKET]


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        (TrayState(Link.ONLINE), Sign.IDLE),
        (TrayState(Link.UNKNOWN), Sign.IDLE),
        (TrayState(Link.OFFLINE, pending=2), Sign.OFFLINE),
        (TrayState(Link.SIGNED_OUT), Sign.OFFLINE),
        (TrayState(Link.OFFLINE, unread=1), Sign.ANSWER),
        (TrayState(Link.OFFLINE, unread=1, recording=True), Sign.RECORDING),
    ],
)
def test_the_icon_shows_what_matters_most(state: TrayState, sign: Sign) -> None:
    """A recording comes before everything, then an answer, then whether anything can be sent."""
    assert state.sign is sign


def test_the_state_is_told_in_words(qtbot: QtBot) -> None:
    """The tooltip says what the picture shows; nothing is meant by colour alone."""
    tray = Tray()

    tray.show_state(TrayState(Link.OFFLINE, pending=2, unread=1, announcements=1))

    assert tray.icon.toolTip() == "IT help · 1 ticket has news · 2 to be sent · offline"
    assert tray.menu.action(Command.OUTBOX).text() == "&Outbox (2)"


def test_a_recording_is_told_and_ended_by_the_menu(qtbot: QtBot) -> None:
    """While steps are recorded the tooltip says so, and the entry that began it ends it."""
    tray = Tray()

    tray.show_state(TrayState(Link.ONLINE, steps=True, recording=True))
    shown = tray.icon.toolTip(), tray.menu.action(Command.RECORD).text()
    tray.show_state(TrayState(Link.ONLINE, steps=True))

    assert shown == ("IT help · recording what you do", "&Stop recording")
    assert tray.menu.action(Command.RECORD).text() == "Show &us what you did"


def test_what_policy_does_not_offer_is_not_in_the_menu(qtbot: QtBot) -> None:
    """Steps are offered by the company's rules; one that was begun before can still be ended."""
    tray = Tray()
    entry = tray.menu.action(Command.RECORD)

    tray.show_state(TrayState(Link.ONLINE, steps=False))
    hidden = entry.isVisible()
    tray.show_state(TrayState(Link.ONLINE, steps=False, recording=True))

    assert (hidden, entry.isVisible()) == (False, True)


def test_each_state_is_a_different_picture(qtbot: QtBot) -> None:
    """At sixteen pixels, too; a count changes the picture, many look alike."""
    sixteen = QSize(16, 16)
    states = [(sign, count) for sign in Sign for count in (0, 1, 9, 10)]
    pictures = [tray_icon(*state).pixmap(sixteen, 1.0).toImage() for state in states]

    different = [one for n, one in enumerate(pictures) if all(one != other for other in pictures[:n])]
    assert len(different) == len(pictures)
    assert (
        tray_icon(Sign.IDLE, 10).pixmap(sixteen, 1.0).toImage()
        == tray_icon(Sign.IDLE, 99).pixmap(sixteen, 1.0).toImage()
    )


@pytest.mark.parametrize("panel", ["#f3f3f3", "#202020"])
def test_the_icon_is_seen_on_light_and_on_dark_panels(panel: str) -> None:
    """3 : 1 against either; what is drawn inside is white."""
    assert [sign for sign, colour in _BUBBLE.items() if theme.contrast(colour, QColor(panel)) < 3] == []
