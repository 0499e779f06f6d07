"""What every tour has: hands and eyes, the program it walks through, and ways to find things as a person would."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.app.tray_program import TrayProgram
from trayapp.app.windows import Windows
from trayapp.core.model import Capabilities
from trayapp.core.operation import OpState
from trayapp.demo.house import House
from trayapp.demo.tours.hands import Hands
from trayapp.demo.tours.walk import Still, Until, Walk, Walker
from trayapp.desktop.wishes import Wish
from trayapp.ui.annotate.window import Editor
from trayapp.ui.context import UiContext
from trayapp.ui.main_window import MainWindow
from trayapp.ui.menu import Command
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import current

_BUTTONS_BELOW = 120
"""Logical pixels kept below what is scrolled to."""

_Window = TypeVar("_Window", bound=QWidget)


class Guide(ABC):
    """One walk. `problem` and `pictures` tell how it went once the program has ended."""

    who = "basic"
    """Level or e-mail address of the sample person it begins as."""

    def __init__(self, program: TrayProgram, portal: House, folder: Path) -> None:
        self.program = program
        self.portal = portal
        self.hands = Hands(self.context.capturer, folder)
        self.problem: str | None = "it was interrupted"
        self._walker = Walker(self.walk(), self._done)

    @abstractmethod
    def walk(self) -> Walk:
        """The steps, in order."""

    @property
    def pictures(self) -> list[Path]:
        """The files written, in order."""
        return self.hands.pictures

    def start(self) -> None:
        """Begin; ends the program when it is over."""
        self._walker.start()

    # ---- steps that several tours take

    def arrive(self) -> Walk:
        """Until the icon shows and the first sync is through."""
        yield Until(lambda: self.program.tray.icon.geometry().width(), "the tray icon")
        yield Until(self.context.tickets.synced_at, "the first sync")
        yield Still(1)

    def be_quiet(self) -> None:
        """No notifications over the windows that are to be seen."""
        self.context.preferences.set("notifications", False)

    def open_page(self, command: Command) -> Walk:
        """A page of the main window, through the tray's menu."""
        yield from self.open_menu()
        self._choose(command)
        yield Until(self.main.isVisible, "the main window", again=lambda: self._choose(command))
        yield Still()

    def open_menu(self) -> Walk:
        """The tray's menu, by a click of the other button."""
        self._ask_for_menu()
        yield Until(self.program.tray.menu.isVisible, "the menu", again=self._ask_for_menu)
        yield Still(0.2)

    def turn_to(self, page: str) -> Walk:
        """A page of the open main window, through its navigation."""
        self.hands.click(self.main.navigation.button(page))
        yield Still(0.8)

    def look(self, name: str, seconds: float = 0.8) -> Walk:
        """Let the screen settle, then take a picture."""
        yield Still(seconds)
        self.hands.picture(name)

    def open_dialog(self) -> Walk:
        """The submission dialog, by a click on the icon."""
        self.hands.click_at(self.icon)
        yield Until(
            lambda: self.dialog is not None, "the dialog", again=lambda: self.hands.click_at(self.icon)
        )
        yield Still(1.5)

    def become(self, who: str) -> Walk:
        """Another person signs in, as the command line would have it done."""
        before = self.context.tickets.synced_at()
        os.environ[TOKEN_VARIABLE] = self.portal.users[who]
        self.program.fulfil(Wish("account"))
        yield Until(lambda: self._is(who), f"the portal to know {who}")
        yield Until(lambda: self.context.tickets.synced_at() not in {None, before}, "a sync")
        yield Still(1)

    def reveal(self, widget: QWidget) -> Walk:
        """Scroll the page until the widget can be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 0, _BUTTONS_BELOW)
            parent = parent.parentWidget()
        yield Still(0.3)

    def press(self, within: QWidget | None, words: str) -> Walk:
        """Click the button that says so."""
        button = self.button(within, words)
        yield from self.reveal(button)
        self.hands.click(button)
        yield Still()

    def write(self, within: QWidget | None, name: str, text: str) -> Walk:
        """Click into the field of that name and type."""
        field = self.field(within, name)
        yield from self.reveal(field)
        self.hands.click(field)
        self.hands.type(text)
        yield Still(0.3)

    def choose(self, within: QWidget | None, name: str, answer: str) -> Walk:
        """Pick an answer of the list of that name, by the keyboard."""
        box = self.chooser(within, name)
        yield from self.reveal(box)
        box.setFocus()
        self.hands.click(box)
        yield Still(0.3)
        wanted = next(at for at in range(box.count()) if box.itemText(at).startswith(answer))
        self.hands.key("Home")
        self.hands.key(*["Down"] * wanted, "Return") if wanted else self.hands.key("Return")
        yield Until(lambda: box.currentIndex() == wanted, f"{answer} to be chosen")
        yield Still(0.3)

    # ---- what a walk looks at

    @property
    def context(self) -> UiContext:
        """Everything behind the windows."""
        assert self.program.context is not None  # noqa: S101 - the walk begins when the program is complete
        return self.program.context

    @property
    def windows(self) -> Windows:
        """The program's windows."""
        assert self.program.windows is not None  # noqa: S101 - as above
        return self.program.windows

    @property
    def main(self) -> MainWindow:
        """The main window."""
        return self.windows.main

    @property
    def dialog(self) -> SubmissionDialog | None:
        """The submission dialog, while it is open."""
        return current(self.context)

    @property
    def can(self) -> Capabilities:
        """What the helpdesk lets this person do: steps that it does not offer are left out."""
        probe = self.context.notes.probe()
        assert probe is not None  # noqa: S101 - the first sync brought it
        return probe.capabilities

    def window(self, kind: type[_Window]) -> _Window | None:
        """The window of that kind, while it shows."""
        found = (each for each in QApplication.topLevelWidgets() if isinstance(each, kind))
        return next((each for each in found if each.isVisible()), None)

    @property
    def editor(self) -> Editor | None:
        """The mark-up window, while it is open."""
        found = self.dialog.findChildren(Editor) if self.dialog else []
        return next((each for each in found if each.isVisible()), None)

    @property
    def proposes(self) -> bool:
        """Whether programs on this desktop tell what they show, so that places to hide can be proposed."""
        return bool(
            os.environ.get("AT_SPI_BUS_ADDRESS") or os.environ.get("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
        )

    @property
    def sheet(self) -> QDialog:
        """The dialog that stands over the main window. Raises `LookupError`."""
        for dialog in self.main.findChildren(QDialog):
            if dialog.isVisible():
                return dialog
        raise LookupError("a dialog over the main window")

    @property
    def icon(self) -> QPoint:
        """Where the tray icon is."""
        return self.program.tray.icon.geometry().center()

    def states(self) -> list[OpState]:
        """Of what is in the outbox and not done."""
        return [operation.state for operation in self.context.outbox.pending()]

    def button(self, within: QWidget | None, words: str) -> QAbstractButton:
        """The visible button that says exactly this, else the first whose words begin so. Raises `LookupError`."""
        seen = [item for item in within.findChildren(QAbstractButton) if item.isVisible()] if within else []
        for fits in (str.__eq__, str.startswith):
            for item in seen:
                if any(fits(text, words) for text in (item.text().replace("&", ""), item.accessibleName())):
                    return item
        raise LookupError(words)

    def field(self, within: QWidget | None, name: str) -> QWidget:
        """The visible field for text whose name begins so. Raises `LookupError`."""
        return _named(within, (QLineEdit, QPlainTextEdit), name)

    def chooser(self, within: QWidget | None, name: str) -> QComboBox:
        """The visible list whose name begins so. Raises `LookupError`."""
        found = _named(within, (QComboBox,), name)
        assert isinstance(found, QComboBox)  # noqa: S101 - asked for above
        return found

    def _ask_for_menu(self) -> None:
        self.hands.click_at(self.icon, button=3)

    def _choose(self, command: Command) -> None:
        menu = self.program.tray.menu
        if menu.isVisible():
            self.hands.click_rect(menu, menu.actionGeometry(menu.action(command)))
        else:
            self._ask_for_menu()

    def _is(self, who: str) -> bool:
        probe = self.context.notes.probe()
        return probe is not None and who in {probe.me.level, probe.me.email}

    def _seen(self) -> str:
        """What shows, for whoever reads why a tour stopped."""
        names = sorted(type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible())
        pointer, icon = QCursor.pos(), self.icon
        at = f"pointer at {pointer.x()},{pointer.y()}, icon at {icon.x()},{icon.y()}"
        return f"showing {', '.join(names) or 'nothing'}, {at}"

    def _done(self, problem: str | None) -> None:
        self.problem = f"{problem}; {self._seen()}" if problem else None
        if problem:
            self.hands.picture("stuck")
        # exit, not quit: that would ask the open dialog, which would ask whether to keep the words
        ending: Callable[[], None] = QApplication.exit if problem else self.program.leave
        ending()


def _named(within: QWidget | None, kinds: Sequence[type[QWidget]], name: str) -> QWidget:
    for kind in kinds:
        for widget in within.findChildren(kind) if within else []:
            if widget.isVisible() and widget.accessibleName().startswith(name):
                return widget
    raise LookupError(name)
