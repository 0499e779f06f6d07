"""The button "Take again" and its menu: now, in some seconds, a region or a window, from the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QStyleOptionButton, QWidget

from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import moment as words
from trayapp.ui.theme import ICON

DELAYS = (3, 5, 10)
"""Seconds that can be chosen; in the longest a menu can be found and a tooltip waited for."""


@dataclass(frozen=True, slots=True)
class Again:
    """How pictures are to be taken."""

    seconds: int = 0
    region: bool = False
    """A part of the screen, chosen by the employee, in place of all of it."""


class AgainMenu(QMenu):
    """The ways to come by another picture."""

    def __init__(self, parent: QWidget, take: Callable[[Again], None], paste: Callable[[], None]) -> None:
        super().__init__(parent)
        self._take = take
        self.now = self._add(words.NOW, Again())
        self.later = {
            seconds: self._add(
                words.in_seconds(seconds, longest=seconds == DELAYS[-1]), Again(seconds=seconds)
            )
            for seconds in DELAYS
        }
        self.addSeparator()
        self.region = self._add(words.REGION, Again(region=True))
        self.addSeparator()
        self.paste = self.addAction(words.PASTE)
        self.paste.triggered.connect(paste)
        self.aboutToShow.connect(self._look_at_clipboard)

    def _add(self, text: str, how: Again) -> QAction:
        made = self.addAction(text)
        made.triggered.connect(lambda: self._take(how))
        return made

    def _look_at_clipboard(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        self.paste.setEnabled(mime is not None and (mime.hasImage() or mime.hasUrls()))


class _Button(QPushButton):
    """Has its arrow in its words: where a sheet styles a button with a menu, Qt puts arrow and words out of line."""

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu


def again_button(take: Callable[[Again], None], paste: Callable[[], None]) -> QPushButton:
    """A button that opens the menu. `take` and `paste` are called once it has gone."""
    made = _Button()
    made.setAutoDefault(False)
    look(made, Look.ENTRY)
    made.setIcon(icon("screenshot"))
    made.setIconSize(QSize(ICON, ICON))
    made.setMenu(AgainMenu(made, take, paste))
    name_again(made, taken=False)
    return made


def name_again(made: QPushButton, *, taken: bool) -> None:
    """Whether there are pictures already changes what the button is for."""
    made.setText(f"{words.AGAIN if taken else words.TAKE} ▾")
    made.setAccessibleName(words.AGAIN_NAME if taken else words.TAKE_NAME)
