"""The bar above the picture: undo, colour, width, what can be done with the selection, zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from trayapp.core.markup import BlackOut, Pixelate
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.style import Colour, Style, colour_of
from trayapp.ui.annotate.swatches import colours, widths
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.annotate.view import View
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import GAP, GROUP, ICON
from trayapp.ui.widgets import button

_PLAIN = {ToolName.HIDE, ToolName.PIXELATE, ToolName.CROP}
"""Tools that know no colour."""


class Bar(QWidget):
    """Shows what the tool in use, or the selected mark, knows: nothing else.

    Signals:
        colour_chosen, width_chosen: place in the row.
        zoomed: 1 larger, -1 smaller, 0 all of it.
        undo_wanted, redo_wanted, keys_wanted, delete_wanted, whole_wanted: the button was pressed.
    """

    colour_chosen = Signal(int)
    width_chosen = Signal(int)
    zoomed = Signal(int)
    undo_wanted = Signal()
    redo_wanted = Signal()
    keys_wanted = Signal()
    delete_wanted = Signal()
    whole_wanted = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self.undo = _tool("undo", words.UNDO, "Ctrl+Z", self.undo_wanted)
        self.redo = _tool("redo", words.REDO, "Ctrl+Shift+Z", self.redo_wanted)
        self.redo.actions()[0].setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.colours, self.widths = colours(), widths()
        self.colours.chosen.connect(self.colour_chosen)
        self.widths.chosen.connect(self.width_chosen)
        self.delete = _worded(words.DELETE, "discard", self.delete_wanted)
        self.whole = _worded(words.WHOLE, "tool-crop", self.whole_wanted)
        self.whole.setAccessibleName(words.WHOLE_NAME)
        self.fit = _worded(words.FIT, None, None)
        self.fit.clicked.connect(lambda: self.zoomed.emit(0))
        self.fit.setAccessibleDescription(words.FIT_NAME)
        self.fit.setToolTip(plain(words.with_key(words.FIT_NAME, "0")))
        self.keys = _plain_tool("keyboard", words.KEYS, "F1")
        self.keys.clicked.connect(self.keys_wanted)
        self._lay_out()

    def show_state(self, tool: ToolName, style: Style) -> None:
        """Follow the board."""
        board, mark = self._board, self._board.selected_mark()
        self.undo.actions()[0].setEnabled(board.can_undo)
        self.redo.actions()[0].setEnabled(board.can_redo)
        styled = tool not in _PLAIN | {ToolName.SELECT} if mark is None else colour_of(mark) is not None
        if tool in _PLAIN and isinstance(mark, BlackOut | Pixelate | None):
            styled = False
        self.colours.setVisible(styled)
        self.widths.setVisible(styled)
        self.delete.setVisible(mark is not None)
        self.whole.setVisible(tool is ToolName.CROP and board.markup.crop is not None)
        colour = (colour_of(mark) if mark else None) or style.colour
        self.colours.show_chosen(next((at for at, each in enumerate(Colour) if each == colour), None))
        self.widths.show_chosen(style.level)

    def show_zoom(self, view: View) -> None:
        """How large the picture is."""
        self._percent.setText(words.percent(view.share))
        self._percent.setAccessibleName(words.zoom_name(view.share))

    def _lay_out(self) -> None:
        smaller, larger = _plain_tool("minus", words.ZOOM_OUT, "-"), _plain_tool("add", words.ZOOM_IN, "+")
        smaller.clicked.connect(lambda: self.zoomed.emit(-1))
        larger.clicked.connect(lambda: self.zoomed.emit(1))
        self._percent = _worded("", None, None)
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + 2 * GAP)
        self._percent.setToolTip(plain(words.with_key(words.TRUE_SIZE, "1")))
        self._percent.clicked.connect(lambda: self.zoomed.emit(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, 0)
        row.setSpacing(0)
        for part in (self.undo, self.redo):
            row.addWidget(part)
        row.addSpacing(GROUP)
        row.addWidget(self.colours)
        row.addSpacing(GAP)
        row.addWidget(self.widths)
        row.addSpacing(GAP)
        row.addWidget(self.delete)
        row.addWidget(self.whole)
        row.addStretch(1)
        zooming: tuple[QWidget, ...] = (smaller, self._percent, larger, self.fit, self.keys)
        for widget in zooming:
            row.addWidget(widget)
        self.setMinimumHeight(40)


def _plain_tool(icon_name: str, name: str, keys: str) -> QToolButton:
    made = QToolButton()
    look(made, Look.QUIET)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(ICON, ICON))
    made.setAccessibleName(name)
    made.setToolTip(plain(words.with_key(name, keys)))
    return made


def _tool(icon_name: str, name: str, keys: str, do: object) -> QToolButton:
    """A button whose action has the shortcut too."""
    made = _plain_tool(icon_name, name, keys)
    action = QAction(icon(icon_name), name, made)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(do)
    made.setDefaultAction(action)
    made.setToolTip(plain(words.with_key(name, keys)))
    return made


def _worded(text: str, icon_name: str | None, pressed: object) -> QPushButton:
    made = button(text, Look.QUIET, icon_name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made
