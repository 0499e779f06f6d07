"""How a ticket stands, in words: status and meaning, urgency, due time, and what a timer of the portal will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trayapp.core.ids import reference
from trayapp.core.model import Action, Draft, Ticket
from trayapp.core.operation import Operation, OpKind
from trayapp.core.policy import Bucket, Policy
from trayapp.ui.texts import by_mail, timers
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.theme import State
from trayapp.ui.tickets.shown import Shown


@dataclass(frozen=True, slots=True)
class Standing:
    """What the head of a ticket says."""

    title: str
    number: str
    status: str
    meaning: str
    urgency: str
    due: str
    countdown: str
    credits: str = ""


def standing(shown: Shown, now: datetime) -> Standing | None:
    """The words, or `None` when the ticket is gone."""
    if shown.ticket:
        return _on_portal(shown, shown.ticket, now)
    if shown.create and isinstance(shown.create.payload, Draft):
        return _in_outbox(shown, shown.create, shown.create.payload, now)
    return None


def status_label(ticket: Ticket, policy: Policy | None) -> str:
    """The status in the portal's word; in ours when neither policy nor ticket name it."""
    known = policy.status(ticket.status) if policy else None
    label = known.label if known else ticket.status_label or ticket.status.replace("_", " ").capitalize()
    return texts.status(label, ticket.sub_status)


def _in_outbox(shown: Shown, create: Operation, draft: Draft, now: datetime) -> Standing:
    urgency = _urgency(shown.policy, draft.priority, None)
    if shown.mailed:
        meaning = by_mail.how_it_stands(shown.me.email if shown.me else "")
        return Standing(draft.subject, reference(create.op_id), by_mail.SENT, meaning, urgency, "", "")
    if create.finished:  # the portal has it; its first description of it comes with the next pull
        number = texts.number(create.ref.number) if create.ref else texts.NO_NUMBER
        return Standing(draft.subject, number, outbox_texts.sent(create), "", urgency, "", "")
    state = outbox_texts.state(create, now)
    return Standing(draft.subject, texts.NO_NUMBER, texts.NOT_SENT, state, urgency, "", "")


def _on_portal(shown: Shown, ticket: Ticket, now: datetime) -> Standing:
    policy = shown.policy
    known = policy.status(ticket.status) if policy else None
    finished = known is not None and known.bucket in (Bucket.RESOLVED, Bucket.CLOSED)
    return Standing(
        title=ticket.subject,
        number=texts.number(ticket.ref.number),
        status=status_label(ticket, policy),
        meaning=known.meaning if known else "",
        urgency=_urgency(policy, ticket.priority, ticket.priority_asked),
        due=texts.due(ticket.due_at, now) if ticket.due_at and not finished else "",
        countdown=_countdown(shown, ticket, now),
        credits=texts.credits_billed(ticket.credits, policy) if ticket.credits is not None else "",
    )


def _urgency(policy: Policy | None, code: str | None, asked: str | None) -> str:
    label, wanted = _label(policy, code), _label(policy, asked)
    return texts.priority(label, wanted) if label else ""


def _label(policy: Policy | None, code: str | None) -> str:
    known = policy.priority(code) if policy else None
    return known.label if known else code or ""


def _countdown(shown: Shown, ticket: Ticket, now: datetime) -> str:
    """What a timer will do; of a resolved ticket without one, what can be done."""
    asked = shown.asked_to(OpKind.UPDATE) or shown.asked_to(OpKind.KEEP_OPEN)
    known = timers.Known(shown.synced_at, shown.may(Action.UPDATE), asked)
    running = timers.countdown(ticket, shown.policy, now, known)
    resumable = shown.state is State.RESOLVED and shown.may(Action.KEEP_OPEN) and not asked
    return running or (timers.NOT_SOLVED if resumable else "")
