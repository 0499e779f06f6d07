"""Everything that goes with a ticket besides words and facts: pictures and files, from wherever they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from trayapp.core.errors import TrayAppError
from trayapp.core.model import FileKind, StoredFile
from trayapp.core.ports import RawShot
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.note import Complaint
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Kept, Pixels, Screen, Source
from trayapp.ui.submit.chip import Chip
from trayapp.ui.submit.files import Attachable, KeptFile, PathFile, look_at
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP


class Attachments(QWidget):
    """Thumbnails above, files as chips below, and one line for what could not be taken.

    Signals:
        changed: something came, went, or its size is known now.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._pasted = 0
        self._chips: list[Chip] = []
        self.setAccessibleName(words.PICTURES)
        self.gallery = Gallery(context.background)
        self.gallery.changed.connect(self.changed)
        self.gallery.add_wanted.connect(self.choose)
        self._flow = FlowLayout()
        self.complaint = Complaint(self.gallery.add_tile)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.gallery)
        column.addLayout(self._flow)
        column.addWidget(self.complaint)

    def files(self) -> tuple[Attachable, ...]:
        """The files, without the pictures."""
        return tuple(chip.file for chip in self._chips)

    def paths(self) -> tuple[str, ...]:
        """Those of this computer, for the draft that is kept."""
        return tuple(str(file.path) for file in self.files() if isinstance(file, PathFile))

    def show_shots(self, shots: Sequence[RawShot], problem: TrayAppError | None) -> None:
        """The screens as just taken, in place of those taken before."""
        self.gallery.drop_fresh()
        for number, raw in enumerate(shots, 1):
            self._add_picture(Screen(raw, words.screen(number), number), raw)
        self.gallery.explain(problem)

    def keep(self, files: Iterable[StoredFile]) -> None:
        """What an outbox item that is being edited has already."""
        for file in files:
            if file.kind is FileKind.SCREENSHOT or file.media_type.startswith("image/"):
                self._add_picture(Kept(file, self._context.desk))
            else:
                self._add_chip(KeptFile(file))

    def choose(self) -> None:
        """Ask which files; several at once."""
        dialog = QFileDialog(self, words.ADD_TITLE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self.add_paths(Path(name) for name in chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Take files of this computer; one that can't be taken is explained at once."""
        self.complaint.say("")
        for path in paths:
            self._context.background.run(
                lambda path=path: look_at(path, self._context.desk.capabilities.max_file),  # type: ignore[misc]
                self._add_path,
                lambda error: self.complain(str(explain_error(error))),
                owner=self,
            )

    def takes(self, mime: QMimeData) -> bool:
        """Whether something dropped or pasted is for here: files or a picture, not text."""
        return bool(_local_files(mime)) or (mime.hasImage() and not mime.hasText())

    def take(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted."""
        if found := _local_files(mime):
            self.add_paths(found)
        elif mime.hasImage():
            image = QImage(mime.imageData())
            if not image.isNull():
                self._pasted += 1
                self._add_picture(Pixels(words.pasted(self._pasted), f"pasted-{self._pasted}", image))

    def complain(self, text: str) -> None:
        """Say what is wrong with a file."""
        self.complaint.say(text)

    def remove(self, file: Attachable) -> None:
        """Take a file out."""
        for chip in [chip for chip in self._chips if chip.file is file]:
            self._chips.remove(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.complaint.say("")
        self.gallery.add_tile.setFocus()
        self.changed.emit()

    def clear_files(self) -> None:
        """Take every file out that is not a picture of the screen."""
        for file in self.files():
            self.remove(file)

    def _add_picture(self, source: Source, raw: RawShot | None = None) -> None:
        place = raw.area if raw else None
        self.gallery.add(Picture(source, self._context.encode, fresh=raw is not None, place=place))

    def _add_path(self, file: PathFile) -> None:
        if all(not isinstance(known, PathFile) or known.path != file.path for known in self.files()):
            self._add_chip(file)

    def _add_chip(self, file: Attachable) -> None:
        chip = Chip(file)
        chip.removed.connect(self.remove)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()
        before = self._chips[-2].cross if len(self._chips) > 1 else self.gallery.retake
        QWidget.setTabOrder(before, chip.cross)
        self.changed.emit()


def _local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
