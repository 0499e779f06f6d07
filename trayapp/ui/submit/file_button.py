"""A button that picks one file, and then shows which one it is and how large."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.files import Attachable, look_at
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GAP, Text
from trayapp.ui.widgets import button, label

_LETTERS = 28


class FileButton(QWidget):
    """Empty, or with one file that can be changed and taken out.

    Signals:
        changed: another file, or none.
        failed: a file could not be taken, and why.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._name = ""
        self.file: Attachable | None = None
        self.button = button("", icon_name="attach")
        self.button.clicked.connect(self.choose)
        self.amount: QLabel = label("", Text.SMALL, Tone.MUTED)
        self.cross = QToolButton()
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(QSize(14, 14))
        self.cross.clicked.connect(self.remove)
        look(self.cross, Look.QUIET)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.button)
        row.addWidget(self.amount)
        row.addWidget(self.cross)
        row.addStretch(1)
        self.hold(None)

    def call(self, name: str) -> None:
        """What it is for."""
        self._name = name
        self._tell()

    def hold(self, file: Attachable | None) -> None:
        """Show a file, or none; tells nobody."""
        self.file = file
        shown = file.name if file else words.CHOOSE_FILE
        metrics = QFontMetrics(self.button.font())
        self.button.setText(
            metrics.elidedText(
                shown, Qt.TextElideMode.ElideMiddle, _LETTERS * metrics.averageCharWidth()
            ).replace("&", "&&")
        )
        self.button.setToolTip(plain(file.name if file else ""))
        self.amount.setText(size(file.size) if file else "")
        for part in (self.amount, self.cross):
            part.setVisible(file is not None)
        self._tell()

    def choose(self) -> None:
        """Ask which file."""
        dialog = QFileDialog(self, words.CHOOSE_FILE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: Path) -> None:
        """Take a file of this computer, once it has been looked at; one that can't be taken is explained."""
        self._context.background.run(
            lambda: look_at(path, self._context.desk.capabilities.max_file),
            self._take,
            lambda error: self.failed.emit(str(explain_error(error))),
            owner=self,
        )

    def remove(self) -> None:
        """Take the file out."""
        self.button.setFocus()
        self._take(None)

    def _take(self, file: Attachable | None) -> None:
        self.hold(file)
        self.changed.emit()

    def _tell(self) -> None:
        held = f": {self.file.name}, {size(self.file.size)}" if self.file else ""
        self.button.setAccessibleName(f"{self._name}{held}")
        remove = words.remove(self.file.name if self.file else self._name)
        self.cross.setAccessibleName(remove)
        self.cross.setToolTip(plain(remove))
