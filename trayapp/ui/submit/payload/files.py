"""The files that will be sent, and which field of the form they answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.ui.background import Background
from trayapp.ui.inspector.file_row import FileRow
from trayapp.ui.inspector.table import heading
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.submit.fields import Fields
from trayapp.ui.submit.files import Attachable
from trayapp.ui.submit.payload.clean_size import clean_size
from trayapp.ui.texts import sent as texts
from trayapp.ui.theme import GRID

_Listed = tuple[Attachable, tuple[str, ...]]
"""A file, and the fields that it answers."""


class FileRows(QWidget):
    """A row for each; drawn anew when one comes or goes.

    Signals:
        removed: one was taken out here.
    """

    removed = Signal()

    def __init__(self, attachments: Attachments, fields: Fields, background: Background) -> None:
        super().__init__()
        self._background = background
        self._attachments = attachments
        self._fields = fields
        self._listed: Sequence[_Listed] = ()
        self.rows: list[FileRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(heading(texts.FILES))

    def refresh(self) -> None:
        """Show the files there are now."""
        listed = self._all()
        if listed != self._listed:
            self._listed = listed
            self._draw()
        self.setVisible(bool(listed))

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        return [stop for row in self.rows for stop in row.stops()]

    def _all(self) -> list[_Listed]:
        free: list[_Listed] = [(file, ()) for file in self._attachments.files()]
        return free + [(file, (label,)) for label, file in self._fields.labelled_files()]

    def _draw(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(file, labels) for file, labels in self._listed]
        for row in self.rows:
            self._column.addWidget(row)

    def _row(self, file: Attachable, labels: tuple[str, ...]) -> FileRow:
        row = FileRow(file.name, file.size, texts.answers_field(labels), removable=True)
        row.removed.connect(partial(self._remove, file))
        self._measure(row, file, texts.answers_field(labels))
        return row

    def _measure(self, row: FileRow, file: Attachable, note: str) -> None:
        """A picture leaves without what tells of anything but the picture, so it is smaller than its file."""

        def told(count: int) -> None:
            row.say(count, " · ".join(filter(None, (note, texts.CLEANED if count < file.size else ""))))

        self._background.run(lambda: clean_size(file), told, lambda _error: None, owner=row)

    def _remove(self, file: Attachable) -> None:
        if not self._fields.drop_file(file):
            self._attachments.remove(file)
        self.removed.emit()
