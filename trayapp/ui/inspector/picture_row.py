"""One picture of a list: a thumbnail of its bytes, what they are, and a button that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.inspector.cross import cross
from trayapp.ui.inspector.seen import HEIGHT, WIDTH, Seen
from trayapp.ui.style_sheet import Look, Tone, look, tone
from trayapp.ui.texts import sent as words
from trayapp.ui.theme import GAP, GRID, Text, muted
from trayapp.ui.widgets import paragraph

_FRAME = 4
_MARK = 32
"""The side of what stands for a picture."""


class PictureRow(QWidget):
    """Enter or a click on the thumbnail shows it large; Delete or the cross takes it out, where it can be.

    Signals:
        opened: it is to be shown large.
        removed: it is to be taken out.
    """

    opened = Signal()
    removed = Signal()

    def __init__(self, name: str, *, removable: bool) -> None:
        super().__init__()
        self.name = name
        self.shown = False
        """There is a picture to look at."""
        self.face = QToolButton()
        look(self.face, Look.TILE)
        self.face.setFixedSize(WIDTH + _FRAME, HEIGHT + _FRAME)
        self.face.clicked.connect(self._open)
        self.title: QLabel = paragraph(name)
        self.about: QLabel = paragraph("", Text.SMALL, Tone.MUTED)
        self.verdict: QLabel = paragraph("", Text.SMALL)
        self.verdict.hide()
        self.cross = cross(name) if removable else None
        if self.cross:
            self.cross.clicked.connect(self.removed)
        self._lay_out()
        self.wait(words.PREPARING)

    def wait(self, why: str) -> None:
        """There is nothing to see yet, or nothing at all."""
        self.face.setIconSize(QSize(_MARK, _MARK))
        self.face.setIcon(icon("image", muted))
        self.shown = False
        self._say(why)

    def show_seen(self, seen: Seen, file_name: str = "") -> None:
        """Show what the bytes are; `file_name` where the row is called otherwise."""
        about = words.about_picture(file_name, seen.form, seen.width, seen.height, seen.size)
        if seen.small.isNull():
            self.wait(f"{about}. {words.UNSHOWN}")
            return
        self.face.setIconSize(QSize(WIDTH, HEIGHT))
        self.face.setIcon(QIcon(QPixmap.fromImage(seen.small)))
        self.shown = True
        self._say(about)

    def judge(self, verdict: str, shade: Tone) -> None:
        """Say what became of it."""
        self.verdict.setText(verdict)
        tone(self.verdict, shade)
        self.verdict.setVisible(bool(verdict))

    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self.face, self.cross] if self.cross else [self.face]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.cross and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.shown:
            self.opened.emit()

    def _say(self, about: str) -> None:
        self.about.setText(about)
        self.face.setAccessibleName(words.look_closely(self.name, about))
        self.face.setToolTip(plain(self.name))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        for part in (self.title, self.about, self.verdict):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP + GRID)
        row.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        if self.cross:
            row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
