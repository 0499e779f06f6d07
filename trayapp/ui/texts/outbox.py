"""Words of the outbox: what is on its way, how it stands, and what to do (APP-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from trayapp.core.model import (
    NOTHING,
    DecideEstimate,
    EditProfile,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetSubscriber,
)
from trayapp.core.operation import ABOUT_PEOPLE, Operation, OpKind, OpState
from trayapp.ui.texts import when
from trayapp.ui.texts.errors import explain
from trayapp.ui.texts.files import counted

SECTION = "Outbox"
EMPTY = (
    "Nothing is waiting",
    "What you send goes here first and leaves as soon as the portal can be reached.",
)
RECENT = "Recently sent"
TRY_NOW = "Try now"
SEND_AGAIN = "Send again"
EDIT = "Edit"
DISCARD = "Discard"
ARRIVED = "It arrived"
DISCARD_QUESTION = "Discard this?"
DISCARD_MEANING = "“{title}” has not reached IT. Its words and files are deleted from this computer."
DISCARD_DOUBTFUL = "“{title}” may have reached IT already; this only stops the app from asking."
DISCARD_FORGOTTEN = "The portal no longer has “{title}”. Its words are deleted from this computer, too."
KEEP = "Keep it"
EDIT_ANSWER = "Edit your answer"
SAVE = "Save"
CANCEL = "Cancel"
UNTITLED = "a ticket"
QUEUED = "Queued"
_FIELDS = {
    "subject": "What's wrong",
    "description": "What you wrote",
    "text": "Your answer",
    "product": "Product",
    "category": "Category",
    "priority": "Urgency",
    "files": "Files",
    "nature": "Kind of request",
    "references": "Earlier ticket",
    "joins": "Incident",
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "level": "Level",
    "note": "Note",
    "estimate": "Estimate",
}
REQUEST_ACCESS = "Ask for access"
QUEUED_BEHIND = "Queued: goes after what you sent before on the same ticket"


def heading(count: int) -> str:
    """Above the rows."""
    return f"{counted(count, 'item', 'items')} on the way"


def retry(operation: Operation) -> str:
    """What trying it means: another try, or sending what had been sent."""
    return SEND_AGAIN if operation.problem and operation.problem.kind in _SENT_BEFORE else TRY_NOW


_SENT_BEFORE = frozenset({"forgotten", "may_have_been_sent"})


def discard_meaning(operation: Operation, name: str) -> str:
    """What is lost by discarding it."""
    forgotten = operation.problem is not None and operation.problem.kind == "forgotten"
    doubtful = operation.doubtful or operation.unsure
    meaning = DISCARD_FORGOTTEN if forgotten else DISCARD_DOUBTFUL if doubtful else DISCARD_MEANING
    return meaning.format(title=name)


def section(count: int) -> str:
    """The outbox in the navigation, for screen readers."""
    return f"{SECTION}, {count} waiting" if count else SECTION


def title(operation: Operation, subject: str) -> str:
    """What was asked for."""
    name = subject or UNTITLED
    match operation.payload:
        case RegisterUser(person, email):
            return f"Ask for an account: {person} ({email})"
        case RemoveUser(email):
            return f"Ask to remove an account: {email}"
        case EditProfile():
            return "Change your profile"
        case SetSubscriber(email, on) | SetCollaborator(email, on):
            return f"{'Add' if on else 'Remove'} {email}: {name}"
        case DecideEstimate(approve=approve):
            return f"{'Approve' if approve else 'Decline'} the estimate: {name}"
        case _:
            return _TITLES[operation.kind].format(name=name)


_TITLES = {
    OpKind.CREATE: "{name}",
    OpKind.UPDATE: "Answer: {name}",
    OpKind.CLOSE: "Close: {name}",
    OpKind.KEEP_OPEN: "Keep open: {name}",
    OpKind.PRIORITY: "Change urgency: {name}",
}


def state(operation: Operation, now: datetime, percent: int | None = None, *, behind: bool = False) -> str:
    """How it stands, with the reason and the next try. `behind`: another one of its ticket goes first."""
    if operation.state is OpState.SENDING:
        return "Sending" if percent is None else f"Sending ({percent} %)"
    if operation.state is OpState.WAITING:
        return f"Waiting: {_reason(operation)}{_next_try(operation.next_at, now)}"
    if operation.state is OpState.NEEDS_USER:
        return f"Needs you: {_reason(operation)}"
    if operation.state is OpState.DONE:
        return sent(operation)
    return QUEUED_BEHIND if behind else QUEUED


def advice(operation: Operation, labels: Mapping[str, str] = NOTHING) -> str:
    """What it means and what to do, fields by their labels; empty when there is nothing to say."""
    problem = operation.problem
    if problem is None or operation.state not in (OpState.WAITING, OpState.NEEDS_USER):
        return ""
    named = {labels.get(code) or _FIELDS.get(code, code): reason for code, reason in problem.fields.items()}
    return explain(replace(problem, fields=named)).hint


def sent(operation: Operation) -> str:
    """What the portal has, with its number once known."""
    number = operation.ref.number if operation.ref else ""
    if operation.kind is OpKind.CREATE:
        return f"Sent as #{number}" if number else "Sent"
    if went_on(operation):
        return f"Sent as #{number}, for the other ticket was closed"
    if operation.kind in ABOUT_PEOPLE:
        return f"Sent as ticket #{number}" if number else "Sent"
    return f"Sent to #{number}" if number else "Sent"


def went_on(operation: Operation) -> bool:
    """The words were for a ticket that was closed meanwhile, and are a new one (ST-7)."""
    ref = operation.ref
    return (
        operation.kind is OpKind.UPDATE
        and operation.finished
        and ref is not None
        and ref.id != operation.ticket_id
    )


def written(operation: Operation, now: datetime) -> str:
    """When the employee asked."""
    return f"Written {when.ago(operation.created_at, now)}"


def _reason(operation: Operation) -> str:
    if operation.problem is None:
        return "for its turn"
    return explain(operation.problem).within


def _next_try(moment: datetime | None, now: datetime) -> str:
    return f" · next try {when.until(moment, now)}" if moment else ""


def more(count: int) -> str:
    """Of a very long outbox, what is not drawn."""
    return f"… and {count} more, in the order you sent them." if count > 0 else ""
