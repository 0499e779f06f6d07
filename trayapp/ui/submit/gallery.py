"""The row of thumbnails: pictures of the screens and others, with "mark up", "take again" and "add"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.ui.annotate.clipboard import Copied
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.background import Background
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.icons import icon
from trayapp.ui.moment.again import Again, again_button, name_again
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.tile import HEIGHT, Tile
from trayapp.ui.texts import moment as texts
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP, Text, font
from trayapp.ui.widgets import button

_ADD_WIDTH = 88


class Gallery(QWidget):
    """Pictures in the order they came; each is prepared in the background as soon as it is here.

    Signals:
        changed: a picture came, went, was marked, or is now prepared.
        marked: this picture was just marked up, and is not prepared yet.
        add_wanted: files are to be chosen.
        again_wanted: pictures are to be taken in this way (`moment.again.Again`).
        paste_wanted: what lies in the clipboard is to be taken.
        mend_wanted: the person wants this `LocalFault` of a capture mended, as it says it can be.
    """

    changed = Signal()
    marked = Signal(object)
    add_wanted = Signal()
    again_wanted = Signal(object)
    paste_wanted = Signal()
    mend_wanted = Signal(object)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._tiles: list[Tile] = []
        self._chosen: Picture | None = None
        self.proposals: Callable[[Picture], Sequence[Proposal]] = lambda _picture: ()
        """What the mark-up window proposes to hide in a picture."""
        self.problem = Note(shade=Tone.WARNING)
        self.problem.hide()
        self._again = self.problem.add_action(
            texts.TRY_AGAIN, lambda: self.again_wanted.emit(Again()), texts.TAKE_NAME
        )
        self.mend = self.problem.add_action("", self._ask_to_mend)
        self.mend.hide()
        self._fault: LocalFault | None = None
        self.forbidden = Note(texts.NO_PICTURES, Tone.MUTED)
        self.forbidden.hide()
        self._allowed = True
        self.add_tile = self._make_add()
        self.mark_up = self._make_mark_up()
        self.retake = again_button(self.again_wanted.emit, self.paste_wanted.emit)
        self._flow = FlowLayout(spacing=GAP + 4)
        self._flow.addWidget(self.add_tile)
        self._tool_buttons: list[QWidget] = [self.mark_up, self.retake]
        self._tools = QVBoxLayout()
        self._tools.setSpacing(0)
        self._lay_out()
        self._show_tools()

    def pictures(self) -> tuple[Picture, ...]:
        """All that go along."""
        return tuple(tile.picture for tile in self._tiles)

    def tile(self, picture: Picture) -> Tile | None:
        """Its thumbnail; `None` when it was taken out meanwhile."""
        return next((tile for tile in self._tiles if tile.picture is picture), None)

    @property
    def last_tool(self) -> QWidget:
        """After it Tab leaves the row."""
        return self._tool_buttons[-1]

    def add_tool(self, tool: QWidget) -> None:
        """One more way to come by pictures, below "Take again"."""
        look(tool, Look.ENTRY)
        self._tools.insertWidget(len(self._tool_buttons), tool)
        self._tool_buttons.append(tool)
        self._order_focus()

    def allow(self, *, taken: bool) -> None:
        """Whether policy lets the app take pictures; where not, a line says so and nothing suggests one."""
        self._allowed = taken
        self.forbidden.setVisible(not taken)
        if not taken:
            self.problem.say("")
        self._show_tools()

    def add(self, picture: Picture) -> None:
        """Show one more, before the add tile."""
        tile = Tile(picture)
        tile.opened.connect(self.open)
        tile.removed.connect(self.remove)
        tile.focused.connect(self._choose)
        self._flow.insertWidget(len(self._tiles), tile)
        self._tiles.append(tile)
        self._order_focus()
        tile.show()
        self._prepare(tile)
        self._show_tools()
        self.changed.emit()

    def remove(self, picture: Picture) -> None:
        """Take one out."""
        for tile in [tile for tile in self._tiles if tile.picture is picture]:
            self._tiles.remove(tile)
            picture.release()
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        if self._chosen is picture:
            self._chosen = None
        self.add_tile.setFocus()
        self._show_tools()
        self.changed.emit()

    def open(self, picture: Picture) -> None:
        """The mark-up window, once the picture is read."""
        if picture.base().isNull():
            return
        from trayapp.ui.annotate.window import open_editor

        open_editor(picture, self.window(), self.proposals(picture), done=lambda: self.show_marks(picture))

    def show_marks(self, picture: Picture) -> None:
        """Something was put on it: what its thumbnail showed goes at once, and comes back as it will leave."""
        tile = self.tile(picture)
        if tile is None:
            return
        tile.draw()
        Copied(picture.base(), picture.tag).follow(picture.markup)
        self.marked.emit(picture)
        self._prepare(tile)
        self.changed.emit()

    def drop_fresh(self) -> None:
        """Take out every picture of a screen before new ones come; one that was marked up is work, and stays."""
        for picture in self.pictures():
            if picture.fresh and picture.markup.empty:
                self.remove(picture)

    def release(self) -> None:
        """Let go of every picture's pixels: the dialog is over."""
        for picture in self.pictures():
            picture.release()

    def explain(self, error: TrayAppError | None) -> None:
        """Say in place of the pictures why there are none; `None`: all is well."""
        forbidden = error is not None and error.params.get("reason") == "forbidden"
        way_out = texts.MEND.get(error.params.get("mend", ""), "") if error else ""
        self._fault = error if isinstance(error, LocalFault) else None
        self.mend.setText(way_out)
        self.mend.setAccessibleName(way_out.replace("&", ""))
        self.mend.setVisible(bool(way_out))
        self.problem.say(str(explain_error(error)) if error and not forbidden else "")
        self.allow(taken=self._allowed and not forbidden)

    def _ask_to_mend(self) -> None:
        if self._fault is not None:
            self.mend_wanted.emit(self._fault)

    def _choose(self, picture: Picture) -> None:
        self._chosen = picture

    def _open_chosen(self) -> None:
        picture = self._chosen or next(iter(self.pictures()), None)
        if picture is not None:
            self.open(picture)

    def _prepare(self, tile: Tile) -> None:
        self._background.run(tile.picture.prepare, lambda _: self._prepared(tile), owner=tile)

    def _prepared(self, tile: Tile) -> None:
        if not tile.drawn:
            tile.draw()
        self.changed.emit()

    def _show_tools(self) -> None:
        name_again(self.retake, taken=any(tile.picture.fresh for tile in self._tiles))
        self.retake.setVisible(self._allowed)
        self.mark_up.setVisible(bool(self._tiles))

    def _order_focus(self) -> None:
        """What comes later stands last in Qt's order; Tab goes as the row is read."""
        stops: list[QWidget] = [self._again, self.mend]
        stops += [part for tile in self._tiles for part in (tile.face, tile.cross)]
        for before, after in pairwise([*stops, self.add_tile, *self._tool_buttons]):
            QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        for tool in self._tool_buttons:
            self._tools.addWidget(tool)
        self._tools.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(self._flow, 1)
        row.addLayout(self._tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.problem)
        column.addWidget(self.forbidden)
        column.addLayout(row)

    def _make_mark_up(self) -> QPushButton:
        made = button(texts.MARK_UP, Look.ENTRY, "edit")
        made.setAccessibleName(texts.MARK_UP_NAME)
        made.setToolTip(texts.MARK_UP_NAME)
        made.clicked.connect(self._open_chosen)
        return made

    def _make_add(self) -> QToolButton:
        made = QToolButton()
        look(made, Look.ADD)
        made.setText(words.ADD)
        made.setFont(font(Text.SMALL))
        made.setIcon(icon("add"))
        made.setIconSize(QSize(20, 20))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedHeight(HEIGHT + 4)
        made.setMinimumWidth(_ADD_WIDTH)
        made.setAccessibleName(words.ADD_NAME)
        made.setToolTip(words.ADD_NAME)
        made.clicked.connect(self.add_wanted)
        return made
