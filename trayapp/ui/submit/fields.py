"""The fields that policy adds to the form, in place, required ones marked (TK-1, TK-2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from trayapp.core.policy import Field
from trayapp.core.text import whole
from trayapp.ui.context import UiContext
from trayapp.ui.note import Complaint
from trayapp.ui.submit.answers import FileAnswer
from trayapp.ui.submit.field_cell import FieldCell
from trayapp.ui.submit.files import Attachable, PathFile, look_at
from trayapp.ui.submit.room import side_by_side
from trayapp.ui.submit.shown import asked_now
from trayapp.ui.texts.errors import explain_error, field_reason
from trayapp.ui.theme import GAP, GRID, GROUP


class Fields(QWidget):
    """Fields in two columns. What was answered survives another nature or category, and the way back.

    Signals:
        changed: an answer was given.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._fields: tuple[Field, ...] = ()
        self._shown: tuple[Field, ...] = ()
        self._cells: dict[str, FieldCell] = {}
        self._remembered: dict[str, str] = {}
        self._files: dict[str, Attachable] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._grid = QGridLayout()
        self.hide()

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Ask for these fields, and only these."""
        if tuple(fields) != self._fields:
            self._fields = tuple(fields)
            self._rebuild()

    def values(self) -> dict[str, str]:
        """The answers to what is asked now, by field code."""
        given = {field.code: self._cells[field.code].answer.value() for field in self._shown}
        return {code: value for code, value in given.items() if value}

    def everything(self) -> dict[str, str]:
        """Every answer ever given here, also to what is not asked now: what a draft keeps."""
        return {code: value for code, value in self._remembered.items() if value}

    def labelled(self) -> list[tuple[str, str]]:
        """The answers to what is asked now as people read them: label and answer."""
        cells = (self._cells[field.code] for field in self._shown)
        return [(cell.field.label, said) for cell in cells if (said := cell.said())]

    def files(self) -> tuple[Attachable, ...]:
        """The files that answer what is asked now."""
        asked = self.values()
        return tuple(file for code, file in self._files.items() if code in asked)

    def labelled_files(self) -> list[tuple[str, Attachable]]:
        """The files that answer what is asked now, with the labels of their fields, in the order of the form."""
        asked = self.values()
        return [
            (field.label, self._files[field.code])
            for field in self._shown
            if field.code in asked and field.code in self._files
        ]

    def drop_file(self, file: Attachable) -> bool:
        """Take out the file that answers a field; tells whether it was one."""
        for cell in self._cells.values():
            if isinstance(cell.answer, FileAnswer) and cell.answer.file() is file:
                cell.answer.body.remove()
                return True
        return False

    def paths(self) -> tuple[str, ...]:
        """Those of this computer, also of what is not asked now, for the draft that is kept."""
        return tuple(str(file.path) for file in self._files.values() if isinstance(file, PathFile))

    def fill(self, values: Mapping[str, str]) -> None:
        """Put answers in; those for fields not shown wait until they are."""
        self._remembered |= values
        for code, cell in self._cells.items():
            if code in values:
                cell.answer.set_value(values[code])

    def put_file(self, code: str, file: Attachable) -> None:
        """Put in the file that answers a field."""
        self._files[code] = file
        self._remembered[code] = whole(file.name)
        cell = self._cells.get(code)
        if cell is not None and isinstance(cell.answer, FileAnswer):
            cell.answer.body.hold(file)
            cell.complaint.say("")
        self.changed.emit()

    def put_path(self, code: str, path: Path) -> None:
        """Put in a file of this computer; one that can't be taken is explained in its place."""
        self._context.background.run(
            lambda: look_at(path, self._context.desk.capabilities.max_file),
            lambda file: self.put_file(code, file),
            lambda error: self._explain(code, str(explain_error(error))),
            owner=self,
        )

    def forget(self) -> None:
        """Empty every answer."""
        for cell in self._cells.values():
            cell.answer.set_value("")
        self._remembered.clear()
        self._files.clear()

    def check(self) -> QWidget | None:
        """Complain about every required field without an answer; the first of them, to go there."""
        cells = [self._cells[field.code] for field in self._shown if field.required]
        missing = [cell for cell in cells if not cell.answer.value()]
        for cell in missing:
            cell.complaint.say(field_reason("required"))
        return missing[0].answer.widget if missing else None

    def complain(self, code: str, reason: str) -> QWidget | None:
        """Show the portal's reason under its field; the field, or `None` when it is not here."""
        if code not in {field.code for field in self._shown}:
            return None
        self._cells[code].complaint.say(reason)
        return self._cells[code].answer.widget

    def complain_of(self, file: object, reason: str) -> QWidget | None:
        """The same for the field that a file answers."""
        found = (code for code, each in self._files.items() if each is file)
        return self.complain(next(found, ""), reason)

    def codes(self) -> list[str]:
        """What is asked, in the order of reading."""
        return [field.code for field in self._shown]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of reading."""
        return [stop for cell in self._cells.values() for stop in cell.answer.stops()]

    def widget(self, code: str) -> QWidget:
        """The control of a field."""
        return self._cells[code].answer.widget

    def complaint(self, code: str) -> Complaint:
        """The line under a field."""
        return self._cells[code].complaint

    def _explain(self, code: str, reason: str) -> None:
        if code in self._cells:
            self._cells[code].complaint.say(reason)

    def _rebuild(self) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GROUP)
        self._grid.setVerticalSpacing(GAP + GRID)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, self._columns() - 1)
        self._cells = {field.code: self._cell(field) for field in self._fields}
        self._shown = ()
        self._place()
        self._column.addWidget(self._body)

    def _cell(self, field: Field) -> FieldCell:
        cell = FieldCell(field, self._context)
        cell.setParent(self._body)
        if isinstance(cell.answer, FileAnswer):
            cell.answer.body.hold(self._files.get(field.code))
        else:
            cell.answer.set_value(self._remembered.get(field.code, ""))
        cell.answered.connect(lambda: self._answered(cell))
        return cell

    def _answered(self, cell: FieldCell) -> None:
        code = cell.field.code
        self._remembered[code] = cell.answer.value()
        if isinstance(cell.answer, FileAnswer):
            self._files.pop(code, None)
            if (file := cell.answer.file()) is not None:
                self._files[code] = file
        self._place()
        self.changed.emit()

    def _columns(self) -> int:
        """Two, or one where text is so large that two would not fit side by side."""
        return 2 if side_by_side(self) else 1

    def _place(self) -> None:
        """Show what the answers call for, in columns without gaps."""
        shown = asked_now(self._fields, {code: cell.answer.value() for code, cell in self._cells.items()})
        self.setVisible(bool(shown))
        if shown == self._shown:
            return
        self._shown = shown
        at, columns = 0, self._columns()
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            asked = cell.field in shown
            if not asked:
                cell.complaint.say("")
            else:
                span = columns if cell.wide else 1
                at += at % span
                self._grid.addWidget(cell, at // columns, at % columns, 1, span)
                at += span
            cell.setVisible(asked)
