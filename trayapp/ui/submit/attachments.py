"""Everything that goes with a ticket besides words and facts: pictures and files, from wherever they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from trayapp.core.errors import TrayAppError
from trayapp.core.model import FileKind, StoredFile
from trayapp.core.ports import RawShot
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.note import Complaint
from trayapp.ui.pictures.decode import MOST_PIXELS, SHOWN
from trayapp.ui.pictures.opened import Opened
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.sources import Kept, Screen, Source
from trayapp.ui.submit.chip import Chip
from trayapp.ui.submit.files import Attachable, KeptFile, PathFile, take_in
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.submit.improving import Improving
from trayapp.ui.submit.pasting import Pasting
from trayapp.ui.submit.picture_notes import PictureNotes
from trayapp.ui.submit.recorded import Recorded
from trayapp.ui.suggest.suggesting import Suggesting
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GAP

_MOST_TOGETHER = 2 * MOST_PIXELS
"""Pixels of files and copies that are kept decoded: half a gigabyte. What comes beyond it goes as a file."""


class Attachments(QWidget):
    """Thumbnails above, files as chips below, and one line for what could not be taken.

    Signals:
        changed: something came, went, or its size is known now.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._chips: list[Chip] = []
        self.setAccessibleName(words.PICTURES)
        self.gallery = Gallery(context.background)
        self.gallery.changed.connect(self.changed)
        self.gallery.add_wanted.connect(self.choose)
        self.suggesting = Suggesting(context, self.gallery)
        self.recorded = Recorded(context, self.gallery)
        self.recorded.changed.connect(self.changed)
        self._flow = FlowLayout()
        self.complaint = Complaint(self.gallery.add_tile)
        self._pasting = Pasting(context, self)
        self._pasting.arrived.connect(self._add_picture)
        self._pasting.failed.connect(self.complain)
        self.notes = PictureNotes(context)
        self.notes.shrunk.connect(self._redraw)
        self.improving = Improving(context, self.gallery, self)
        self.improving.looked.connect(self.changed)
        self.changed.connect(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.gallery)
        column.addWidget(self.suggesting)
        column.addWidget(self.recorded)
        column.addWidget(self.notes)
        column.addLayout(self._flow)
        column.addWidget(self.complaint)

    def files(self) -> tuple[Attachable, ...]:
        """The files, without the pictures; what was recorded comes first."""
        return (*self.recorded.files(), *(chip.file for chip in self._chips))

    def paths(self) -> tuple[str, ...]:
        """Those of this computer, for the draft that is kept; pictures only where a draft can't hold them itself."""
        paths = [file.path for file in self.files() if isinstance(file, PathFile)]
        if not self._context.picture_drafts.offered:
            paths += [picture.path for picture in self.gallery.pictures() if picture.path is not None]
        return tuple(map(str, paths))

    def show_shots(self, shots: Sequence[RawShot], problem: TrayAppError | None) -> None:
        """The screens as just taken, in place of those taken before."""
        self.gallery.drop_fresh()
        before = self.gallery.pictures()
        names = {picture.name for picture in before}  # one that was marked up has stayed, with its name
        free = (number for number in count(1) if words.screen(number) not in names)
        for number, raw in zip(free, shots, strict=False):
            self._add_picture(Screen(raw, words.screen(number), number), raw)
        self.gallery.explain(problem)
        self.suggesting.look_at(picture for picture in self.gallery.pictures() if picture not in before)

    def keep(self, files: Iterable[StoredFile]) -> None:
        """What an outbox item that is being edited has already."""
        for file in files:
            if file.kind is FileKind.SCREENSHOT or file.media_type in SHOWN:
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
        self._take_next(list(paths))

    def takes(self, mime: QMimeData) -> bool:
        """Whether something dropped or pasted is for here: files or a picture, not text."""
        return bool(_local_files(mime)) or self._pasting.takes(mime)

    def take(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted; what can't be taken is explained."""
        self.complaint.say("")
        if found := _local_files(mime):
            self.add_paths(found)
        else:
            self._pasting.take(mime)

    def complain(self, text: str) -> None:
        """Say what is wrong with a file."""
        self.complaint.say(text)

    def remove(self, file: Attachable) -> None:
        """Take a file out."""
        if self.recorded.remove(file):
            return
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
        for picture in self.gallery.pictures():
            if picture.from_file:
                self.gallery.remove(picture)

    def _add_picture(self, source: Source, raw: RawShot | None = None) -> None:
        place = raw.area if raw else None
        self.gallery.add(Picture(source, self._context.encode, fresh=raw is not None, place=place))

    def _take_next(self, paths: list[Path]) -> None:
        """One after the other: they come in the order in which they were chosen."""
        if not paths:
            return
        path, rest = paths[0], paths[1:]

        def taken(what: PathFile | Opened) -> None:
            self._add_taken(what)
            self._take_next(rest)

        def failed(error: Exception) -> None:
            self.complain(str(explain_error(error)))
            self._take_next(rest)

        limit = self._context.desk.capabilities.max_file
        self._context.background.run(lambda: take_in(path, limit), taken, failed, owner=self)

    def _add_taken(self, taken: PathFile | Opened) -> None:
        """A picture is shown; one too many to be kept decoded goes as a file. Twice the same goes once."""
        pictures = self.gallery.pictures()
        known = [file.path for file in self.files() if isinstance(file, PathFile)]
        if taken.path in [*known, *(picture.path for picture in pictures)]:
            return
        if isinstance(taken, PathFile):
            self._add_chip(taken)
        elif taken.pixels + sum(each.pixels for each in pictures if not each.fresh) <= _MOST_TOGETHER:
            self._add_picture(taken)
        else:
            self._add_chip(PathFile(taken.path, taken.size))

    def _note(self) -> None:
        self.notes.refresh(self.gallery.pictures(), self.files())

    def _redraw(self, pictures: Sequence[Picture]) -> None:
        """They were made smaller: what is shown is what leaves."""
        self.complaint.say("")
        for tile in filter(None, map(self.gallery.tile, pictures)):
            tile.draw()
            tile.face.setFocus()
        self.changed.emit()

    def _add_chip(self, file: Attachable) -> None:
        chip = Chip(file)
        chip.removed.connect(self.remove)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()
        before = self._chips[-2].cross if len(self._chips) > 1 else self.gallery.last_tool
        QWidget.setTabOrder(before, chip.cross)
        self.changed.emit()


def _local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
