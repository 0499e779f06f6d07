"""The form: every part in the order it is read, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.model import Announcement, Draft
from trayapp.core.operation import Problem
from trayapp.core.policy import Policy
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.note import Complaint, Note
from trayapp.ui.submit.about import About
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.submit.fact_list import FactList
from trayapp.ui.submit.fields import Fields
from trayapp.ui.submit.known import KnownProblem
from trayapp.ui.submit.payload import Payload
from trayapp.ui.submit.urgency import Urgency
from trayapp.ui.submit.writing import Writing
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import explain, field_reason
from trayapp.ui.theme import EDGE, GAP, GROUP

_FILE_KINDS = frozenset({"bad_file", "too_large"})


class Form(QWidget):
    """Everything above the foot.

    Signals:
        changed: the employee changed something that a draft keeps.
        start_over: the draft that was offered is not wanted.
    """

    changed = Signal()
    start_over = Signal()

    def __init__(
        self, context: UiContext, policy: Policy | None, announcements: Sequence[Announcement], *, reply: bool
    ) -> None:
        super().__init__()
        self._context = context
        self._reply = reply
        self.offer = Note()
        self.offer.add_action(words.START_OVER, self.start_over.emit)
        self.offer.hide()
        self.attachments = Attachments(context)
        self.writing = Writing(self.attachments, reply=reply)
        self.about = About(policy)
        self.urgency = Urgency(policy, context.clock)
        self.fields = Fields()
        self.known = KnownProblem(announcements, context.clock(), self._join)
        self.facts = FactList(self)
        self.payload = Payload(self.facts, self.attachments)
        self._lay_out()
        if reply:
            self.about.hide()
            self.urgency.hide()
            self.known.hide()
        self.about.changed.connect(self._show_fields)
        for part in (self.writing, self.about, self.urgency, self.fields, self.attachments):
            part.changed.connect(self.changed)

    def fill(self, saved: SavedDraft) -> None:
        """Put a draft's words and files in."""
        self.fields.forget()
        self.fields.fill(dict(saved.fields))
        self.about.choose(saved.product, saved.category)
        self.urgency.ask(saved.priority)
        self.writing.fill(saved.subject, saved.description)
        self.attachments.add_paths(Path(path) for path in saved.paths)

    def words(self) -> SavedDraft:
        """What a draft keeps; the same as long as nothing is changed."""
        product, category = self.about.chosen()
        return SavedDraft(
            subject=self.writing.subject.text(),
            description=self.writing.description.toPlainText(),
            product=product,
            category=category,
            fields=tuple(self.fields.values().items()),
            priority=self.urgency.asked(),
            paths=self.attachments.paths(),
        )

    def draft(self) -> Draft:
        """The ticket as written, without its files."""
        written = self.words()
        return Draft(
            written.subject.strip(),
            written.description.strip(),
            written.product,
            written.category,
            dict(written.fields),
            written.priority,
            self.facts.wanted(),
        )

    def empty(self) -> bool:
        """Nothing that would be missed."""
        return self.writing.empty() and not self.fields.values()

    def check(self) -> bool:
        """Complain about what is missing, and go to the first of it."""
        first = self.fields.check()
        if not self.writing.ready():
            field = self.writing.description if self._reply else self.writing.subject
            complaint = self.writing.description_complaint if self._reply else self.writing.subject_complaint
            complaint.say(field_reason("empty" if self._reply else "too_short"))
            first = field
        if first is not None:
            first.setFocus()
        return first is None

    def complain(self, problem: Problem) -> str:
        """Put each reason beside its field and go to the first; what has no field is returned for the foot."""
        if problem.kind in _FILE_KINDS:
            self.attachments.complain(str(explain(problem)))
            self.attachments.gallery.add_tile.setFocus()
            return ""
        if problem.kind != "rejected" or not problem.fields:
            return str(explain(problem))
        homeless: dict[str, str] = {}
        first: QWidget | None = None
        for code in sorted(problem.fields, key=self._reading_order):
            reason = problem.fields[code]
            widget = self._complain_about(code, field_reason(reason, problem.params))
            if widget is None:
                homeless[code] = reason
            first = first or widget
        if first is not None:
            first.setFocus()
        return str(explain(Problem("rejected", problem.params, homeless))) if homeless else ""

    def _reading_order(self, code: str) -> int:
        known = [*self._complaints(), *self.fields.codes()]
        return known.index(code) if code in known else len(known)

    def _complain_about(self, code: str, reason: str) -> QWidget | None:
        complaint = self._complaints().get(code)
        if complaint is None or complaint[0].isHidden():
            return self.fields.complain(code, reason)
        complaint[1].say(reason)
        return complaint[0]

    def _complaints(self) -> Mapping[str, tuple[QWidget, Complaint]]:
        """Field and complaint by the name the portal uses."""
        writing, about = self.writing, self.about
        return {
            "subject": (writing.subject, writing.subject_complaint),
            "description": (writing.description, writing.description_complaint),
            "text": (writing.description, writing.description_complaint),
            "product": (about.product, about.product_complaint),
            "category": (about.category, about.category_complaint),
            "priority": (self.urgency.button, self.urgency.complaint),
            "files": (self.attachments.gallery.add_tile, self.attachments.complaint),
        }

    def _show_fields(self) -> None:
        """The fields of the category chosen, after the urgency also for Tab."""
        self.fields.show_fields(self.about.fields())
        for before, after in pairwise([self.urgency.button, *self.fields.stops()]):
            QWidget.setTabOrder(before, after)

    def _join(self, outage: Announcement) -> None:
        """The employee has the known problem, too."""
        writing = self.writing
        if not writing.subject.text().strip():
            writing.subject.setText(outage.title)
        before = writing.description.toPlainText().rstrip()
        reference = words.known_reference(outage.title, outage.id)
        writing.description.setPlainText(f"{before}\n\n{reference}".strip())

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=EDGE)
        choices.addWidget(self.about)
        choices.addWidget(self.urgency)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        column.setSpacing(GROUP)
        column.addWidget(self.offer)
        column.addWidget(self.writing, 1)
        column.addLayout(choices)
        column.addWidget(self.fields)
        column.addWidget(self.known)
        column.addWidget(self.attachments)
        column.addWidget(self.payload)
