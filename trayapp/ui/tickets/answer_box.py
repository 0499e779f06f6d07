"""Always at the bottom of a ticket: write, attach, send (TK-4, ST-7). What was written is kept for each ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trayapp.ui import theme
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Look, Tone, tone
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import GAP, GROUP, Text
from trayapp.ui.tickets.answer_edit import AnswerEdit
from trayapp.ui.tickets.attachments import Attachments
from trayapp.ui.widgets import button, label, paragraph


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written so far."""

    text: str = ""
    paths: tuple[Path, ...] = ()


class AnswerBox(QWidget):
    """Signals:
    sent: the key of the ticket and the `Answer` to send.
    written: something of what is written on any ticket has changed.
    gone: an answer is in the outbox, and its words here are no longer needed.
    """

    sent = Signal(str, object)
    written = Signal()
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._kept: dict[str, Answer] = {}
        self._open = False
        self._busy: set[str] = set()
        self.edit = AnswerEdit()
        self.files = Attachments()
        self.complaint = Complaint(self.edit)
        self.reason = paragraph("", Text.SMALL, Tone.MUTED)
        self.attach = button(texts.ATTACH, Look.QUIET, "attach")
        self.send = button(texts.SEND, Look.PRIMARY)
        self.send.setIcon(icon("send", theme.on_accent))
        self._keys = label(texts.SEND_KEYS, Text.SMALL, Tone.MUTED)
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.edit.send.connect(self._send)
        self.edit.files.connect(self.files.add)
        self.edit.textChanged.connect(self._follow)
        self.files.changed.connect(self._follow)
        self.edit.textChanged.connect(self.written)
        self.files.changed.connect(self.written)
        self.attach.clicked.connect(self._choose_files)
        self.send.clicked.connect(self._send)
        self._lay_out()
        self.allow(texts.NO_TICKET)

    def turn_to(self, key: str) -> None:
        """Another ticket is shown: keep what was written for the one before, bring back what was kept."""
        if key == self._key:
            return
        self._keep()
        self._key = key
        self._fill(self._kept.get(key, Answer()))
        self.complaint.say("")

    def rename(self, old: str, new: str) -> None:
        """The ticket got the portal's id: its answer goes with it."""
        self._keep()
        if old in self._kept and old != new:
            self._kept[new] = self._kept.pop(old)
        self._key = new if self._key == old else self._key

    def allow(self, reason: str = "", becomes: str = "", advice: str = "") -> None:
        """Let the employee write, or say why not; what was written stays.

        `becomes` says that the words make a new ticket, so that nobody looks for them on this one; `advice` what to
        think of before writing.
        """
        self._open = not reason
        said = reason or becomes or advice
        self.reason.setText(said)
        self.reason.setVisible(bool(said))
        tone(self.reason, None if said == becomes else Tone.MUTED)
        send = texts.SEND_NEW if becomes and not reason else texts.SEND
        self.send.setText(send)
        self.send.setToolTip(plain(f"{send} ({texts.SEND_KEYS})"))
        for part in (self.edit, self.attach, self.files):
            part.setEnabled(self._open)
        self.edit.setAccessibleDescription(said)
        self._follow()

    def done(self, key: str) -> None:
        """The answer is in the outbox: the words may go."""
        self._busy.discard(key)
        self._kept.pop(key, None)
        if key == self._key:
            self._fill(Answer())
            self.complaint.say("")
        self.gone.emit()

    def complain(self, key: str, words: str) -> None:
        """The answer was not taken: say why and keep the words."""
        self._busy.discard(key)
        if key == self._key:
            self.complaint.say(words)
        self._follow()

    def every(self) -> dict[str, Answer]:
        """What is written now on every ticket, begun first first."""
        self._keep()
        return dict(self._kept)

    def bring_back(self, answers: Mapping[str, Answer]) -> None:
        """What was kept from before; what is written already stays."""
        for key, answer in answers.items():
            self._kept.setdefault(key, answer)
        if self.answer() == Answer() and self._key in answers:
            self._fill(answers[self._key])

    def answer(self) -> Answer:
        """What is written now."""
        return Answer(self.edit.toPlainText(), self.files.paths)

    def _send(self) -> None:
        if not self.send.isEnabled():
            return
        self._busy.add(self._key)
        self._follow()
        self.sent.emit(self._key, self.answer())

    def _keep(self) -> None:
        if self._key and self.answer() != Answer():
            self._kept[self._key] = self.answer()
        else:
            self._kept.pop(self._key, None)

    def _fill(self, answer: Answer) -> None:
        self.edit.setPlainText(answer.text)
        self.files.replace(answer.paths)
        self._follow()

    def _follow(self) -> None:
        something = bool(self.edit.toPlainText().strip()) or bool(self.files.paths)
        self.send.setEnabled(self._open and something and self._key not in self._busy)

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, texts.ATTACH)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        _then(dialog, lambda: self.files.add(Path(name) for name in dialog.selectedFiles()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.attach)
        row.addWidget(self._keys, 1)
        row.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP, GAP, GROUP, GROUP - 4)
        column.setSpacing(GAP)
        for widget in (self.reason, self.edit, self.complaint, self.files):
            column.addWidget(widget)
        column.addLayout(row)


def _then(dialog: QFileDialog, chosen: Callable[[], None]) -> None:
    dialog.accepted.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
