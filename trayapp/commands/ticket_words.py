"""A ticket at a terminal: everything that the window shows of it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.model import Action, Estimate, EstimateState, Ticket
from trayapp.core.policy import Policy
from trayapp.core.ports import Tickets
from trayapp.ui.texts import answers, estimates, sharing, when
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.timers import Known, countdown


@dataclass(frozen=True, slots=True)
class Around:
    """What the words depend on beside the ticket."""

    policy: Policy | None
    tickets: Tickets
    now: datetime


def lines(ticket: Ticket, around: Around) -> Iterator[str]:
    """From its number to its description."""
    yield f"#{ticket.ref.number}  {ticket.subject}"
    yield from _standing(ticket, around)
    yield f"{texts.REQUESTER} {ticket.requester}, {when.ago(ticket.created_at, around.now)}"
    yield from _form(ticket, around.policy)
    yield from _belongs(ticket, around)
    yield from _people(ticket)
    for estimate in ticket.estimates:
        yield from _estimate(ticket, estimate, around.now)
    if ticket.credits is not None:
        yield texts.credits_billed(ticket.credits, around.policy)
    if ticket.description:
        yield f"\n{ticket.description}"


def _standing(ticket: Ticket, around: Around) -> Iterator[str]:
    policy, now = around.policy, around.now
    status = policy.status(ticket.status) if policy else None
    label = (status.label if status else "") or ticket.status_label or ticket.status
    meaning = f": {status.meaning}" if status and status.meaning else ""
    yield f"{texts.status(label, ticket.sub_status)}{meaning}"
    if running := countdown(ticket, policy, now, Known(around.tickets.synced_at())):
        yield running
    priority = policy.priority(ticket.priority) if policy else None
    asked = policy.priority(ticket.priority_asked) if policy else None
    if ticket.priority:
        yield texts.priority(priority.label if priority else ticket.priority, asked.label if asked else None)
    if ticket.due_at:
        yield f"{texts.due(ticket.due_at, now)}."


def _form(ticket: Ticket, policy: Policy | None) -> Iterator[str]:
    fields = policy.fields(ticket.nature, ticket.product, ticket.category) if policy else ()
    named = (
        (texts.NATURE, answers.nature(policy, ticket.nature)),
        (texts.PRODUCT, answers.about(policy, ticket.product, ticket.category)),
        *answers.answers(fields, ticket.fields),
    )
    for name, value in named:
        if value:
            yield f"{name}: {value}"


def _belongs(ticket: Ticket, around: Around) -> Iterator[str]:
    if ticket.references:
        yield texts.GOES_ON_FROM.format(number=ticket.references.number)
    if ticket.continued:
        yield texts.GOES_ON_IN.format(number=ticket.continued.number)
    if ticket.incident:
        current = around.tickets.announcements(around.now)
        title = next((one.title for one in current if one.id == ticket.incident), "")
        yield texts.PART_OF.format(title=title) if title else texts.PART_OF_ANY


def _people(ticket: Ticket) -> Iterator[str]:
    if ticket.people:
        yield f"{sharing.SECTION}:"
    for person in ticket.people:
        name = person.name if person.name != person.email else ""
        who = f"{name} ({person.email})" if name else person.email
        yield f"  {who}, {sharing.ROLES[person.role]}"


def _estimate(ticket: Ticket, estimate: Estimate, now: datetime) -> Iterator[str]:
    open_to_me = estimate.state == EstimateState.PROPOSED and Action.ESTIMATES in ticket.actions
    standing = estimates.ASKS if open_to_me else estimates.standing(estimate, now)
    yield f"{estimates.ESTIMATE} {estimate.id}: {estimate.title}, {estimate.amount}. {standing}"
    if estimate.note:
        yield f"  {estimate.note}"
