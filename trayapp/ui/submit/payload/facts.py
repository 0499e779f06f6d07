"""The facts about this computer, each with a tick: without it, it does not go along (APP-3)."""

from __future__ import annotations

from bisect import bisect

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from trayapp.core.model import Fact
from trayapp.ui.inspector.table import heading, name_width, value
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.fact_list import FactList
from trayapp.ui.submit.room import side_by_side
from trayapp.ui.texts import facts as fact_words
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import GAP, GRID
from trayapp.ui.widgets import Tick


class FactTick(Tick):
    """Space changes it, Delete takes the fact out."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)


class FactRows(QWidget):
    """Grows in place while facts come in."""

    def __init__(self, facts: FactList) -> None:
        super().__init__()
        self._facts = facts
        self._keys: list[str] = []
        self.boxes: dict[str, Tick] = {}
        self._lines: dict[str, QWidget] = {}
        self._headings: dict[str, QLabel] = {}
        self.everything = FactTick(words.FACTS_ALL)
        self.everything.clicked.connect(facts.tick_all)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.everything)
        column.addLayout(self._rows)

    def refresh(self) -> None:
        """Show what was found by now."""
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
        self.setVisible(bool(every) or self._facts.looking)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        return [self.everything, *(self.boxes[key] for key in self._keys)]

    def _add(self, fact: Fact) -> None:
        """Insert a row where its rank says; the first of a group brings the heading."""
        at = bisect(self._keys, fact_words.rank(fact.key), key=fact_words.rank)
        self._keys.insert(at, fact.key)
        row = self._row(fact)
        group = fact_words.group(fact.key)
        above = None if group in self._headings else self._headings.setdefault(group, heading(group))
        order = self._order()
        if above is not None:
            self._rows.insertWidget(order.index(above), above)
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

    def _row(self, fact: Fact) -> QWidget:
        name = fact_words.label(fact.key)
        shown = fact_words.shown(fact.value, failed=fact.failed)
        box = FactTick(name)
        box.setChecked(self._facts.ticked(fact.key))
        box.setAccessibleName(f"{name}: {shown}")
        box.toggled.connect(lambda on: self._facts.tick(fact.key, on))
        self.boxes[fact.key] = box
        self._lines[fact.key] = row = _side_by_side(box, value(shown, Tone.MUTED if fact.failed else None))
        return row


def _side_by_side(box: Tick, text: QLabel) -> QWidget:
    """The box and its value; large text has the box above."""
    row, beside = QWidget(), side_by_side(box)
    line = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP if beside else 0)
    if beside:
        box.setFixedWidth(name_width(box))
        text.setContentsMargins(0, 1, 0, 0)
    line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
    line.addWidget(text, 1)
    return row
