"""The pictures that will be sent, each decoded from the very bytes that leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.markup import Markup
from trayapp.core.service import Desk
from trayapp.core.text import whole
from trayapp.ui.context import UiContext
from trayapp.ui.inspector.picture_row import PictureRow
from trayapp.ui.inspector.seen import Seen, see
from trayapp.ui.inspector.table import heading
from trayapp.ui.inspector.viewer import show_large
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.texts import sent as texts
from trayapp.ui.theme import GAP


@dataclass(frozen=True, slots=True)
class _State:
    """What a picture's bytes depend on; `size` `None`: they are not ready."""

    markup: Markup
    size: int | None


class PictureRows(QWidget):
    """A row for each; follows mark-up, another size, pictures taken again.

    Signals:
        removed: one was taken out here.
    """

    removed = Signal()

    def __init__(self, gallery: Gallery, context: UiContext) -> None:
        super().__init__()
        self._gallery = gallery
        self._desk = context.desk
        self._background = context.background
        self._states: dict[Picture, _State | None] = {}
        self.rows: dict[Picture, PictureRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(heading(texts.PICTURES))

    def refresh(self) -> None:
        """Show the pictures there are now, and those anew whose bytes changed."""
        pictures = self._gallery.pictures()
        for gone in self.rows.keys() - set(pictures):
            self._drop(gone)
        for at, picture in enumerate(pictures, start=1):
            row = self.rows.get(picture) or self._add(picture)
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            self._look_at(picture)
        self.setVisible(bool(pictures))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        return [stop for picture in self._gallery.pictures() for stop in self.rows[picture].stops()]

    def _add(self, picture: Picture) -> PictureRow:
        row = PictureRow(picture.name, removable=True)
        row.opened.connect(partial(self._open, picture))
        row.removed.connect(partial(self._remove, picture))
        self.rows[picture] = row
        return row

    def _drop(self, picture: Picture) -> None:
        row = self.rows.pop(picture)
        self._states.pop(picture, None)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _look_at(self, picture: Picture) -> None:
        """Decode its bytes in the background, once for each state of it."""
        state = _State(picture.markup, picture.size())
        if state == self._states.get(picture):
            return
        self._states[picture] = state
        if state.size is None:
            self.rows[picture].wait(texts.PREPARING)
            return
        scale = self.devicePixelRatioF()
        self._background.run(
            lambda: _see(leaving(picture, self._desk), scale),
            partial(self._show, picture, state),
            lambda _error: self._fail(picture, state),
            owner=self,
        )

    def _show(self, picture: Picture, state: _State, seen: tuple[str, Seen]) -> None:
        """Unless it has changed since, or is gone."""
        if self._states.get(picture) == state:
            self.rows[picture].show_seen(seen[1], seen[0])

    def _fail(self, picture: Picture, state: _State) -> None:
        if self._states.get(picture) == state:
            self.rows[picture].wait(texts.UNSHOWN)

    def _open(self, picture: Picture) -> None:
        about = self.rows[picture].about.text()
        show_large(lambda: leaving(picture, self._desk)[1], picture.name, about, self._background, self)

    def _remove(self, picture: Picture) -> None:
        self._gallery.remove(picture)
        self.removed.emit()


def leaving(picture: Picture, desk: Desk) -> tuple[str, bytes]:
    """The name and the very bytes that Send sends, of the spool or of memory. Slow. Raises `LocalFault`."""
    if (stored := picture.stored) is not None:
        with desk.spool.open(stored) as source:
            return stored.name, source.read()
    encoded = picture.encoded()
    return whole(picture.stem) + encoded.suffix, encoded.data


def _see(named: tuple[str, bytes], scale: float) -> tuple[str, Seen]:
    name, data = named
    return name, see(data, scale)
