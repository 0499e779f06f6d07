"""What there is to read, shelf by shelf (INFO-4, ROLE-1, ROLE-5, ROLE-6, ROLE-9, ROLE-11, ROLE-12)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.model import Article
from trayapp.core.policy import Policy
from trayapp.ui.expander import Expander
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.row_button import RowButton
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.widgets import label


class Shelves(Card):
    """A fold for each shelf that has something on it for this person, in the policy's order.

    Signals:
        article_requested: show the article of that id.
    """

    article_requested = Signal(str)

    def __init__(self, policy: Policy, articles: Sequence[Article]) -> None:
        super().__init__()
        self.folds: dict[str, Expander] = {}
        self.column.addWidget(label(texts.SHELVES, strong=True))
        known = {shelf.code: shelf.label for shelf in policy.shelves}
        # a shelf that this policy does not name is shown by its code: what is on it was meant to be read
        for code in dict.fromkeys([*known, *(article.shelf for article in articles)]):
            there = [article for article in articles if article.shelf == code]
            if there:
                self._add(code, known.get(code, code), there)

    def _add(self, code: str, name: str, articles: Sequence[Article]) -> None:
        fold = Expander(texts.shelf(name, len(articles)), lambda: self._rows(articles))
        self.folds[code] = fold
        self.column.addWidget(fold)

    def _rows(self, articles: Sequence[Article]) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for article in articles:
            row = RowButton("book", article.title)
            row.clicked.connect(lambda _on=False, key=article.id: self.article_requested.emit(key))
            column.addWidget(row)
        return body
