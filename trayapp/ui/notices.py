"""Turns what the worker tells into desktop notifications (APP-7)."""

from __future__ import annotations

from functools import singledispatchmethod

from trayapp.core.events import (
    Announced,
    Answered,
    Delivered,
    Event,
    Link,
    LinkChanged,
    Noticed,
    StatusMoved,
    Stuck,
)
from trayapp.core.model import TicketRef
from trayapp.core.operation import OpKind
from trayapp.core.ports import Clock, Notes, Notifier
from trayapp.core.session import Preferences
from trayapp.ui.texts import by_mail, notices
from trayapp.ui.texts.errors import explain, wants_sign_in
from trayapp.ui.texts.notices import Notice
from trayapp.ui.texts.when import due_words

TICKET = "ticket:"
"""A notification's target that opens a ticket begins so; others name a page of the main window."""


def ticket_target(ref: TicketRef) -> str:
    """What a click on a ticket's notification opens."""
    return TICKET + ref.id


class Notices:
    """Shows a notification for every event the employee wants to hear of; call it on the UI thread."""

    def __init__(self, notifier: Notifier, notes: Notes, preferences: Preferences, clock: Clock) -> None:
        self._notifier = notifier
        self._notes = notes
        self._preferences = preferences
        self._clock = clock
        self._begun = False
        self._asked = False

    def tell(self, event: Event) -> None:
        """Show it, unless notifications are switched off or the event is none of the employee's business."""
        if self._preferences.get("notifications").value:
            self._tell(event)

    def tell_of_salvage(self, operations: int, *, complete: bool) -> None:
        """The database was damaged, and so many operations of the outbox were saved. Told whatever the settings say."""
        self._show(notices.salvaged(operations, complete=complete), "outbox")

    @singledispatchmethod
    def _tell(self, event: object) -> None:
        """Other events change windows, not the employee's attention."""

    @_tell.register
    def _(self, event: Answered) -> None:
        label = self._status(event.status, event.status_label)[0] if event.status else ""
        notice = notices.answered(event.ref.number, event.subject, event.author, event.text, label)
        self._show(notice, ticket_target(event.ref))

    @_tell.register
    def _(self, event: StatusMoved) -> None:
        label, meaning = self._status(event.status, event.status_label)
        notice = notices.status_moved(event.ref.number, event.subject, label, meaning)
        self._show(notice, ticket_target(event.ref))

    @_tell.register
    def _(self, event: Announced) -> None:
        self._show(notices.announced(event.announcement.title, event.announcement.body), "announcements")

    @_tell.register
    def _(self, event: Noticed) -> None:
        notice = event.notice
        number = notice.ticket.number if notice.ticket else ""
        told = notices.noticed(notice.kind, number, notice.subject, notice.text)
        self._show(told, ticket_target(notice.ticket) if notice.ticket else "announcements")

    @_tell.register
    def _(self, event: Delivered) -> None:
        if event.instead_of is not None:
            told = notices.went_on(event.ref.number, event.subject, event.instead_of.number)
            self._show(told, ticket_target(event.ref))
        elif event.kind is OpKind.CREATE:
            self._show(
                notices.delivered(event.ref.number, event.subject, self._answer(event)),
                ticket_target(event.ref),
            )

    @_tell.register
    def _(self, event: Stuck) -> None:
        explanation = explain(event.problem)
        wants = wants_sign_in(event.problem)
        self._asked |= wants
        target = "account" if wants else "outbox"
        self._show(notices.stuck(event.subject, explanation.title, explanation.hint), target)

    @_tell.register
    def _(self, event: LinkChanged) -> None:
        """Who is not signed in at the start, or any more, is asked to, once; who signs out knows."""
        dropped = event.problem is not None and event.problem.params.get("reason") == "refused"
        begun, self._begun = self._begun, True
        if event.link is Link.ONLINE:
            self._asked = False
        elif event.link is Link.SIGNED_OUT and event.problem and not self._asked and (dropped or not begun):
            self._asked = True
            self._show(notices.dropped() if dropped else notices.not_signed_in(), "account")

    def _answer(self, event: Delivered) -> str:
        """When IT's answer is expected, or where it comes; empty: nobody can tell."""
        if event.due_at:
            return notices.expected(due_words(event.due_at, self._clock()))
        probe = self._notes.probe()
        return by_mail.answers_come(probe.me.email) if probe and by_mail.tells_nothing(probe) else ""

    def _status(self, code: str, portal_label: str) -> tuple[str, str]:
        """A status's label and meaning."""
        policy = self._notes.policy()
        status = policy.status(code) if policy else None
        return (status.label, status.meaning) if status else (portal_label or code, "")

    def _show(self, notice: Notice, target: str) -> None:
        self._notifier.show(notice.title, notice.body, target)
