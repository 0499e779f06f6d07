"""Says beside each field what is wrong with it, before Send and after the portal refused it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trayapp.core.operation import Problem
from trayapp.ui.note import Complaint
from trayapp.ui.texts.errors import explain, field_reason

if TYPE_CHECKING:
    from trayapp.ui.submit.form import Form

_FILE_KINDS = frozenset({"bad_file", "too_large"})


class Faults:
    """What a form has to complain about."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def check(self) -> bool:
        """Complain about what is missing, and go to the first of it."""
        form = self._form
        asked = [] if form.reply else [form.nature.check()]
        asked.append(self._check_words())
        asked += [] if form.reply else [form.about.check(), form.fields.check()]
        first = next((widget for widget in asked if widget is not None), None)
        if first is not None:
            first.setFocus()
        return first is None

    def complain(self, problem: Problem, item: object = None) -> str:
        """Put each reason beside its field and go to the first; what has no field is returned for the foot.

        `item` is the picture or file that could not be taken.
        """
        if problem.kind in _FILE_KINDS:
            self._complain_of_file(str(explain(problem)), item)
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

    def _check_words(self) -> QWidget | None:
        form = self._form
        if form.writing.ready():
            return None
        if form.reply:
            form.writing.description_complaint.say(field_reason("empty"))
            return form.writing.description
        form.writing.subject_complaint.say(field_reason("too_short"))
        return form.writing.subject

    def _complain_of_file(self, reason: str, item: object) -> None:
        attachments = self._form.attachments
        beside = self._form.fields.complain_of(item, reason) if item is not None else None
        if beside is None:
            attachments.complain(reason)
        (beside or attachments.gallery.add_tile).setFocus()

    def _reading_order(self, code: str) -> int:
        known = [*self._complaints(), *self._form.fields.codes()]
        return known.index(code) if code in known else len(known)

    def _complain_about(self, code: str, reason: str) -> QWidget | None:
        complaint = self._complaints().get(code)
        if complaint is None or complaint[0].isHidden():
            return self._form.fields.complain(code.removeprefix("fields."), reason)
        complaint[1].say(reason)
        return complaint[0]

    def _complaints(self) -> Mapping[str, tuple[QWidget, Complaint]]:
        """Field and complaint by the name the portal uses, in the order of reading."""
        form = self._form
        writing, about, links = form.writing, form.about, form.links
        return {
            "nature": (form.nature.chooser, form.nature.complaint),
            "subject": (writing.subject, writing.subject_complaint),
            "description": (writing.description, writing.description_complaint),
            "text": (writing.description, writing.description_complaint),
            "references": (links.references.chip.cross, links.references.complaint),
            "joins": (links.joins.chip.cross, links.joins.complaint),
            "product": (about.product, about.product_complaint),
            "category": (about.category, about.category_complaint),
            "priority": (form.urgency.button, form.urgency.complaint),
            "files": (form.attachments.gallery.add_tile, form.attachments.complaint),
        }
