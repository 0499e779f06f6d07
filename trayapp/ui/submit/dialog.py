"""The submission dialog: composes form and foot, and sees what was written safely to disk or to a draft."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.events import Event, Link, LinkChanged, PolicyChanged
from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.core.operation import OpState, Problem, problem_of
from trayapp.core.ports import TicketRow
from trayapp.ui import window_memory
from trayapp.ui.context import UiContext
from trayapp.ui.moment.capture import Capture, allowed
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import Tone, dress
from trayapp.ui.submit import known, leave
from trayapp.ui.submit.access import refused
from trayapp.ui.submit.again import TakeAgain
from trayapp.ui.submit.autosave import Autosave, Snapshot
from trayapp.ui.submit.foot import Foot
from trayapp.ui.submit.form import Form
from trayapp.ui.submit.instead import as_update
from trayapp.ui.submit.picture_autosave import Marks, PictureAutosave, marks_of
from trayapp.ui.submit.picture_restoring import PictureRestoring
from trayapp.ui.submit.send import NotTaken, Parcel, make_durable
from trayapp.ui.submit.sight import bring_complaint, bring_payload
from trayapp.ui.submit.start import Start, Wanted
from trayapp.ui.submit.unkept import Unkept
from trayapp.ui.texts import submit as words
from trayapp.ui.texts.drafts import FROM_LINK, was_writing
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.theme import EDGE, GAP, GROUP
from trayapp.ui.toast import toast
from trayapp.ui.widgets import rule

_log = logging.getLogger(__name__)
_NAME = "submission"
_USUAL = QSize(720, 640)


class SubmissionDialog(QDialog):
    """One dialog for a new ticket, and for an outbox item that is changed.

    Signals:
        submitted: it is safe on disk.
    """

    submitted = Signal()

    def __init__(self, context: UiContext, start: Start, capture: Capture) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE_EDIT if start.operation else words.TITLE)
        self.setAcceptDrops(True)
        self._context = context
        self._start = start
        self._saving = False
        self._over = False
        self._known = known.read(context)
        self.form = Form(context, self._known, reply=start.reply)
        self.trouble = Note(shade=Tone.FAILED)
        self.trouble.hide()
        self.foot = Foot(self)
        self._lay_out()
        dress(self)
        self._capture = capture
        self.restoring = PictureRestoring(context, self.form.attachments.gallery, self)
        self._marks_before: Marks | None = None
        self._fill()
        self.autosave = self._make_autosave()
        self._unkept = Unkept(self.autosave, self.trouble)
        self._focused: QWidget | None = None
        self.again = TakeAgain(context, self.form.attachments, self)
        self._connect()
        self._bring_pictures()

    def open_here(self) -> None:
        """Show it on the monitor with the pointer, ready to write."""
        window_memory.place(self, _NAME, _USUAL, self._context.state_folder)
        self.show()
        self.raise_()
        self.activateWindow()

    def send(self) -> None:
        """Check, then make it durable in the background; the dialog stays until that is done (APP-4)."""
        if self._saving or self.restoring.busy:
            return
        if not self.form.faults.check():
            bring_complaint(self._scroll, self.form)
            return
        self._hand_over(self._parcel(), self._saved_words())

    def add_to(self, ticket: TicketRow) -> None:
        """What was written becomes an update of an open ticket, with pictures and files, in place of a new ticket."""
        if self._saving or self.restoring.busy or self._start.operation:
            return
        parcel = self._parcel()
        draft = parcel.draft
        text = as_update(draft.subject, draft.description, self.form.fields.labelled())
        parcel = replace(parcel, draft=replace(draft, description=text), onto=ticket.id)
        self._hand_over(parcel, words.saved_onto(ticket.number))

    def take_up(self, wanted: Wanted) -> None:
        """It is open already and asked for once more; a change of an outbox item goes on as it is."""
        if self._start.operation or self._saving:
            return
        self._start = replace(self._start, wanted=wanted)
        if wanted.references:
            self.form.refer(wanted.references.id, wanted.references.number)
        if wanted.nature:
            self.form.nature.choose(wanted.nature)
        if wanted.joins:
            self.form.join(wanted.joins)
        if wanted.speaks and self.form.writing.empty():
            self.form.writing.fill(wanted.subject, wanted.description)
            self._before = self.form.words()
            self.form.offer.say(FROM_LINK)

    def put_away(self) -> None:
        """Close without a question and keep the words: the program ends. Raises `LocalFault`."""
        if self._over:
            return
        self.keep_now()
        self._leave()

    def keep_now(self) -> None:
        """Keep the words on this thread and stay open: the session may be about to end. Raises `LocalFault`."""
        if not self._over and not self._saving and self.changed():  # Send has kept its words already
            self.autosave.flush()

    @property
    def over(self) -> bool:
        """It has closed, and waits to be deleted."""
        return self._over

    def changed(self) -> bool:
        """Something was written that is not as it was offered."""
        if self.form.empty():
            return False
        return self.form.words() != self._before or self._marks_before not in {None, self._marks()}

    def reject(self) -> None:
        """Cancel, Esc or the window's cross."""
        if self._saving or self.form.attachments.recorded.asks(self.reject):
            return
        if self.changed():
            leave.ask(self, self._keep, self._discard, pictures=self._context.picture_drafts.offered)
        else:
            if self.form.empty():
                self.autosave.forget()
            self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._over:
            event.accept()
        else:
            event.ignore()
            self.reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.form.attachments.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.form.attachments.take(event.mimeData())
        event.acceptProposedAction()

    def _hand_over(self, parcel: Parcel, saved: str) -> None:
        """Off the UI thread it becomes durable; `saved` is what is told then."""
        self.trouble.say("")
        hold = self.autosave.hold()
        self._show_saving(True)
        self._context.background.run(
            lambda: self._deliver(parcel, hold), lambda _: self._saved(saved), self._not_saved, owner=self
        )

    def _deliver(self, parcel: Parcel, hold: Callable[[], None]) -> None:
        """Off the UI thread. The draft is safe before anything else, and forgotten only when the ticket is durable."""
        with suppress(LocalFault):  # then the ticket itself meets the same fault, and that is told
            hold()
        make_durable(parcel, self._context.desk)
        try:
            self.autosave.clear()
        except LocalFault as fault:
            _log.warning("the draft of a saved ticket could not be forgotten: %s", fault)

    def _saved_words(self) -> str:
        """What becomes of it now."""
        if self._start.operation:
            return words.SAVED_EDIT
        if self._context.link().link is Link.SIGNED_OUT:
            return words.SAVED_SIGNED_OUT
        if refused(self._known.policy, self._known.me, self._context.clock()):
            return words.SAVED_UNREGISTERED
        return words.SAVED

    def _saved(self, saved: str) -> None:
        self._saving = False
        self.autosave.forget_pictures()
        toast(saved)
        self.submitted.emit()
        self._leave()

    def _not_saved(self, error: Exception) -> None:
        self._show_saving(False)
        self.autosave.touch()
        if isinstance(error, NotTaken):
            self._explain(error.problem, error.item)
        elif isinstance(error, TrayAppError):
            self._explain(problem_of(error))
        else:
            _log.error("a ticket could not be saved", exc_info=error)
            self.trouble.say(str(explain_error(error)))

    def _explain(self, problem: Problem, item: object = None) -> None:
        self.trouble.say(self.form.faults.complain(problem, item))
        bring_complaint(self._scroll, self.form)

    def _show_saving(self, saving: bool) -> None:
        self._saving = saving
        before = self.focusWidget() if saving else self._focused
        self.form.setEnabled(not saving)
        if not saving and before is not None and isValid(before):
            before.setFocus()  # what is switched off loses it: who writes goes on where they were
        self._focused = before
        self.foot.show_saving(saving)
        self._show_ready()

    def _parcel(self) -> Parcel:
        operation = self._start.operation
        draft = self.form.draft()
        if operation and isinstance(operation.payload, Draft):
            draft = replace(draft, written_at=operation.payload.written_at)
        return Parcel(
            draft,
            self.form.attachments.gallery.pictures(),
            self.form.files(),
            OpId(operation.op_id) if operation else None,
            self._start.reply,
        )

    def _show_ready(self) -> None:
        ready = self.form.writing.ready() and not self._saving and not self.restoring.busy
        self.foot.show_ready(ready)

    def _make_autosave(self) -> Autosave:
        context, shown = self._context, self.form.attachments.gallery.pictures
        pictures = PictureAutosave(context.picture_drafts)
        return Autosave(context.drafts, pictures, context.background, self._snapshot, shown, self)

    def _snapshot(self) -> Snapshot:
        operation = self._start.operation
        written = replace(
            self.form.words(),
            replaces=operation.op_id if operation else None,
            saved_at=self._context.clock(),
        )
        changed = self.changed() and not self.restoring.busy
        return Snapshot(written, changed, self.form.empty())

    def _marks(self) -> Marks:
        return marks_of(self.form.attachments.gallery.pictures())

    def _keep(self) -> None:
        self.autosave.keep(self._leave, lambda error: self.trouble.say(str(explain_error(error))))

    def _discard(self) -> None:
        self.autosave.forget()
        self._leave()

    def _leave(self) -> None:
        self._over = True
        self.again.stop()
        self.autosave.stop()
        if not self._saving:
            self.form.attachments.gallery.release()
        self._capture = Capture()
        window_memory.remember(self, _NAME, self._context.state_folder)
        self.close()

    def _fill(self) -> None:
        """Put in what the dialog begins with; what is written from then on is the employee's."""
        start, form = self._start, self.form
        form.attachments.gallery.allow(taken=allowed(self._context))
        form.helping.onto_tickets = start.operation is None and self._context.desk.capabilities.update
        form.fill(start.words)
        if start.wanted.references and start.words.references == start.wanted.references.id:
            form.refer(start.wanted.references.id, start.wanted.references.number)
        form.keep(start.files)
        if start.restored:
            self._offer("")
        elif start.wanted.speaks:
            self.form.offer.say(FROM_LINK)
        form.facts.put(start.facts if start.operation else self._capture.facts)
        self._before = form.words()
        form.writing.focus()
        if start.operation and start.operation.problem and start.operation.state is OpState.NEEDS_USER:
            self._explain(start.operation.problem)

    def _start_over(self) -> None:
        """The draft is not wanted: an empty form, for a new ticket."""
        self._start = self._start.afresh()
        self.form.offer.hide()
        self.form.attachments.clear_files()
        self.form.fill(self._start.words)
        self._before = self.form.words()
        self.autosave.forget()
        if self.restoring.take_out():
            self._show_shots()
        self.form.writing.focus()

    def _bring_pictures(self) -> None:
        """Those of the draft that is offered, else those just taken."""
        if self._start.restored:
            self.autosave.offer()
            self.restoring.told.connect(self._offer)
            self.restoring.begin(self._start.files, self._pictures_are_there)
        else:
            self._pictures_are_there(())
        self._show_ready()

    def _offer(self, more: str) -> None:
        """Tell of the draft; `more` of its pictures."""
        told = was_writing(self._start.words.saved_at, self._context.clock())
        self.form.offer.say(f"{told} {more}".strip())

    def _pictures_are_there(self, restored: Sequence[Picture]) -> None:
        if self._over:
            return
        self.autosave.pictures.awaited = False
        if restored:
            self.autosave.pictures.lies_there(restored)
        elif self._start.operation is None:
            self._show_shots()
        self._marks_before = self._marks()
        self._show_ready()

    def _show_shots(self) -> None:
        self.form.attachments.show_shots(self._capture.shots, self._capture.problem)

    def collect_facts(self) -> None:
        """Look at this computer while the employee writes (APP-3)."""
        if self._start.operation is None:
            self.form.facts.collect(self._context.facts, self._context.background)

    def _connect(self) -> None:
        form = self.form
        form.changed.connect(self.autosave.touch)
        form.changed.connect(self._show_ready)
        form.start_over.connect(self._start_over)
        form.helping.strip.added.connect(self.add_to)
        form.payload.toggled.connect(self._show_payload)
        self.foot.sent.connect(self.send)
        self.foot.cancelled.connect(self.reject)
        self.foot.show_link(self._context.link(), self._known.way)
        self._context.bridge.event.connect(self._heard)

    def _heard(self, event: Event) -> None:
        if isinstance(event, LinkChanged):
            self.foot.show_link(event, self._known.way)
        elif isinstance(event, PolicyChanged):
            self._known = known.read(self._context)
            self.form.use(self._known)
            self.form.attachments.gallery.allow(taken=allowed(self._context))
            self.foot.show_link(self._context.link(), self._known.way)

    def _show_payload(self, opened: bool) -> None:
        if opened:
            bring_payload(self._scroll, self.form)

    def _lay_out(self) -> None:
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        below = QWidget()
        edge = QVBoxLayout(below)
        edge.setContentsMargins(EDGE, GAP, EDGE, GROUP)
        edge.setSpacing(GROUP)
        edge.addWidget(self.trouble)
        edge.addWidget(rule())
        edge.addWidget(self.foot)
        column.addWidget(below)
