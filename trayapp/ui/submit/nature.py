"""What kind of request it is, chosen first: the form follows it (TK-2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from trayapp.core.model import Account
from trayapp.core.policy import Nature, Policy
from trayapp.ui.note import Complaint
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.heading import title
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import field_reason
from trayapp.ui.theme import GRID, Text
from trayapp.ui.widgets import Chooser, paragraph

_LETTERS = 48


class NatureChoice(QWidget):
    """The policy's question and its answers; the first is the usual one. Hidden where policy knows no natures.

    Signals:
        changed: another nature.
    """

    changed = Signal()

    def __init__(self, policy: Policy | None, me: Account | None) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._kept: str | None = None
        self._offered: tuple[Nature, ...] = ()
        self.chooser = Chooser(words.NATURE)
        self.chooser.setMaximumWidth(_LETTERS * self.chooser.fontMetrics().averageCharWidth())
        self.hint: QLabel = paragraph("", Text.SMALL, Tone.MUTED)
        self.complaint = Complaint(self.chooser)
        self.question: QLabel = title(words.NATURE, self.chooser)
        self._lay_out()
        self.use(policy, me)
        self.chooser.currentIndexChanged.connect(self._chosen)

    def use(self, policy: Policy | None, me: Account | None) -> None:
        """Follow another policy, or offer what another level may ask for; what was chosen stays where it can."""
        before, self._policy = self.chosen(), policy
        self._offered = offered(policy, me) if policy else ()
        question = (policy.nature_question if policy else "") or words.NATURE
        self.question.setText(question.replace("&", "&&"))
        self.chooser.setAccessibleName(question)
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for nature in self._offered:
            self.chooser.addItem(nature.label, nature.code)
        self.choose(before)
        self.chooser.blockSignals(False)
        self.setVisible(bool(self._offered))
        self._show_hint()

    @property
    def offers(self) -> bool:
        """There is something to choose."""
        return bool(self._offered)

    def chosen(self) -> str | None:
        """The code; `None` where nothing is chosen. Without a policy, what was chosen before."""
        code: str | None = self.chooser.currentData()
        return self._kept if self._policy is None else code

    def nature(self) -> Nature | None:
        """The nature chosen, as the policy has it."""
        return self._policy.nature(self.chosen()) if self._policy else None

    def choose(self, code: str | None) -> None:
        """Choose by code, `None` for the usual one. One that is not offered here has to be chosen anew."""
        self._kept = code
        if code is None and self._offered:
            code = self._offered[0].code
        at = self.chooser.findData(code)
        if at < 0 and self._offered:
            at = 0
            if self.chooser.itemData(0) is not None:
                self.chooser.insertItem(0, words.CHOOSE, None)
        self.chooser.setCurrentIndex(at)

    def check(self) -> QWidget | None:
        """Complain when it is missing; the control, to go there."""
        if not self._offered or self.chosen() is not None:
            return None
        self.complaint.say(field_reason("required"))
        return self.chooser

    def _chosen(self) -> None:
        self.complaint.say("")
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        nature = self.nature()
        self.hint.setText(nature.hint if nature else "")
        self.hint.setVisible(bool(self.hint.text()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.question)
        column.addWidget(self.chooser)
        column.addWidget(self.hint)
        column.addWidget(self.complaint)


def offered(policy: Policy, me: Account | None) -> tuple[Nature, ...]:
    """The natures that this person may ask for and that this portal has; before it was ever reached, all of these."""
    permissions = me.permissions if me else None
    return tuple(nature for nature in policy.natures if policy.open_to(nature, permissions))
