"""The questions that lead to a priority (PR-8), and the list for who knows it already."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from trayapp.core.policy import Policy, Priority, Question
from trayapp.ui.hints import plain
from trayapp.ui.style_sheet import Look, Tone, dress, look
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import EDGE, GAP, GRID, GROUP, Text
from trayapp.ui.widgets import announce, button, label, paragraph, rule

Due = Callable[[Priority], str]
"""When an answer is due at a priority, in words; empty when policy promises nothing."""
_WIDTH = 440
_FOOT = 64


class GuidePopover(QFrame):
    """Opens under the urgency button. Esc or a click elsewhere closes it; the choice is kept.

    Signals:
        chosen: a priority's code.
    """

    chosen = Signal(str)

    def __init__(self, policy: Policy, current: str | None, due: Due, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(words.GUIDE_TITLE)
        self._policy = policy
        self._due = due
        self._answers: dict[str, str] = {}
        self._choices: dict[str, QRadioButton] = {}
        self._body = QWidget()
        look(self, Look.POPOVER)
        self.verdict: QLabel = paragraph(words.GUIDE_UNDECIDED, shade=Tone.MUTED)
        self._lay_out(current)
        dress(self)

    def open_under(self, anchor: QWidget) -> None:
        """Show it under a widget, inside the screen."""
        room = anchor.screen().availableGeometry()
        self.ensurePolished()
        for part in self._body.findChildren(QWidget):
            part.ensurePolished()  # the height of words is known once the sheet has given them their font
        body = max(self._body.heightForWidth(_WIDTH), self._body.sizeHint().height())
        wanted = body + EDGE + _FOOT
        height = min(wanted, room.height() - 2 * EDGE)
        self.resize(_WIDTH, height)
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + GRID))
        left = min(corner.x(), room.right() - _WIDTH - GAP)
        top = min(corner.y(), room.bottom() - height - GAP)
        self.move(max(left, room.left() + GAP), max(top, room.top() + GAP))
        self.show()
        self._first_stop().setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self, current: str | None) -> None:
        """Questions and list scroll where the screen is low; the verdict and Done stay in sight."""
        column = QVBoxLayout(self._body)
        column.setContentsMargins(GROUP, GROUP, GROUP, GAP)
        column.setSpacing(GRID)
        column.addWidget(label(words.GUIDE_TITLE, Text.TITLE))
        questions = self._policy.guide.questions
        for question in questions:
            self._add_question(column, question)
        if questions:
            column.addSpacing(GROUP)
            column.addWidget(label(words.GUIDE_CHOOSE, strong=True))
        self._add_list(column, current)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        done = button(words.GUIDE_DONE, Look.PRIMARY)
        done.clicked.connect(self.close)
        self.verdict.setVisible(bool(questions))
        foot = QHBoxLayout()
        foot.setContentsMargins(GROUP, GAP, GROUP, GAP + GRID)
        foot.setSpacing(GROUP)
        foot.addWidget(self.verdict, 1)
        foot.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def _add_question(self, column: QVBoxLayout, question: Question) -> None:
        column.addSpacing(GAP)
        column.addWidget(label(question.text, strong=True))
        group = QButtonGroup(self)
        for answer in question.answers:
            choice = QRadioButton(answer.label.replace("&", "&&"))
            choice.setAccessibleName(f"{question.text} {answer.label}")
            choice.toggled.connect(
                lambda on, q=question.code, a=answer.code: self._answer(q, a) if on else None
            )
            group.addButton(choice)
            column.addWidget(choice)

    def _add_list(self, column: QVBoxLayout, current: str | None) -> None:
        group = QButtonGroup(self)
        for priority in self._policy.priorities:
            due = self._due(priority)
            named = f"{priority.label} · {due}" if due else priority.label
            choice = QRadioButton(named.replace("&", "&&"))
            choice.setAccessibleDescription(priority.meaning)
            choice.setToolTip(plain("\n".join(priority.examples)))
            choice.setChecked(priority.code == current)
            choice.clicked.connect(lambda _, code=priority.code: self.chosen.emit(code))
            group.addButton(choice)
            self._choices[priority.code] = choice
            column.addWidget(choice)
            if priority.meaning:
                meaning = paragraph(priority.meaning, Text.SMALL, Tone.MUTED)
                meaning.setContentsMargins(EDGE, 0, 0, GRID)
                column.addWidget(meaning)

    def _answer(self, question: str, answer: str) -> None:
        self._answers[question] = answer
        priority = self._policy.priority(self._policy.guide.suggest(self._answers))
        if priority is None:
            self.verdict.setText(words.GUIDE_UNDECIDED)
            return
        self.verdict.setText(words.suggestion(priority.label, self._due(priority)))
        announce(self, self.verdict.text())
        self._choices[priority.code].setChecked(True)
        self.chosen.emit(priority.code)

    def _first_stop(self) -> QWidget:
        return next(iter(self.findChildren(QRadioButton)), self)
