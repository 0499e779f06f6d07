"""One ticket: its head, its conversation, and the answer box (TK-4 to TK-10, ST-1 to ST-7)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from trayapp.core.events import OutboxChanged, TicketsChanged
from trayapp.core.ids import OpId
from trayapp.core.model import Action, Relation, Role, TicketRef
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.empty import Empty
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import by_mail
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import GROUP
from trayapp.ui.tickets.answer_box import Answer, AnswerBox
from trayapp.ui.tickets.conversation import Conversation
from trayapp.ui.tickets.header import Header
from trayapp.ui.tickets.kept_answers import KeptAnswers
from trayapp.ui.tickets.moved import Moved
from trayapp.ui.tickets.proposals import timeline
from trayapp.ui.tickets.sent_window import show_sent
from trayapp.ui.tickets.shown import Shown, read
from trayapp.ui.tickets.wishes import Wishes
from trayapp.ui.widgets import button

_MINUTE = 60_000


class TicketView(QWidget):
    """Signals:
    back: to the list, in a narrow window.
    renamed: old and new key, when a ticket of the outbox got the portal's id.
    read: the id of a ticket the employee has seen.
    edit_requested: the create operation to edit.
    outbox_requested: show the outbox.
    reference_requested: a new ticket that goes on from this `TicketRef`.
    ticket_requested: the id of another ticket to show.
    incident_requested: the id of an announcement to show.
    """

    back = Signal()
    renamed = Signal(str, str)
    read = Signal(str)
    edit_requested = Signal(object)
    outbox_requested = Signal()
    reference_requested = Signal(object)
    ticket_requested = Signal(str)
    incident_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._key = ""
        self._shown: Shown | None = None
        self._seen: tuple[str, int, object] | None = None
        self.header = Header(context)
        self.conversation = Conversation(context)
        self.answer = AnswerBox()
        self.kept_answers = KeptAnswers(self.answer, context.notes, context.background, self)
        self.fault = Note("", Tone.FAILED)
        self.fault.hide()
        self.moved = Moved()
        self.wishes = Wishes(context, self)
        self.leave = button(texts.BACK, icon_name="back")
        self.empty = Empty("ticket", self.leave)
        self.empty.say(texts.NOTHING_CHOSEN)
        self._stack = QStackedWidget()
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._tick)
        self._lay_out()
        self._connect()

    @property
    def key(self) -> str:
        """Which ticket; empty: none."""
        return self._key

    @property
    def shown(self) -> Shown | None:
        """What was read of it last."""
        return self._shown

    def offer_back(self, *, offered: bool) -> None:
        """In a narrow window there is a way back to the list, whatever shows here."""
        self.header.back.setVisible(offered)
        self.leave.setVisible(offered)

    def show_ticket(self, key: str) -> None:
        """Turn to another ticket."""
        if key != self._key:
            self._key = key
            self._shown = None
            self.fault.hide()
            self.moved.turn_to(key)
            self.empty.say((texts.LOADING, ""))
            self.answer.turn_to(key)
        self.refresh()

    def tell_moved(self, old: TicketRef, new: TicketRef) -> None:
        """What was written on a closed ticket went on in a new one (ST-7)."""
        self.moved.tell(old, new, self._key)

    def refresh(self) -> None:
        """Read the ticket again, in the background; an answer about another one is thrown away."""
        key = self._key
        if key:
            self._context.background.run(
                lambda: read(self._context, key), lambda shown: self._show(key, shown), self._fail, owner=self
            )

    def _show(self, key: str, shown: Shown) -> None:
        if key != self._key:
            return
        self._follow_id(shown)
        self._shown = shown
        now = self._context.clock()
        there = shown.ticket is not None or shown.create is not None
        if there:
            self.header.show_ticket(shown, now)
            ref = shown.ticket.ref if shown.ticket else None
            self.conversation.show_items(shown.key, ref, timeline(shown, now))
            self.answer.allow(
                _why_no_answer(shown), _becomes(shown), by_mail.GOES_AS_MAIL if shown.mailed else ""
            )
        else:
            self.empty.say(texts.GONE)
        self._stack.setCurrentIndex(int(there))
        self._mark_read()

    def _follow_id(self, shown: Shown) -> None:
        if shown.key != self._key:
            self.answer.rename(self._key, shown.key)
            old, self._key = self._key, shown.key
            self.renamed.emit(old, shown.key)

    def _mark_read(self) -> None:
        """Only when it is really in front of the employee, and once for each state of it."""
        shown = self._shown
        if shown is None or shown.ticket is None or not self.isVisible() or not self.isActiveWindow():
            return
        seen = (shown.key, len(shown.messages), shown.ticket.updated_at)
        if seen == self._seen:
            return
        self._seen = seen
        tickets, key = self._context.tickets, shown.key
        self._context.background.run(
            lambda: tickets.mark_read(key), lambda _none: self._say_read(key), owner=self
        )

    def _say_read(self, key: str) -> None:
        self.read.emit(key)
        self._context.bridge.emit_event(TicketsChanged((key,)))

    # ---- what the employee asks for

    def _send(self, key: str, answer: Answer) -> None:
        def failed(error: Exception) -> None:
            self.answer.complain(key, str(explain_error(error)))

        self.wishes.answer(key, answer, lambda: self.answer.done(key), failed)

    def _asked(self, op_id: str) -> None:
        """Show it as pending at once, here and wherever the outbox is counted."""
        self.fault.hide()
        self._context.bridge.emit_event(OutboxChanged(OpId(op_id)))
        self.refresh()

    def _add_person(self, role: Role) -> None:
        people = self._shown.ticket.people if self._shown and self._shown.ticket else ()
        self.wishes.add_person(self._key, role, frozenset(person.email for person in people))

    def _refer(self) -> None:
        if self._shown and self._shown.ticket:
            self.reference_requested.emit(self._shown.ticket.ref)

    def _edit(self) -> None:
        if self._shown and self._shown.create:
            self.edit_requested.emit(self._shown.create)

    def _show_sent(self) -> None:
        if self._shown:
            show_sent(self._context, self._shown.key, self._shown.number, self)

    def _fail(self, error: Exception) -> None:
        self.fault.say(str(explain_error(error)))

    # ---- frame

    def _tick(self) -> None:
        if self._shown and (self._shown.ticket or self._shown.create):
            self.header.show_ticket(self._shown, self._context.clock())
            self.conversation.retime()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_room(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minute.start()
        self._tick()
        self._mark_read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._mark_read()

    def _connect(self) -> None:
        self.header.back.clicked.connect(self.back)
        self.leave.clicked.connect(self.back)
        self.answer.sent.connect(self._send)
        self.wishes.asked.connect(self._asked)
        self.wishes.failed.connect(self._fail)
        self.moved.ticket_wanted.connect(self.ticket_requested)
        self.header.relations.ticket_wanted.connect(self.ticket_requested)
        self.header.relations.incident_wanted.connect(self.incident_requested)
        self._connect_actions()
        self._connect_people()
        talk = self.conversation
        talk.decided.connect(lambda which, yes: self.wishes.decide(self._key, which, approve=yes))
        talk.undo_wanted.connect(self.wishes.undo)

    def _connect_actions(self) -> None:
        actions, countdown, wishes = self.header.acts, self.header.countdown, self.wishes
        actions.urgency_wanted.connect(lambda code: wishes.urgency(self._key, code))
        actions.close_wanted.connect(lambda: wishes.close_ticket(self._key))
        actions.refer_wanted.connect(self._refer)
        actions.edit_wanted.connect(self._edit)
        actions.outbox_wanted.connect(self.outbox_requested)
        actions.sent_wanted.connect(self._show_sent)
        countdown.keep_wanted.connect(lambda: wishes.keep_open(self._key))
        countdown.answer_wanted.connect(self.answer.edit.setFocus)

    def _connect_people(self) -> None:
        people = self.header.sharing
        people.add_wanted.connect(self._add_person)
        people.remove_wanted.connect(lambda person: self.wishes.remove_person(self._key, person))
        people.undo_wanted.connect(self.wishes.undo)

    def _lay_out(self) -> None:
        ticket = QWidget()
        inner = QVBoxLayout(ticket)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.header)
        inner.addWidget(_inset(self.fault, self.moved))
        inner.addWidget(self.conversation, 1)
        inner.addWidget(self.answer)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(ticket)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _why_no_answer(shown: Shown) -> str:
    """Empty: the employee may answer."""
    if shown.create is not None or shown.may(Action.UPDATE):
        return ""
    if not shown.capabilities.update:
        return texts.NO_ANSWERS
    if shown.ticket and shown.ticket.relation is Relation.COLLABORATOR:
        return texts.ONLY_READING
    return texts.NO_ANSWER_HERE.format(number=shown.number)


def _becomes(shown: Shown) -> str:
    """What the answer makes beside an answer; empty: nothing."""
    return texts.BECOMES_NEW.format(number=shown.number) if shown.answers_become_new else ""


def _inset(*notes: QWidget) -> QWidget:
    """Notes in line with what stands above and below them."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(GROUP, 0, GROUP, 0)
    for note in notes:
        column.addWidget(note)
    return holder
