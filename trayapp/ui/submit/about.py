"""What the ticket is about: product, then category (TK-1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trayapp.core.policy import Field, Policy
from trayapp.ui.note import Complaint
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import EDGE, GAP, GRID
from trayapp.ui.widgets import Chooser, label


class About(QWidget):
    """Two choices; the second shows what the first offers. "Not sure" is always an answer.

    Signals:
        changed: another product or category.
    """

    changed = Signal()

    def __init__(self, policy: Policy | None) -> None:
        super().__init__()
        self._policy = policy
        self.product = _chooser(words.PRODUCT, 24)
        self.category = _chooser(words.CATEGORY, 34)
        self.product_complaint = Complaint(self.product)
        self.category_complaint = Complaint(self.category)
        self.product.addItem(words.NOT_SURE, None)
        for item in policy.products if policy else ():
            self.product.addItem(item.label, item.code)
        self._lay_out()
        self.product.currentIndexChanged.connect(self._product_chosen)
        self.category.currentIndexChanged.connect(lambda _: self._chosen())
        self._product_chosen()
        self.setVisible(bool(policy and policy.products))

    def chosen(self) -> tuple[str | None, str | None]:
        """The codes of product and category; `None` where nothing is chosen."""
        return self.product.currentData(), self.category.currentData()

    def choose(self, product: str | None, category: str | None) -> None:
        """Choose by code; one that policy does not offer any more is left at "not sure"."""
        self.product.setCurrentIndex(max(0, self.product.findData(product)))
        self.category.setCurrentIndex(max(0, self.category.findData(category)))

    def fields(self) -> tuple[Field, ...]:
        """The fields that policy adds for this choice."""
        found = self._policy.category(*self.chosen()) if self._policy else None
        return found.fields if found else ()

    def _product_chosen(self) -> None:
        found = self._policy.product(self.product.currentData()) if self._policy else None
        self.category.blockSignals(True)
        self.category.clear()
        self.category.addItem(words.NOT_SURE, None)
        for item in found.categories if found else ():
            self.category.addItem(item.label, item.code)
        self.category.blockSignals(False)
        self.category.setVisible(bool(found and found.categories))
        self._chosen()

    def _chosen(self) -> None:
        self.product_complaint.say("")
        self.category_complaint.say("")
        self.changed.emit()

    def _lay_out(self) -> None:
        heading = label(words.ABOUT, strong=True)
        heading.setBuddy(self.product)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.product)
        row.addWidget(self.category)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self.product_complaint)
        column.addWidget(self.category_complaint)
        column.addStretch(1)


def _chooser(name: str, letters: int) -> Chooser:
    """As wide as its longest line, up to a number of letters; longer ones end in an ellipsis."""
    made = Chooser(name)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setMaximumWidth(letters * made.fontMetrics().averageCharWidth() + EDGE)
    return made
