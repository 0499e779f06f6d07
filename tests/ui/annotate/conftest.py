"""A mark-up window over a plain picture, and hands to use it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.annotate.pictures import plain
from trayapp.core.area import Point
from trayapp.core.markup import Mark, Markup
from trayapp.core.ports import Encoded, RawShot
from trayapp.ui.annotate.canvas import Canvas
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.annotate.window import Editor, open_editor
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Pixels

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def encode(raw: RawShot) -> Encoded:
    """Nothing is sent here."""
    return Encoded(b"", "image/png")


@dataclass
class Hand:
    """Uses a window as a person does; places are the picture's pixels, which are the widget's at this size."""

    editor: Editor
    picture: Picture
    done: list[bool]
    said: list[str] = field(default_factory=list)

    @property
    def canvas(self) -> Canvas:
        return self.editor.canvas

    def marks(self) -> tuple[Mark, ...]:
        """What is on the picture now."""
        return self.editor.board.markup.marks

    def proposals(self) -> tuple[Proposal, ...]:
        """What is proposed now."""
        return self.editor.board.sheet.proposals

    def tool(self) -> ToolName:
        """The tool in use."""
        return self.canvas.tool_name

    def place(self, x: float, y: float) -> QPoint:
        """Where that pixel is in the widget."""
        return self.canvas.view.to_widget(Point(x, y)).toPoint()

    def drag(self, *places: tuple[float, float], keys: Qt.KeyboardModifier = NONE) -> None:
        """Press at the first place, move along the others, let go at the last."""
        QTest.mousePress(self.canvas, LEFT, keys, self.place(*places[0]))
        for each in places[1:]:
            self.move(*each, keys=keys)
        QTest.mouseRelease(self.canvas, LEFT, keys, self.place(*places[-1]))

    def move(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        """Move with the button held: QTest's own move holds none."""
        from PySide6.QtCore import QEvent, QPointF
        from PySide6.QtGui import QMouseEvent

        local = QPointF(self.place(x, y))
        where = QPointF(self.canvas.mapToGlobal(local))
        event = QMouseEvent(QEvent.Type.MouseMove, local, where, Qt.MouseButton.NoButton, LEFT, keys)
        QApplication.sendEvent(self.canvas, event)

    def click(self, x: float, y: float) -> None:
        """Press and let go there."""
        QTest.mouseClick(self.canvas, LEFT, NONE, self.place(x, y))

    def keys(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.editor, key, with_)

    def use(self, name: ToolName) -> None:
        """Choose a tool."""
        self.editor.use(name)


Opened = Callable[..., Hand]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens the window over a picture of 400 × 300, shown in its true size."""
    hosts: list[QWidget] = []

    def make(
        markup: Markup | None = None, proposals: tuple[Proposal, ...] = (), wide: int = 400, high: int = 300
    ) -> Hand:
        host = QWidget()
        hosts.append(host)
        qtbot.addWidget(host)
        host.show()
        picture = Picture(Pixels("Screen 1", "screen-1", plain(wide=wide, high=high)), encode, markup)
        done: list[bool] = []
        editor = open_editor(picture, host, proposals, done=lambda: done.append(True))
        editor.resize(900, 600)
        qtbot.waitExposed(editor)
        qtbot.waitUntil(lambda: editor.canvas.width() > 600)
        editor.activateWindow()
        editor.canvas.setFocus()
        qtbot.waitUntil(editor.canvas.hasFocus)
        hand = Hand(editor, picture, done)
        editor.board.said.connect(hand.said.append)
        return hand

    yield make
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Editor):  # closing would ask whether the marks are to be lost
            window.hide()
    for host in hosts:
        host.close()


@pytest.fixture
def hand(opened: Opened) -> Hand:
    """A window over a picture without marks."""
    return opened()
