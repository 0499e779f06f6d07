"""What there is to say about the pictures that go along: too large for the portal, or no longer moving."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.files import Attachable
from trayapp.ui.submit.over_note import Over, OverNote
from trayapp.ui.texts import pictures as words
from trayapp.ui.theme import GAP

_ROOM = 0.98
"""Pictures that are to fit together each come out a little under their share."""
Files = Callable[[], Sequence[Attachable]]


class PictureNotes(QWidget):
    """Nothing while all is well.

    Signals:
        shrunk: these pictures leave smaller now, as was asked for.
    """

    shrunk = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._shown: dict[object, Note] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.hide()

    def notes(self) -> tuple[Note, ...]:
        """As they stand."""
        return tuple(self._shown.values())

    def refresh(self, pictures: Sequence[Picture], files: Sequence[Attachable]) -> None:
        """Look at sizes and limits again; what is said already stays as it is.

        Of a picture that may still come out smaller without any loss nothing is said yet.
        """
        wanted: dict[object, Over | str] = {}
        for over in self._too_large(pictures) or self._too_much(pictures, files):
            wanted[over.sentence, tuple((picture, picture.markup) for picture, _ in over.limits)] = over
        wanted |= {picture: words.stilled(picture.name) for picture in pictures if picture.stilled}
        for key in [key for key in self._shown if key not in wanted]:
            self._drop(key)
        for key, what in wanted.items():
            if key not in self._shown:
                self._add(key, what)
        self.setVisible(bool(self._shown))

    def _too_large(self, pictures: Sequence[Picture]) -> list[Over]:
        limit = self._context.desk.capabilities.max_file
        if limit is None:
            return []
        sizes = [(picture, picture.size() or 0) for picture in pictures if not picture.improvable]
        return [
            Over(words.over(picture.name, size, limit, self._portal()), ((picture, limit),))
            for picture, size in sizes
            if size > limit
        ]

    def _too_much(self, pictures: Sequence[Picture], files: Sequence[Attachable]) -> list[Over]:
        limit = self._context.desk.capabilities.max_total
        sizes = [picture.size() for picture in pictures]
        known = [size for size in sizes if size is not None]
        others = sum(file.size for file in files)
        total = sum(known) + others
        waiting = len(known) < len(sizes) or any(picture.improvable for picture in pictures)
        if limit is None or waiting or total <= limit:
            return []
        sentence = words.over_together(total, limit, self._portal())
        share = (limit - others) * _ROOM / max(sum(known), 1)
        if share <= 0:
            return [Over(sentence)]
        return [
            Over(sentence, tuple((p, int(size * share)) for p, size in zip(pictures, known, strict=True)))
        ]

    def _portal(self) -> str:
        policy = self._context.notes.policy()
        return policy.portal_name if policy else ""

    def _add(self, key: object, what: Over | str) -> None:
        if isinstance(what, str):
            note = Note(what, Tone.MUTED)
        else:
            note = made = OverNote(self._context, what)
            made.shrunk.connect(lambda: self.shrunk.emit([picture for picture, _ in what.limits]))
        self._shown[key] = note
        self._column.addWidget(note)

    def _drop(self, key: object) -> None:
        note = self._shown.pop(key)
        self._column.removeWidget(note)
        note.hide()
        note.deleteLater()
