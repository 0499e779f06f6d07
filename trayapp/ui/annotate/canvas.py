"""The picture with its marks, on which tools are used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from trayapp.core.area import Area, Point
from trayapp.core.markup import Text
from trayapp.ui.annotate import overlay
from trayapp.ui.annotate.board import Board, Live
from trayapp.ui.annotate.canvas_keys import CanvasKeys, Space
from trayapp.ui.annotate.cursors import cursor_for
from trayapp.ui.annotate.damage import damage
from trayapp.ui.annotate.fingers import Fingers
from trayapp.ui.annotate.pointing import Pointing
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.scene import Scene, Seen
from trayapp.ui.annotate.text_entry import TextEntry
from trayapp.ui.annotate.tools import Tool, ToolName, Touch, tools
from trayapp.ui.annotate.view import View
from trayapp.ui.texts import markup as words

_REACH = 5.0
"""How far a hand may miss, in device-independent pixels."""
_REST = 120
"""Milliseconds after which a zoom that no longer changes is painted smoothly."""


class Canvas(QWidget):
    """Shows the board and brings what mouse, pen, fingers and keys do to the tool in use.

    Signals:
        tool_wanted: another tool is to be used.
        view_changed: another part of the picture is seen, or at another size.
    """

    tool_wanted = Signal(object)
    view_changed = Signal()

    def __init__(self, base: QImage, board: Board, name: str) -> None:
        super().__init__()
        self.board = board
        self.view = View(base.width(), base.height())
        self.crosshair: Point | None = None
        """The keyboard's pointer, while it is in use."""
        self.busy = False
        """A tool is pressed."""
        self.space = Space()
        self.entry: TextEntry | None = None
        self.tool_name = ToolName.HIDE
        self._scene = Scene(base)
        self._hovered: Proposal | None = None
        self._ringed = False
        self._tools = tools()
        self._keys, self._pointing, self._fingers = CanvasKeys(self), Pointing(self), Fingers(self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._rested)
        self.setAccessibleName(name)
        self.setAccessibleDescription(words.CANVAS_HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(160, 120)
        self._listen()

    @property
    def tool(self) -> Tool:
        """The one in use."""
        return self._tools[self.tool_name]

    def use(self, name: ToolName) -> None:
        """Use another tool; what the old one has begun is let go of."""
        self.end_writing()
        self.cancel()
        self.tool_name = name
        self.update()
        self._show_cursor(None)

    def touch(self, place: QPointF, *, regular: bool = False) -> Touch:
        """What a tool is told about a place of this widget."""
        return Touch(self.view.to_picture(place), _REACH / self.view.scale, regular)

    def press(self, touch: Touch) -> None:
        """Press the tool."""
        self.end_writing()
        self.busy = True
        self.tool.press(self.board, touch)

    def move_tool(self, touch: Touch) -> None:
        """Move it, if it is pressed."""
        if self.busy:
            self.tool.move(self.board, touch)

    def release(self, touch: Touch) -> None:
        """Let go of it: what it made is kept."""
        if self.busy:
            self.busy = False
            self.tool.release(self.board, touch)

    def cancel(self) -> bool:
        """Let go of what is not kept yet; whether there was something."""
        was, self.busy = self.busy, False
        self.tool.cancel(self.board)
        return was

    def show_crosshair(self, at: Point | None) -> None:
        """Show the keyboard's pointer there, and bring it into view; `None`: none."""
        for each in (self.crosshair, at):
            if each is not None:
                self._update(overlay.crosshair_area(each))
        self.crosshair = at
        if at is not None and self.view.bring_into_view(at):
            self.look_again()

    def bring_into_view(self, area: Area) -> None:
        """Move the picture until the middle of this is seen."""
        if self.view.bring_into_view(Point(area.x + area.width / 2, area.y + area.height / 2)):
            self.look_again()

    def look_again(self, *, hurried: bool = False) -> None:
        """The view is another one. `hurried`: it may be another one again in a moment."""
        self._scene.hurried = hurried
        if hurried:
            self._rest.start()
        if self.entry is not None:
            self.entry.follow(self.view)
        self.update()
        self.view_changed.emit()

    def write(self, text: Text, at: int | None) -> None:
        """Have words typed where they will stand."""
        self.end_writing()
        self.entry = TextEntry(text, at, self)
        self.entry.ended.connect(self._written)
        self.entry.follow(self.view)
        self.entry.show()
        self.entry.setFocus()
        self.update()

    def end_writing(self) -> None:
        """Keep the words that are being typed."""
        if self.entry is not None:
            self.entry.end()

    def let_go(self) -> None:
        """The window is over: the pixels are not kept until Python gets round to it."""
        self._scene = Scene(QImage())

    def hover(self, place: QPointF | None) -> None:
        """The mouse is there with nothing pressed."""
        self._show_cursor(place)
        pointed = None if place is None else self.board.proposal_at(self.view.to_picture(place))
        if pointed is not self._hovered:
            self._hovered = pointed
            self.update()

    def _listen(self) -> None:
        self.board.changed.connect(self.update)
        self.board.crop_changed.connect(self.update)
        self.board.selection_changed.connect(self.update)
        self.board.live_changed.connect(self._repaint_live)
        self.board.write_wanted.connect(self.write)

    def _written(self, text: Text, at: int | None) -> None:
        entry, self.entry = self.entry, None
        if entry is not None:
            entry.hide()
            entry.deleteLater()
        self.board.write(text, at)
        self.update()
        if self.isVisible():
            self.setFocus()

    def _rested(self) -> None:
        self._scene.hurried = False
        self.update()

    def _show_cursor(self, place: QPointF | None) -> None:
        at = None if place is None else self.touch(place)
        self.setCursor(cursor_for(self.tool_name, self.board, at))

    # ------------------------------------------------------------------------------------------------- painting

    def _repaint_live(self, before: Live | None, after: Live | None) -> None:
        """Only where the mark at work was and is; all, when it is another mark."""
        area = damage(before, after, self.board.measure)
        if area is None:
            self.update()
        else:
            self._update(area)

    def _update(self, area: Area) -> None:
        self.update(self.view.touched(area, overlay.REACH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._scene.paint(painter, self, self.view, self._seen())
        painter.end()

    def _seen(self) -> Seen:
        return Seen(
            self.board,
            self.tool_name,
            replaced=self.entry.replaced if self.entry is not None else None,
            hovered=self._hovered,
            crosshair=self.crosshair if self.hasFocus() else None,
            ringed=self._ringed,
        )

    # --------------------------------------------------------------------------------------------------- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.resize(QSizeF(event.size()), self.devicePixelRatio())
        self.look_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.view.resize(QSizeF(self.size()), self.devicePixelRatio())
            self.look_again()

    def event(self, event: QEvent) -> bool:
        return self._fingers.event(event) or super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointing.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointing.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointing.doubled(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointing.turned(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._pointing.drew(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.pressed(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._keys.released(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ringed = False
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self._keys.tabbed(forward=forward) or super().focusNextPrevChild(forward)

    def sizeHint(self) -> QSize:
        return QSize(800, 560)
