"""What will be sent: every fact with a tick box, and pictures and files with their sizes (APP-3)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.core.model import Fact
from trayapp.ui.expander import Expander
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.submit.fact_list import FactList
from trayapp.ui.submit.files import Attachable
from trayapp.ui.texts import facts as fact_words
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.files import size
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.widgets import Mark, Tick, label, paragraph

_NAME_WIDTH = 210
Files = Callable[[], Sequence[Attachable]]
"""Every file that goes along besides pictures."""


class Payload(Expander):
    """The fold at the end of the form. Its line always tells how much goes out."""

    def __init__(self, facts: FactList, attachments: Attachments, files: Files) -> None:
        self._facts = facts
        self._attachments = attachments
        self._files = files
        self.contents: PayloadList | None = None
        super().__init__("", self._open)
        facts.changed.connect(self.refresh)
        attachments.changed.connect(self.refresh)
        self.toggled.connect(self._order_focus)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        pictures, files = self._attachments.gallery.pictures(), self._files()
        sizes = [*(picture.size() for picture in pictures), *(file.size for file in files)]
        total = None if None in sizes else sum(amount for amount in sizes if amount)
        count = len(self._facts.wanted())
        title = words.what_is_sent(len(pictures), len(files), count, total, looking=self._facts.looking)
        self.set_title(title)
        if self.contents is not None:
            self.contents.refresh()
            self._order_focus()

    def _order_focus(self) -> None:
        """Boxes come late and would stand after Send in Qt's order; Tab goes as the list is read."""
        if self.contents is not None and self.contents.window() is self.window():
            for before, after in pairwise([self.head, *self.contents.stops()]):
                QWidget.setTabOrder(before, after)

    def _open(self) -> QWidget:
        self.contents = PayloadList(self._facts, self._attachments, self._files)
        return self.contents


class PayloadList(QFrame):
    """The list itself; grows in place while facts come in."""

    def __init__(self, facts: FactList, attachments: Attachments, files: Files) -> None:
        super().__init__()
        look(self, Look.CARD)
        self._facts = facts
        self._attachments = attachments
        self._files = files
        self._keys: list[str] = []
        self._listed: list[tuple[str, str, int | None]] = []
        self.boxes: dict[str, Tick] = {}
        self._lines: dict[str, QWidget] = {}
        self._headings: dict[str, QLabel] = {}
        self.everything = Tick(words.FACTS_ALL)
        self.everything.clicked.connect(facts.tick_all)
        self._items = QVBoxLayout()
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP, GAP + GRID, GROUP, GAP + GRID)
        for part in (self._items, self._rows):
            part.setSpacing(GRID)
        column.addLayout(self._items)
        column.addWidget(self.everything)
        column.addLayout(self._rows)
        self.refresh()

    def refresh(self) -> None:
        """Show what is there now."""
        self._list_files()
        for fact in self._facts.all():
            if fact.key not in self.boxes:
                self._add(fact)
            box = self.boxes[fact.key]
            if box.isChecked() != self._facts.ticked(fact.key):
                box.setChecked(self._facts.ticked(fact.key))
        wanted, every = len(self._facts.wanted()), len(self._keys)
        self.everything.setText(words.FACTS_ALL if every else words.NO_FACTS)
        state = Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        self.everything.setCheckState(state if wanted in {0, every} else Qt.CheckState.PartiallyChecked)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        return [self.everything, *(self.boxes[key] for key in self._keys)]

    def _list_files(self) -> None:
        pictures, files = self._attachments.gallery.pictures(), self._files()
        listed = [("image", item.name, item.size()) for item in pictures]
        listed += [("file", item.name, item.size) for item in files]
        if listed == self._listed:
            return
        self._listed = listed
        while taken := self._items.takeAt(0):
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for icon_name, name, amount in listed:
            self._items.addWidget(_item(icon_name, name, amount))

    def _add(self, fact: Fact) -> None:
        """Insert a row where its rank says; the first of a group brings the heading."""
        at = bisect(self._keys, fact_words.rank(fact.key), key=fact_words.rank)
        self._keys.insert(at, fact.key)
        row = self._row(fact)
        group = fact_words.group(fact.key)
        heading = None if group in self._headings else self._heading(group)
        order = self._order()
        if heading is not None:
            self._rows.insertWidget(order.index(heading), heading)
        self._rows.insertWidget(order.index(row), row)

    def _order(self) -> list[QWidget]:
        """Headings and rows as they stand below one another."""
        order: list[QWidget] = []
        before = ""
        for key in self._keys:
            group = fact_words.group(key)
            if group != before:
                order.append(self._headings[group])
            order.append(self._lines[key])
            before = group
        return order

    def _heading(self, group: str) -> QLabel:
        made = label(group, Text.SMALL, Tone.MUTED, strong=True)
        made.setContentsMargins(0, GAP, 0, 0)
        self._headings[group] = made
        return made

    def _row(self, fact: Fact) -> QWidget:
        name = fact_words.label(fact.key)
        value = fact_words.shown(fact.value, failed=fact.failed)
        box = Tick(name)
        box.setFixedWidth(_NAME_WIDTH)
        box.setChecked(self._facts.ticked(fact.key))
        box.setAccessibleName(f"{name}: {value}")
        box.toggled.connect(lambda on: self._facts.tick(fact.key, on))
        self.boxes[fact.key] = box
        self._lines[fact.key] = row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        text = paragraph(value, shade=Tone.MUTED if fact.failed else None)
        text.setContentsMargins(0, 1, 0, 0)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(text, 1)
        return row


def _item(icon_name: str, name: str, amount: int | None) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    line.addWidget(Mark(icon_name, size=16))
    line.addWidget(label(name))
    line.addWidget(label(size(amount) if amount is not None else "", Text.SMALL, Tone.MUTED))
    line.addStretch(1)
    return row
