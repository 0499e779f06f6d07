"""What the employee asks of a ticket, from the button to the outbox; nothing here waits for the portal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trayapp.core.ids import OpId
from trayapp.core.model import Contact, Estimate, Role
from trayapp.core.operation import Operation
from trayapp.ui.context import UiContext
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.texts import estimates as estimate_texts
from trayapp.ui.texts import sharing as sharing_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.tickets.add_person import AddPerson
from trayapp.ui.tickets.answer_box import Answer
from trayapp.ui.tickets.participants import Person


class Wishes(QWidget):
    """Never shown: a widget, so that its questions open over the window it lies in.

    Signals:
        asked: the `OpId` of an operation that is in the outbox now, or was taken out of it.
        failed: why one is not.
    """

    asked = Signal(str)
    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.hide()

    def answer(self, key: str, written: Answer, done: Callable[[], None], failed: _Failed) -> None:
        """Queue an answer; `done` once it is durable."""
        desk = self._context.desk

        def job() -> Operation:
            files = [desk.attach(path) for path in written.paths]
            return desk.update(key, written.text.strip(), files)

        def taken(operation: Operation) -> None:
            done()
            self.asked.emit(operation.op_id)

        self._context.background.run(job, taken, failed, owner=self)

    def urgency(self, key: str, code: str) -> None:
        """Another priority (TK-10)."""
        self._ask(lambda: self._context.desk.set_priority(key, code))

    def keep_open(self, key: str) -> None:
        """No timer shall resolve or close it (ST-3, ST-6)."""
        self._ask(lambda: self._context.desk.keep_open(key))

    def close_ticket(self, key: str) -> None:
        """Ask first; then no longer worked on (TK-4)."""
        words, answers = (texts.CLOSE_QUESTION, texts.CLOSE_MEANING), (texts.CLOSE, texts.STAY_OPEN)
        self._confirm(words, answers, lambda: self._context.desk.close(key))

    def decide(self, key: str, estimate: Estimate, *, approve: bool) -> None:
        """Ask first, for it may cost money (TK-6)."""
        yes = estimate_texts.APPROVE if approve else estimate_texts.DECLINE
        words = estimate_texts.question(estimate, approve=approve)
        self._confirm(
            words,
            (yes, estimate_texts.BACK),
            lambda: self._context.desk.decide(key, estimate.id, approve=approve),
        )

    def add_person(self, key: str, role: Role, already: frozenset[str]) -> AddPerson:
        """Whom, is asked in a window of its own (TK-7, TK-8)."""
        dialog = AddPerson(self._context, self, role, already)
        dialog.chosen.connect(lambda contact: self._add(key, role, contact))
        dialog.open()
        dialog.field.setFocus()
        return dialog

    def remove_person(self, key: str, person: Person) -> None:
        """Ask first; then they no longer take part."""
        words = sharing_texts.remove_question(person.name, person.role)
        answers = (sharing_texts.REMOVE, sharing_texts.STAY)
        self._confirm(words, answers, lambda: self._set(key, person.role, person.email, on=False))

    def undo(self, op_id: str) -> None:
        """Take back what was not sent yet."""

        def job() -> str:
            self._context.desk.discard(OpId(op_id))
            return op_id

        self._context.background.run(job, self.asked.emit, self.failed.emit, owner=self)

    def _add(self, key: str, role: Role, contact: Contact) -> None:
        self._ask(lambda: self._set(key, role, contact.email, on=True))

    def _set(self, key: str, role: Role, email: str, *, on: bool) -> Operation:
        desk = self._context.desk
        change = desk.set_subscriber if role is Role.SUBSCRIBER else desk.set_collaborator
        return change(key, email, on=on)

    def _confirm(
        self, words: tuple[str, str], answers: tuple[str, str], wish: Callable[[], Operation]
    ) -> None:
        confirm(self, words, answers, lambda: self._ask(wish))

    def _ask(self, wish: Callable[[], Operation]) -> None:
        self._context.background.run(
            wish, lambda operation: self.asked.emit(operation.op_id), self.failed.emit, owner=self
        )


_Failed = Callable[[Exception], None]
