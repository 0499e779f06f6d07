"""Where the employee looks through the steps before anything goes along: their words, pictures, what to hide."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from trayapp.ui import window_memory
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.recorder.document import Composer, Document
from trayapp.ui.recorder.leave import ask
from trayapp.ui.recorder.marking import mark_up
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.recorder.shown_step import ShownStep
from trayapp.ui.recorder.step_list import StepList
from trayapp.ui.recorder.steps import Step, Steps
from trayapp.ui.style_sheet import Look, Tone, dress
from trayapp.ui.texts import recorder as words
from trayapp.ui.theme import EDGE, GAP, GROUP, Text
from trayapp.ui.widgets import button, label, paragraph, rule

_log = logging.getLogger(__name__)
_NAME = "steps"
_USUAL = QSize(980, 680)
_PAUSE = 400
"""Milliseconds without a change before the page is made anew."""


class Review(QDialog):
    """A list at the side, the chosen step large beside it. `kept`: the steps are part of a ticket already.

    Signals:
        used: the `Recording`.
        thrown: nothing of it is wanted.
    """

    used = Signal(object)
    thrown = Signal()

    def __init__(
        self,
        context: UiContext,
        steps: Steps,
        recorded: datetime,
        parent: QWidget | None,
        *,
        kept: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self._context = context
        self._recorded = recorded
        self._kept = kept
        self._composer = Composer(context.encode, context.desk.capabilities)
        self._document: Document | None = None
        self._turn = 0
        self._wanted = False
        self._closing = False
        self._make_parts(steps)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._compose)
        self._lay_out()
        self._connect()
        dress(self)
        self.list.choose(0)
        self._changed()

    def _make_parts(self, steps: Steps) -> None:
        self.list = StepList(self._context.background, steps.items)
        self.shown = ShownStep(self._context.background)
        self.line = QLineEdit()
        self.line.setAccessibleName(words.WORDS_NAME)
        self.edit = button(words.EDIT, Look.QUIET, "edit")
        self.edit.setAccessibleName(words.EDIT_NAME)
        self.remove = button(words.REMOVE, Look.QUIET, "discard")
        self.limit = Note(words.LIMIT, Tone.WARNING)
        self.limit.hide()
        self.trouble = Note(shade=Tone.WARNING)
        self.trouble.hide()
        self.amount = label("", Text.SMALL, Tone.MUTED)
        self.throw = button(words.THROW)
        self.use = button(words.USE, Look.PRIMARY)

    def open_here(self) -> None:
        """Show it; above its parent's window, if it has one."""
        window_memory.place(self, _NAME, _USUAL, self._context.state_folder)
        self.open() if self.parent() is not None else self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def steps(self) -> Steps:
        """What is left."""
        return Steps(self.list.steps())

    def put_away(self) -> None:
        """Close without a question: the program ends."""
        self._leave()

    def reject(self) -> None:
        """Esc or the window's cross. When nothing else holds the steps, that is asked."""
        if self._kept:
            self._leave()
        else:
            self._ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._closing:
            event.accept()
        else:
            event.ignore()
            self.reject()

    def _ask(self) -> None:
        ask(self, self._throw)

    def _throw(self) -> None:
        self._leave()
        self.thrown.emit()

    def _use(self) -> None:
        """At once, or as soon as the page is made of what stands there now."""
        if self._document is None:
            self._wanted = True
            self.use.setEnabled(False)
            return
        recording = Recording(self.steps(), self._document, self._recorded, self._composer)
        self._leave()
        self.used.emit(recording)

    def _leave(self) -> None:
        self._closing = True
        self._turn += 1
        self._pause.stop()
        window_memory.remember(self, _NAME, self._context.state_folder)
        self.close()

    def _choose(self, number: int) -> None:
        step = self.list.step(number)
        self.shown.show_step(number + 1, step, first=number == 0)
        self.line.setText("" if step is None else step.words(first=number == 0))
        self.line.setEnabled(step is not None)
        self.edit.setEnabled(step is not None and step.shot is not None)
        self.remove.setEnabled(step is not None)

    def _write(self, text: str) -> None:
        self.list.write(text.strip() or None)

    def _mark_up(self) -> None:
        number = self.list.number
        step = self.list.step(number)
        if step is not None and step.shot is not None:
            mark_up(self._context, self, number, step, lambda marked: self._marked(step, marked))

    def _marked(self, before: Step, after: Step) -> None:
        """The marks go onto that picture, whatever became of its words and its place in the list meanwhile."""
        for number, step in enumerate(self.list.steps()):
            if step.shot is before.shot:
                self.list.put(number, replace(step, markup=after.markup))
                self._choose(self.list.number)

    def _changed(self) -> None:
        """The page is not of what stands there any more, and whoever changes something is not done yet."""
        self._turn += 1
        self._document = None
        self._wanted = False
        some = bool(self.list.steps())
        self.use.setEnabled(some)
        self.amount.setText(words.MEASURING if some else "")
        if not some:
            self._choose(-1)
        self._pause.start()

    def _compose(self) -> None:
        steps, turn = self.list.steps(), self._turn
        if not steps:
            return
        self._context.background.run(
            lambda: self._composer.compose(steps, self._recorded),
            lambda made: self._composed(turn, made),
            lambda error: self._failed(turn, error),
            owner=self,
        )

    def _composed(self, turn: int, document: Document) -> None:
        if turn != self._turn:
            return
        self._document = document
        self.amount.setText(words.amount(len(self.list.steps()), document.size, len(document.page)))
        self.trouble.say("" if document.whole else words.HTML_ONLY)
        if self._wanted:
            self._use()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            _log.error("the page of steps could not be made", exc_info=error)
            self.amount.setText("")
            self.trouble.say(words.FAILED)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.changed.connect(self._changed)
        self.line.textEdited.connect(self._write)
        self.edit.clicked.connect(self._mark_up)
        self.shown.opened.connect(self._mark_up)
        self.remove.clicked.connect(self.list.remove)
        self.throw.clicked.connect(self._ask)
        self.use.clicked.connect(self._use)

    def _lay_out(self) -> None:
        heading = label(words.WORDS, strong=True)
        heading.setTextFormat(Qt.TextFormat.AutoText)  # our own words, with a mnemonic
        heading.setBuddy(self.line)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        tools.addWidget(heading)
        tools.addStretch(1)
        tools.addWidget(self.edit)
        tools.addWidget(self.remove)
        large = QVBoxLayout()
        large.setSpacing(GAP)
        large.addLayout(tools)
        large.addWidget(self.line)
        large.addWidget(self.shown, 1)
        middle = QHBoxLayout()
        middle.setSpacing(GROUP)
        middle.addWidget(self.list)
        middle.addLayout(large, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.amount)
        foot.addStretch(1)
        foot.addWidget(self.throw)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GROUP)
        column.setSpacing(GROUP)
        column.addWidget(self.limit)
        column.addWidget(paragraph(words.INTRO, shade=Tone.MUTED))
        column.addLayout(middle, 1)
        column.addWidget(self.trouble)
        column.addWidget(rule())
        column.addLayout(foot)
