"""The mark-up window: the picture, the tools, what is kept at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.area import Area
from trayapp.core.markup import Highlight
from trayapp.ui.annotate import nudge
from trayapp.ui.annotate.bar import Bar
from trayapp.ui.annotate.board import Board
from trayapp.ui.annotate.canvas import Canvas
from trayapp.ui.annotate.clipboard import Copied
from trayapp.ui.annotate.ground import opaque
from trayapp.ui.annotate.keys_card import KeysCard
from trayapp.ui.annotate.proposal_note import ProposalNote
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.strip import Strip
from trayapp.ui.annotate.style import WIDTHS, Colour, Style
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.annotate.window_foot import Foot
from trayapp.ui.annotate.window_keys import WindowKeys
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import dress
from trayapp.ui.texts import markup as words
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import announce

_SHARE = 0.94
"""Of the screen, that the window fills."""
_WORDY = QSize(1000, 620)
"""From this size on the tools have their names beside them."""


class Editor(QDialog):
    """Marks go onto the picture with Done, and not before. Modal to its parent's window; gone once it is closed."""

    def __init__(self, picture: Picture, parent: QWidget, proposals: Sequence[Proposal] = ()) -> None:
        super().__init__(parent)
        self._picture = picture
        base = opaque(picture.base())
        self.board = Board(Area(0, 0, base.width(), base.height()), picture.markup, proposals)
        self.canvas = Canvas(base, self.board, words.canvas_name(picture.name))
        self.strip, self.bar, self.foot = Strip(), Bar(self.board), Foot()
        self.note = ProposalNote(self.board)
        self._copied = Copied(base, picture.tag)
        self._keys = WindowKeys(self)
        self._over = False
        self._set_up(picture.name)
        self._lay_out()
        self._listen()
        self.use(ToolName.HIDE)
        self._follow()

    def use(self, name: ToolName) -> None:
        """Use this tool."""
        self.canvas.use(name)
        self.strip.show_chosen(name)
        self.foot.say(words.NO_PICTURE if self.board.picture.empty else words.TOOLS[name][1])
        self._follow()
        announce(self.canvas, words.tool_said(name))

    def choose(self, name: ToolName) -> None:
        """Use this tool, and go on with the picture."""
        self.use(name)
        self.canvas.setFocus()

    def finish(self) -> None:
        """Done: the picture gets the marks."""
        self.canvas.end_writing()
        self.canvas.cancel()
        self._over = True
        self._picture.mark(self.board.markup)
        self.accept()

    def reject(self) -> None:
        """Cancel, Esc and the cross: asks first, if something would be lost."""
        self.canvas.end_writing()
        if self._over or not self.board.touched:
            super().reject()
        else:
            confirm(self, words.LEAVE, words.LEAVE_ANSWERS, self._leave)

    def undo(self) -> None:
        """Take the last change back; what is being drawn goes first."""
        self.canvas.cancel()
        self.board.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.canvas.cancel()
        self.board.redo()

    def copy(self) -> None:
        """Put the picture into the clipboard, as it will be sent."""
        self.canvas.end_writing()
        self._copied.copy(self.board.markup)
        self.foot.say(words.COPIED)
        announce(self.canvas, words.COPIED)

    def choose_colour(self, at: int) -> None:
        """The colour at that place of the row, for what is selected and for what comes."""
        self._restyle(replace(self._style(), colour=list(Colour)[at]))
        nudge.recolour(self.board, list(Colour)[at])

    def choose_width(self, level: int) -> None:
        """This width, for what is selected and for what comes."""
        self._restyle(replace(self._style(), level=min(max(level, 0), len(WIDTHS) - 1)))
        nudge.rewiden(self.board, self._style())

    def widen(self, by: int) -> None:
        """One width further."""
        self.choose_width(self._style().level + by)

    def zoom(self, way: int) -> None:
        """1 larger, -1 smaller, 0 the whole picture, 2 its true size."""
        view = self.canvas.view
        match way:
            case 0:
                view.fit()
            case 2:
                view.zoom_to(1.0)
            case _:
                view.zoom_in() if way > 0 else view.zoom_out()
        self.canvas.look_again()

    def show_keys(self) -> None:
        """Every key on a card."""
        KeysCard(self).open()

    def leave_tool(self) -> None:
        """Esc: what is being done, then the tool, then the selection, then the window."""
        if self.canvas.cancel():
            return
        if self.canvas.tool_name is not ToolName.SELECT:
            self.use(ToolName.SELECT)
        elif self.board.selected is not None:
            self.board.select(None)
        else:
            self.reject()

    def _leave(self) -> None:
        self._over = True
        super().reject()

    def _style(self) -> Style:
        return self.board.highlight_style if self._highlights() else self.board.style

    def _restyle(self, style: Style) -> None:
        if self._highlights():
            self.board.highlight_style = style
        else:
            self.board.style = style
        self._follow()

    def _highlights(self) -> bool:
        mark = self.board.selected_mark()
        if mark is not None:
            return isinstance(mark, Highlight)
        return self.canvas.tool_name is ToolName.HIGHLIGHT

    def _set_up(self, name: str) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowTitle(words.title(name))
        dress(self)
        screen = (self.parentWidget() or self).screen().availableGeometry()
        self.resize(screen.size() * _SHARE)
        self.move(screen.center() - self.rect().center())

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(GAP)
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, GAP, 0)
        above.addWidget(self.note)
        middle.addLayout(above)
        middle.addWidget(self.canvas, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.strip)
        row.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        column.addWidget(self.foot)
        self.canvas.setFocus()

    def _listen(self) -> None:
        board, bar = self.board, self.bar
        self.strip.chosen.connect(self.choose)
        self.canvas.tool_wanted.connect(self.use)
        self.canvas.view_changed.connect(lambda: bar.show_zoom(self.canvas.view))
        board.changed.connect(self._changed)
        board.selection_changed.connect(self._follow)
        board.said.connect(lambda text: announce(self.canvas, text))
        bar.colour_chosen.connect(self.choose_colour)
        bar.width_chosen.connect(self.choose_width)
        bar.zoomed.connect(self.zoom)
        bar.undo_wanted.connect(self.undo)
        bar.redo_wanted.connect(self.redo)
        bar.keys_wanted.connect(self.show_keys)
        bar.delete_wanted.connect(board.remove_selected)
        bar.whole_wanted.connect(lambda: board.set_crop(None))
        self.foot.done.clicked.connect(self.finish)
        self.foot.cancel.clicked.connect(self.reject)
        self.finished.connect(self.canvas.let_go)
        self.finished.connect(self._copied.let_go)

    def _changed(self) -> None:
        self._copied.follow(self.board.markup)
        self._follow()

    def _follow(self) -> None:
        self.bar.show_state(self.canvas.tool_name, self._style())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.pressed(event):
            event.ignore()  # QDialog would press a button for Enter

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = event.size()
        self.strip.show_words(wordy=size.width() >= _WORDY.width() and size.height() >= _WORDY.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())


def open_editor(
    picture: Picture,
    parent: QWidget,
    proposals: Sequence[Proposal] = (),
    *,
    done: Callable[[], None],
) -> Editor:
    """Open the window over `parent` and return at once.

    `picture` must have been read (`Picture.base` is not null). After Done its `mark` has been called with what was
    put on it (quick: the flattened bytes are made by the next `Picture.prepare`), then `done` is. After Cancel
    neither is.
    """
    editor = Editor(picture, parent, proposals)
    editor.accepted.connect(done)
    editor.open()
    editor.canvas.setFocus()
    return editor
