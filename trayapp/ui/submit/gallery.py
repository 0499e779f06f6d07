"""The row of thumbnails: pictures of the screens and pasted ones, with "add" and "take again"."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from trayapp.core.errors import TrayAppError
from trayapp.ui.background import Background
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.icons import icon
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.tile import HEIGHT, Tile
from trayapp.ui.submit.viewer import Viewer
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP, Text, font
from trayapp.ui.widgets import button

_ADD_WIDTH = 88


class Gallery(QWidget):
    """Pictures in the order they came; each is prepared in the background as soon as it is here.

    Signals:
        changed: a picture came, went, or is now prepared.
        add_wanted: files are to be chosen.
        retake_wanted: the screens are to be pictured again.
    """

    changed = Signal()
    add_wanted = Signal()
    retake_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._tiles: list[Tile] = []
        self.problem = Note(shade=Tone.WARNING)
        self.problem.hide()
        self._again = self.problem.add_action(words.CAPTURE_AGAIN, self.retake_wanted.emit, words.TAKE_NAME)
        self.add_tile = self._make_add()
        self.retake = button(words.TAKE, Look.QUIET, "screenshot")
        self.retake.clicked.connect(self.retake_wanted)
        self._flow = FlowLayout(spacing=GAP + 4)
        self._flow.addWidget(self.add_tile)
        row = QHBoxLayout()
        row.addLayout(self._flow, 1)
        row.addWidget(self.retake, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.problem)
        column.addLayout(row)
        self._name_retake()

    def pictures(self) -> tuple[Picture, ...]:
        """All that go along."""
        return tuple(tile.picture for tile in self._tiles)

    def add(self, picture: Picture) -> None:
        """Show one more, before the add tile."""
        tile = Tile(picture)
        tile.opened.connect(self._show_large)
        tile.removed.connect(self.remove)
        self._flow.insertWidget(len(self._tiles), tile)
        self._tiles.append(tile)
        self._order_focus()
        tile.show()
        self._background.run(picture.prepare, lambda _: self._prepared(tile), owner=tile)
        self._name_retake()
        self.changed.emit()

    def remove(self, picture: Picture) -> None:
        """Take one out."""
        for tile in [tile for tile in self._tiles if tile.picture is picture]:
            self._tiles.remove(tile)
            picture.release()
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.add_tile.setFocus()
        self._name_retake()
        self.changed.emit()

    def drop_fresh(self) -> None:
        """Take out every picture of a screen, before new ones come."""
        for picture in self.pictures():
            if picture.fresh:
                self.remove(picture)

    def release(self) -> None:
        """Let go of every picture's pixels: the dialog is over."""
        for picture in self.pictures():
            picture.release()

    def explain(self, error: TrayAppError | None) -> None:
        """Say in place of the pictures why there are none; `None`: all is well."""
        self.problem.say(str(explain_error(error)) if error else "")
        self.retake.setVisible(error is None)

    def _order_focus(self) -> None:
        """What comes later stands last in Qt's order; Tab goes as the row is read."""
        stops: list[QWidget] = [self._again]
        stops += [part for tile in self._tiles for part in (tile.face, tile.cross)]
        for before, after in pairwise([*stops, self.add_tile, self.retake]):
            QWidget.setTabOrder(before, after)

    def _prepared(self, tile: Tile) -> None:
        if not tile.drawn:
            tile.draw()
        self.changed.emit()

    def _name_retake(self) -> None:
        again = any(tile.picture.fresh for tile in self._tiles)
        self.retake.setText(words.RETAKE if again else words.TAKE)
        self.retake.setAccessibleName(words.RETAKE_NAME if again else words.TAKE_NAME)

    def _show_large(self, picture: Picture) -> None:
        if not picture.image().isNull():
            Viewer(picture.image(), picture.name, self.window()).open()

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
