"""Says that pictures are larger than the portal takes, and offers to send them smaller. Nothing shrinks unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.pictures.smaller import Smaller, smaller
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import pictures as words


@dataclass(frozen=True, slots=True)
class Over:
    """What is too large, and how large each picture of it may be."""

    sentence: str
    limits: tuple[tuple[Picture, int], ...] = ()
    """Pictures that can be made smaller, each with its bytes."""


class OverNote(Note):
    """One sentence and one button, which says what would be sent once that is known.

    Signals:
        shrunk: the pictures are smaller now, as was asked for.
    """

    shrunk = Signal()

    def __init__(self, context: UiContext, over: Over) -> None:
        super().__init__("", Tone.WARNING)
        self._context = context
        self._over = over
        self._found: Sequence[Smaller] = ()
        self.accept = self.add_action(words.LOOKING, self._shrink)
        self.accept.setEnabled(False)
        self.accept.setVisible(bool(over.limits))
        self.say(over.sentence if over.limits else f"{over.sentence} {words.LEAVE_OUT}")
        if over.limits:
            context.background.run(self._look, self._offer, lambda _: self._offer(()), owner=self)

    def _look(self) -> Sequence[Smaller]:
        """Off the UI thread; all of them, or none."""
        formats = self._context.desk.picture_formats
        found = [smaller(picture, limit, formats) for picture, limit in self._over.limits]
        return [each for each in found if each is not None] if None not in found else ()

    def _offer(self, found: Sequence[Smaller]) -> None:
        self._found = found
        if not found:
            self.accept.hide()
            self.say(f"{self._over.sentence} {words.cant_shrink(len(self._over.limits))}")
            return
        text = words.smaller(
            [(each.image.width(), each.image.height(), len(each.encoded.data)) for each in found]
        )
        self.accept.setText(text)
        self.accept.setAccessibleName(text)
        self.accept.setEnabled(True)

    def _shrink(self) -> None:
        for each in self._found:
            each.use()
        self.shrunk.emit()
