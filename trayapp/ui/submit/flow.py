"""The ways into the submission dialog. There is one dialog at a time; asking again brings it to the front."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from trayapp.core.model import TicketRef
from trayapp.core.operation import Operation
from trayapp.ui.context import UiContext
from trayapp.ui.first_paint import once_painted
from trayapp.ui.moment.capture import Capture, take_when_ready, without_pictures
from trayapp.ui.moment.capture import wanted as pictures_wanted
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.recorder.start import put_away as put_steps_away
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.start import Start, Wanted, from_drafts, from_operation

_log = logging.getLogger(__name__)


def open_submission(
    context: UiContext,
    active_window: str = "",
    *,
    references: TicketRef | None = None,
    nature: str | None = None,
    joins: str | None = None,
    wanted: Wanted | None = None,
) -> SubmissionDialog | None:
    """A new ticket: picture every screen, then show the dialog; facts and encoding follow in the background.

    `None`: windows of ours have to leave the screen first, or the desktop may ask the person before it gives a picture,
    so the dialog comes when that is there; asking again meanwhile changes nothing. `active_window` is the title of the
    window that was active at the click, when the caller knows it. `references`: the closed ticket that the new one goes
    on from (ST-7). `nature`: what kind of request it is to be (TK-2). `joins`: the id of the announced incident that it
    is one more case of. A dialog that is open already takes all three, unless it changes an outbox item.
    `wanted`: all of them, and words, in one.
    """
    wanted_of_it = wanted or Wanted(references, nature, joins)
    if (open_already := current(context)) is not None:
        open_already.take_up(wanted_of_it)
        return _to_front(open_already)
    holder = _holder(context)
    if holder.waiting:
        return None
    context.facts.at_click()
    if pictures_wanted(context):
        holder.waiting = True
        take_when_ready(
            context, lambda capture: _arrived(context, capture, wanted_of_it), holder, active_window
        )
    else:
        _show(context, from_drafts(context, wanted_of_it), without_pictures(active_window))
    return current(context)


def open_with(context: UiContext, recording: Recording) -> None:
    """A ticket with steps that were recorded; they show what happened, so no other picture is taken."""
    dialog = current(context) or _show(context, from_drafts(context, Wanted()), without_pictures())
    dialog.form.attachments.recorded.add(recording)
    _to_front(dialog)


def edit_operation(context: UiContext, operation: Operation) -> SubmissionDialog:
    """Change an outbox item (a new ticket or an answer), with the portal's reasons beside their fields.

    Raises `ValueError` for an operation that holds no words. An open dialog comes to the front instead.
    """
    if (open_already := current(context)) is not None:
        return _to_front(open_already)
    return _show(context, from_operation(operation), Capture())


def keep_now(context: UiContext) -> None:
    """The session may be about to end: keep what is written; all goes on. Raises `LocalFault`."""
    if (dialog := current(context)) is not None:
        dialog.keep_now()


def put_away(context: UiContext) -> None:
    """Before the program ends: close the dialog and keep its words. Raises `LocalFault`; all goes on then as it was."""
    if (dialog := current(context)) is not None:
        dialog.put_away()
    put_steps_away(context)


def current(context: UiContext) -> SubmissionDialog | None:
    """The dialog that is open, if any."""
    dialog = _holder(context).dialog
    return None if dialog is None or dialog.over else dialog


class _Holder(QObject):
    """Keeps the dialog while it is open: Qt deletes a window that nobody in Python holds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dialog: SubmissionDialog | None = None
        self.waiting = False
        """Pictures are being taken; the dialog comes after them."""

    def hold(self, dialog: SubmissionDialog) -> None:
        self.dialog = dialog
        dialog.destroyed.connect(lambda: self._let_go(dialog))

    def _let_go(self, dialog: SubmissionDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None


def _holder(context: UiContext) -> _Holder:
    found = context.bridge.findChild(_Holder)
    return found if isinstance(found, _Holder) else _Holder(context.bridge)


def _arrived(context: UiContext, capture: Capture, wanted_of_it: Wanted) -> None:
    """The pictures are there. An outbox item may have been opened meanwhile: there is one dialog at a time."""
    _holder(context).waiting = False
    if (opened_meanwhile := current(context)) is not None:
        opened_meanwhile.take_up(wanted_of_it)
        _to_front(opened_meanwhile)
    else:
        _show(context, from_drafts(context, wanted_of_it), capture)


def _show(context: UiContext, start: Start, capture: Capture) -> SubmissionDialog:
    context.background.hold()  # encoding and looking at this computer begin once the dialog can be seen
    dialog = SubmissionDialog(context, start, capture)
    _holder(context).hold(dialog)
    once_painted(dialog, context.background.go_on)
    dialog.open_here()
    _log.info("submission dialog open: %s", dialog.isVisible())
    dialog.collect_facts()
    return dialog


def _to_front(dialog: SubmissionDialog) -> SubmissionDialog:
    if dialog.again.away:  # off the screen for a picture; while it counts down, it comes back at once
        dialog.again.stop()
        return dialog
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
