"""Documents for `--json`: the nouns of the core as plain JSON values, with stable names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from trayapp.commands.advice import words_for
from trayapp.core.ids import reference
from trayapp.core.model import Draft, Message, Ticket, Update
from trayapp.core.operation import Operation, Problem
from trayapp.core.policy import Policy
from trayapp.core.ports import TicketRow

Document = dict[str, object]


def plain(value: object) -> object:
    """A value of the core as JSON has it: times as ISO 8601, sets sorted, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)  # type: ignore[type-var]
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def problem_document(problem: Problem | None) -> Document | None:
    """What went wrong, by kind and in words."""
    if problem is None:
        return None
    words = words_for(problem)
    return {
        "kind": problem.kind,
        "title": words.title,
        "hint": words.hint,
        "fields": dict(problem.fields),
        "params": dict(problem.params),
    }


def operation_document(operation: Operation) -> Document:
    """A row of the outbox."""
    ref = operation.ref
    return {
        "op_id": operation.op_id,
        "reference": reference(operation.op_id),
        "kind": str(operation.kind),
        "state": str(operation.state),
        "subject": operation.payload.subject if isinstance(operation.payload, Draft) else None,
        "payload": None if isinstance(operation.payload, Draft | Update) else plain(operation.payload),
        "ticket_id": operation.ticket_id,
        "number": ref.number if ref and ref.number else None,
        "attempts": operation.attempts,
        "created_at": operation.created_at.isoformat(),
        "next_at": operation.next_at.isoformat() if operation.next_at else None,
        "doubtful": operation.doubtful,
        "problem": problem_document(operation.problem),
    }


def row_document(row: TicketRow) -> Document:
    """A line of the ticket list."""
    return {
        "id": row.id,
        "number": row.number,
        "subject": row.subject,
        "status": row.status,
        "status_label": row.status_label,
        "bucket": row.bucket,
        "priority": row.priority,
        "updated_at": row.updated_at.isoformat(),
        "unread": row.unread,
    }


def ticket_document(ticket: Ticket, policy: Policy | None, messages: Sequence[Message]) -> Document:
    """A ticket with its conversation."""
    document = plain(ticket)
    assert isinstance(document, dict)  # noqa: S101 - a dataclass becomes an object
    del document["ref"], document["etag"]
    status = policy.status(ticket.status) if policy else None
    return {
        "id": ticket.ref.id,
        "number": ticket.ref.number,
        **document,
        "status_label": status.label if status else ticket.status_label,
        "bucket": str(policy.bucket(ticket.status)) if policy else None,
        "messages": plain(messages),
    }
