"""Who else sees a ticket, and who will once the portal knows (TK-7, TK-8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from trayapp.core.ids import OpId
from trayapp.core.model import Action, Participant, Role, SetCollaborator, SetSubscriber
from trayapp.core.operation import Operation, OpState
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.texts import sharing as texts
from trayapp.ui.tickets.shown import Shown

GRANTS = {Role.SUBSCRIBER: Action.SUBSCRIBERS, Role.COLLABORATOR: Action.COLLABORATORS}
"""What must be granted to add or remove somebody in that role."""


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the list."""

    email: str
    name: str
    role: Role
    about: str
    """Address, company and role in words."""
    note: str = ""
    """How a wish about them stands; empty: there is none on its way."""
    removable: bool = False
    undo: OpId | None = None
    """The wish that can still be taken back."""
    stuck: bool = False
    """The portal refused the wish; the employee must act."""


def participants(shown: Shown, now: datetime) -> tuple[Person, ...]:
    """Those that the portal knows, then those on their way."""
    if shown.ticket is None:
        return ()
    wishes = _wishes(shown)
    there = [
        _known(person, shown, wishes.pop((person.role, _key(person.email)), None), now)
        for person in shown.ticket.people
    ]
    return (*there, *(_coming(role, op, now) for (role, _email), op in wishes.items() if _on(op)))


def _wishes(shown: Shown) -> dict[tuple[Role, str], Operation]:
    """The last wish about each person."""
    found: dict[tuple[Role, str], Operation] = {}
    for op in shown.pending:
        if isinstance(op.payload, SetSubscriber):
            found[Role.SUBSCRIBER, _key(op.payload.email)] = op
        elif isinstance(op.payload, SetCollaborator):
            found[Role.COLLABORATOR, _key(op.payload.email)] = op
    return found


def _known(person: Participant, shown: Shown, op: Operation | None, now: datetime) -> Person:
    shown_as = person.name or person.email
    email = person.email if person.email != shown_as else ""
    about = " · ".join(filter(None, (email, person.company, texts.ROLES[person.role])))
    made = Person(person.email, shown_as, person.role, about)
    if op is None:
        return replace(made, removable=shown.may(GRANTS[person.role]) or _may_leave(person, shown))
    return _asked(made, op, texts.WAITS_TO_JOIN if _on(op) else texts.WAITS_TO_LEAVE, now)


def _may_leave(person: Participant, shown: Shown) -> bool:
    """Whoever was added may take themselves off."""
    oneself = shown.me is not None and _key(shown.me.email) == _key(person.email)
    return oneself and shown.may(Action.LEAVE)


def _coming(role: Role, op: Operation, now: datetime) -> Person:
    email = op.payload.email if isinstance(op.payload, SetSubscriber | SetCollaborator) else ""
    return _asked(Person(email, email, role, texts.ROLES[role]), op, texts.WAITS_TO_JOIN, now)


def _asked(person: Person, op: Operation, words: str, now: datetime) -> Person:
    state = outbox_texts.state(replace(op, next_at=None), now)
    stuck = op.state is OpState.NEEDS_USER
    note = " ".join(filter(None, (f"{state}.", outbox_texts.advice(op)))) if stuck else f"{words} · {state}"
    free = op.state is not OpState.SENDING and not op.doubtful and not op.finished
    return replace(person, note=note, undo=op.op_id if free else None, stuck=stuck)


def _on(op: Operation) -> bool:
    return isinstance(op.payload, SetSubscriber | SetCollaborator) and op.payload.on


def _key(email: str) -> str:
    return email.strip().casefold()
