"""Who else sees this ticket: names, what is on its way, and the ways to add somebody (TK-7, TK-8)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from trayapp.core.model import Role
from trayapp.ui import theme
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.parts.page import clear
from trayapp.ui.style_sheet import Look, Tone
from trayapp.ui.texts import sharing as texts
from trayapp.ui.theme import GAP, GRID, Text
from trayapp.ui.tickets.participants import Person
from trayapp.ui.widgets import Mark, button, label, paragraph


class People(QWidget):
    """Signals:
    add_wanted: a `Role`.
    remove_wanted: a `Person`.
    undo_wanted: the id of the operation to take back.
    """

    add_wanted = Signal(object)
    remove_wanted = Signal(object)
    undo_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self.nobody = paragraph(texts.NOBODY, Text.SMALL, Tone.MUTED)
        self.add = {role: self._adder(role) for role in Role}
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for each in self.add.values():
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, 0, GRID)
        column.setSpacing(GAP)
        column.addWidget(self.nobody)
        column.addLayout(self._rows)
        column.addWidget(buttons)
        self.hide()  # until it is folded out

    def show_people(self, people: tuple[Person, ...], addable: frozenset[Role]) -> None:
        """Show these; lines are drawn anew only when something in them changed."""
        for role, each in self.add.items():
            each.setVisible(role in addable)
        self.nobody.setVisible(not people)
        if people != self._people:
            self._people = people
            clear(self._rows)
            for person in people:
                self._rows.addWidget(self._row(person))

    def rows(self) -> list[QWidget]:
        """The lines, in their order."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        return [widget for item in items if item and (widget := item.widget())]

    def stops(self) -> list[QPushButton]:
        """Its buttons in the order they are read: what is drawn anew would be the last that Tab reaches."""
        acts = [act for row in self.rows() for act in row.findChildren(QPushButton)]
        return [*acts, *self.add.values()]

    def _adder(self, role: Role) -> QPushButton:
        made = button(texts.ADDING[role].button, Look.QUIET, "add")
        made.clicked.connect(lambda: self.add_wanted.emit(role))
        return made

    def _row(self, person: Person) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(person.name, Text.SMALL, strong=True))
        words.addWidget(paragraph(person.about, Text.SMALL, Tone.MUTED))
        if person.note:
            words.addWidget(paragraph(person.note, Text.SMALL, Tone.FAILED if person.stuck else Tone.WARNING))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(Mark("account", theme.muted, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if act := self._act(person):
            row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        holder.setAccessibleName(", ".join(filter(None, (person.name, person.about, person.note))))
        return holder

    def _act(self, person: Person) -> QPushButton | None:
        undo = person.undo
        if undo is not None:
            made = button(texts.UNDO, Look.QUIET)
            made.setAccessibleName(texts.undo(person.name))
            made.clicked.connect(lambda: self.undo_wanted.emit(undo))
            return made
        if person.removable:
            made = button(texts.REMOVE, Look.QUIET)
            made.setAccessibleName(texts.remove(person.name))
            made.clicked.connect(lambda: self.remove_wanted.emit(person))
            return made
        return None
