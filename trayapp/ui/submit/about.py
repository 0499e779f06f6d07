"""What the ticket is about: product, then category (TK-1)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from trayapp.core.policy import Nature, Policy
from trayapp.ui.note import Complaint
from trayapp.ui.submit.heading import star
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.errors import field_reason
from trayapp.ui.theme import EDGE, GAP, GRID
from trayapp.ui.widgets import Chooser, label


class About(QWidget):
    """Two choices; the second shows what the first offers. "Not sure" is an answer where no field hangs on them.

    Signals:
        changed: another product or category.
    """

    changed = Signal()

    def __init__(self, policy: Policy | None) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._kept: tuple[str | None, str | None] = (None, None)
        self.product = _chooser(words.PRODUCT, 24)
        self.category = _chooser(words.CATEGORY, 34)
        self.product_complaint = Complaint(self.product)
        self.category_complaint = Complaint(self.category)
        self.star = star()
        self._nature: Nature | None = None
        self._lay_out()
        self.use(policy)
        self.product.currentIndexChanged.connect(self._product_chosen)
        self.category.currentIndexChanged.connect(lambda _: self._chosen())

    def use(self, policy: Policy | None) -> None:
        """Follow another policy; what was chosen stays where it can."""
        before, self._policy = self.chosen(), policy
        self.product.blockSignals(True)
        self.product.clear()
        self.product.addItem(words.NOT_SURE, None)
        for item in policy.products if policy else ():
            self.product.addItem(item.label, item.code)
        self.product.blockSignals(False)
        self._product_chosen()
        self.choose(*before)
        self.follow(self._nature)

    def follow(self, nature: Nature | None) -> None:
        """Some natures ask for neither (TK-2); what was chosen is kept."""
        self._nature = nature
        asked = nature is None or nature.about
        self.setVisible(asked and bool(self._policy and self._policy.products))
        self._mark()

    def check(self) -> QWidget | None:
        """Complain about what is needed and missing; the control, to go there."""
        for chooser, needed in self._needs():
            if needed and chooser.currentData() is None:
                complaint = self.product_complaint if chooser is self.product else self.category_complaint
                complaint.say(field_reason("required"))
                return chooser
        return None

    def chosen(self) -> tuple[str | None, str | None]:
        """The codes of product and category, `None` where nothing is chosen; without a policy, those of before."""
        if self._policy is None:
            return self._kept
        return self.product.currentData(), self.category.currentData()

    def choose(self, product: str | None, category: str | None) -> None:
        """Choose by code; one that policy does not offer any more is left at "not sure"."""
        self._kept = (product, category)
        self.product.setCurrentIndex(max(0, self.product.findData(product)))
        self.category.setCurrentIndex(max(0, self.category.findData(category)))

    def _product_chosen(self) -> None:
        found = self._policy.product(self.product.currentData()) if self._policy else None
        self.category.blockSignals(True)
        self.category.clear()
        self.category.addItem(words.NOT_SURE, None)
        for item in found.categories if found else ():
            self.category.addItem(item.label, item.code)
        self.category.blockSignals(False)
        self.category.setVisible(bool(found and found.categories))
        self._mark()
        self._chosen()

    def _needs(self) -> Iterator[tuple[Chooser, bool]]:
        """Where an answer is needed: a nature that asks what it is about must not lose the fields that hang on it."""
        asks = self._policy is not None and self._nature is not None and self._nature.about
        product = self._policy.product(self.product.currentData()) if self._policy else None
        products = self._policy.products if self._policy else ()
        yield self.product, asks and any(item.needs_category for item in products)
        yield self.category, asks and product is not None and product.needs_category

    def _mark(self) -> None:
        """A red asterisk, and no "not sure", where an answer is needed."""
        names = {self.product: words.PRODUCT, self.category: words.CATEGORY}
        needs = dict(self._needs())
        self.star.setVisible(any(needs.values()))
        for chooser, needed in needs.items():
            chooser.setItemText(0, words.CHOOSE if needed else words.NOT_SURE)
            chooser.setAccessibleName(f"{names[chooser]}, {words.REQUIRED}" if needed else names[chooser])

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
        above = QHBoxLayout()
        above.setSpacing(GRID)
        above.addWidget(heading)
        above.addWidget(self.star)
        above.addStretch(1)
        column.addLayout(above)
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
