"""The two fields for words: what is wrong, and a little more."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from trayapp.ui.note import Complaint
from trayapp.ui.pictures.pasted import text_in
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GRID, GROUP
from trayapp.ui.widgets import label

_LONGEST = 200
"""Letters of a subject; what does not fit belongs into the description."""
_LINES = 3
SUBJECT_LETTERS = 3
"""Send works as soon as the subject has as many letters or digits: fewer were hit by accident."""


class SubjectEdit(QLineEdit):
    """One line. A file or picture that is pasted into it goes to the attachments."""

    def __init__(self, attachments: Attachments) -> None:
        super().__init__()
        self._attachments = attachments
        self.setMaxLength(_LONGEST)
        self.setAcceptDrops(False)  # the dialog takes files; text is typed or pasted
        self.setAccessibleName(words.SUBJECT_NAME)
        self.setPlaceholderText(words.SUBJECT_EXAMPLE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Goes on at the end. Qt selects everything, and the next letter would wipe a restored draft out."""
        super().focusInEvent(event)
        if event.reason() not in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        board = QApplication.clipboard().mimeData()
        if not event.matches(QKeySequence.StandardKey.Paste):
            super().keyPressEvent(event)
        elif self._attachments.takes(board):
            self._attachments.take(board)
        elif words_of_page := text_in(board):
            self.insert(words_of_page)
        else:
            super().keyPressEvent(event)


class DescriptionEdit(QPlainTextEdit):
    """Several lines; Tab leaves it. Files and pictures pasted or dropped go to the attachments."""

    def __init__(self, attachments: Attachments) -> None:
        super().__init__()
        self._attachments = attachments
        self.setTabChangesFocus(True)
        self.setAccessibleName(words.DESCRIPTION_NAME)
        self.setPlaceholderText(words.DESCRIPTION_EXAMPLE)
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() + GROUP)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return self._attachments.takes(source) or source.hasHtml() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._attachments.takes(source):
            self._attachments.take(source)
        elif words_of_page := text_in(source):
            self.insertPlainText(words_of_page)
        else:
            super().insertFromMimeData(source)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class Writing(QWidget):
    """Subject and description with their labels and complaints.

    Signals:
        changed: a letter was written.
    """

    changed = Signal()

    def __init__(self, attachments: Attachments, *, reply: bool = False) -> None:
        super().__init__()
        self.subject = SubjectEdit(attachments)
        self.description = DescriptionEdit(attachments)
        self.subject_complaint = Complaint(self.subject)
        self.description_complaint = Complaint(self.description)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if reply:
            self.subject.hide()
            self.subject.setParent(self)
            self.description.setAccessibleName(words.REPLY_NAME)
            self.description.setPlaceholderText("")
        else:
            self._subject_title = self._add(column, words.SUBJECT, self.subject, self.subject_complaint)
            column.addSpacing(GRID * 2)
        title = words.REPLY if reply else words.DESCRIPTION
        self._add(column, title, self.description, self.description_complaint)
        column.setStretchFactor(self.description, 1)
        self.subject.textChanged.connect(self._written)
        self.description.textChanged.connect(self._written)

    def ask_for(self, *, any_request: bool) -> None:
        """In words for a problem; or for whatever it may be, where its nature is chosen first (TK-2)."""
        self._subject_title.setText(words.SUBJECT_ANY if any_request else words.SUBJECT)
        self.subject.setAccessibleName(words.SUBJECT_ANY_NAME if any_request else words.SUBJECT_NAME)
        self.subject.setPlaceholderText("" if any_request else words.SUBJECT_EXAMPLE)
        example = words.DESCRIPTION_ANY if any_request else words.DESCRIPTION_EXAMPLE
        self.description.setPlaceholderText(example)

    def ready(self) -> bool:
        """Enough was written to send it."""
        written = self.subject.text() if not self.subject.isHidden() else self.description.toPlainText()
        least = SUBJECT_LETTERS if not self.subject.isHidden() else 1
        return sum(letter.isalnum() for letter in written) >= least

    def empty(self) -> bool:
        """Nothing was written."""
        return not (self.subject.text().strip() or self.description.toPlainText().strip())

    def fill(self, subject: str, description: str) -> None:
        """Put words in."""
        self.subject.setText(subject)
        self.description.setPlainText(description)

    def focus(self) -> None:
        """Where writing begins."""
        (self.description if self.subject.isHidden() else self.subject).setFocus()

    def _written(self) -> None:
        self.subject_complaint.say("")
        self.description_complaint.say("")
        self.changed.emit()

    def _add(self, column: QVBoxLayout, title: str, field: QWidget, complaint: Complaint) -> QLabel:
        heading: QLabel = label(title, strong=True)
        heading.setTextFormat(Qt.TextFormat.AutoText)  # our own words, with a mnemonic
        heading.setBuddy(field)
        column.addWidget(heading)
        column.addWidget(field)
        column.addWidget(complaint)
        return heading
