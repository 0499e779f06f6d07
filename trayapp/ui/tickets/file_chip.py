"""A file of a conversation: its name and size, a preview when it is a picture; a click opens it (TK-5)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from trayapp.core.model import RemoteFile, StoredFile, TicketRef
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GRID, ICON
from trayapp.ui.tickets.preview import read_preview, worth_previewing

_NAME_WIDTH = 220


class FileChip(QWidget):
    """A file still on its way is shown, but cannot be opened from here."""

    def __init__(self, context: UiContext, ref: TicketRef | None, file: RemoteFile | StoredFile) -> None:
        super().__init__()
        self._context = context
        self._ref = ref
        self._file = file
        self.face = QToolButton()
        look(self.face, Look.TILE)
        self.face.hide()
        self.chip = QToolButton()
        look(self.chip, Look.CHIP)
        self.chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.chip.setIcon(icon("image" if file.media_type.startswith("image/") else "file"))
        self.chip.setIconSize(QSize(ICON - 2, ICON - 2))
        self.chip.setToolTip(plain(file.name))
        self.complaint = Complaint(self.chip)
        self._name()
        for part in (self.chip, self.face):
            part.setEnabled(isinstance(file, RemoteFile) and ref is not None)
            part.setAccessibleName(texts.open_file(file.name, size(file.size)))
            part.clicked.connect(self.open)
        self._lay_out()
        self._preview()

    def open(self) -> None:
        """Fetch it in the background, then hand it to the employee's program for it."""
        if self._ref is None or not isinstance(self._file, RemoteFile):
            return
        ref, file, fetch = self._ref, self._file, self._context.fetch_file
        self.complaint.say("")
        self.chip.setText(texts.OPENING)
        self._context.background.run(lambda: fetch(ref, file), self._open_path, self._complain, owner=self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.face, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.complaint)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def _name(self) -> None:
        name = self.fontMetrics().elidedText(self._file.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        # A lone & would underline the letter behind it.
        self.chip.setText(f"{name}  {size(self._file.size)}".replace("&", "&&"))

    def _open_path(self, path: Path) -> None:
        self._name()
        self._context.open_path(path)

    def _complain(self, error: Exception) -> None:
        self._name()
        self.complaint.say(str(explain_error(error)))

    def _preview(self) -> None:
        file, ref, fetch = self._file, self._ref, self._context.fetch_file
        if ref is None or not isinstance(file, RemoteFile) or not worth_previewing(file):
            return
        scale = self.devicePixelRatio()
        # A preview that fails is no news: the chip says why when it is clicked.
        self._context.background.run(
            lambda: read_preview(fetch(ref, file), scale), self._show, lambda _error: None, owner=self
        )

    def _show(self, image: QImage) -> None:
        if image.isNull():
            return
        self.face.setIcon(QIcon(QPixmap.fromImage(image)))
        shown = image.deviceIndependentSize().toSize()
        self.face.setIconSize(shown)
        self.face.setFixedSize(shown + QSize(2 * GRID, 2 * GRID))
        self.face.show()
