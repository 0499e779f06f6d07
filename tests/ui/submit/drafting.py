"""What tests of a draft's pictures share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QImage

from trayapp.capture.encode import encode
from trayapp.core.area import Area, Point
from trayapp.core.markup import BlackOut, Markup, Text
from trayapp.core.ports import DraftPicture, Encoded
from trayapp.ui.pictures.picture import Picture, raw_shot
from trayapp.ui.pictures.sources import Pixels
from trayapp.ui.submit.dialog import SubmissionDialog

HIDE = BlackOut(Area(2, 2, 8, 8))
WORDS = Text(Point(1, 1), "see here", 12.0)


def png(colour: str) -> Encoded:
    """A small picture of one colour."""
    image = QImage(20, 16, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return encode(raw_shot(image, ""))


RED = DraftPicture("Screen 1", "screen-1", png("#ff0000"), Markup((WORDS,)), fresh=False)
BLUE = DraftPicture("Pasted 1", "pasted-1", png("#0000ff"), fresh=False)


def pictures(dialog: SubmissionDialog) -> tuple[Picture, ...]:
    """Those in the gallery."""
    return dialog.form.attachments.gallery.pictures()


def names(shown: Sequence[Picture | DraftPicture]) -> list[str]:
    """Of pictures, in their order."""
    return [picture.name for picture in shown]


def mark(dialog: SubmissionDialog, number: int, *marks: object) -> None:
    """What Done of the mark-up window does."""
    picture = pictures(dialog)[number]
    picture.mark(Markup(marks))  # type: ignore[arg-type]
    dialog.form.attachments.gallery.show_marks(picture)


def colour(picture: DraftPicture, x: int, y: int) -> str:
    """Of one pixel."""
    return QImage.fromData(picture.encoded.data).pixelColor(x, y).name()


def pasted() -> Pixels:
    """What somebody pasted."""
    image = QImage(20, 16, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    return Pixels("Pasted 1", "pasted-1", image)
