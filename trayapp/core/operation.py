"""An operation: one thing the employee asked for, on its way to the portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from trayapp.core.errors import Busy, MayHaveBeenSent, Rejected, TrayAppError
from trayapp.core.helpdesk import account
from trayapp.core.ids import OpId
from trayapp.core.model import (
    AccountChange,
    Change,
    Draft,
    TicketRef,
    Update,
)


class OpKind(StrEnum):
    """What an operation does on the portal."""

    CREATE = "create"
    UPDATE = "update"
    CLOSE = "close"
    KEEP_OPEN = "keep_open"
    PRIORITY = "priority"
    SUBSCRIBER = "subscriber"
    COLLABORATOR = "collaborator"
    ESTIMATE = "estimate"
    REGISTRATION = "registration"
    REMOVAL = "removal"
    PROFILE = "profile"


class OpState(StrEnum):
    """Where an operation stands (APP-5)."""

    QUEUED = "queued"
    """Never tried, or asked to be tried now."""
    SENDING = "sending"
    """Claimed by the worker. Found at start: the program was killed, the outcome is unknown."""
    WAITING = "waiting"
    """Tried; comes again at `next_at`."""
    NEEDS_USER = "needs_user"
    """Stands until the employee acts."""
    DONE = "done"


Payload = Draft | Update | Change | AccountChange

ABOUT_PEOPLE = frozenset({OpKind.REGISTRATION, OpKind.REMOVAL, OpKind.PROFILE})
"""Kinds that belong to no ticket; their `ticket_id` is a name that keeps those of one matter in order."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the outbox remembers it: kind and parameters, no sentence."""

    kind: str
    params: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    """The portal's reasons by field (`Rejected`)."""
    detail: str = ""


def problem_of(error: TrayAppError) -> Problem:
    """What to remember of an error."""
    fields = dict(error.fields) if isinstance(error, Rejected) else {}
    params = dict(error.params)
    if isinstance(error, Busy) and error.retry_after is not None:
        params["retry_after"] = f"{error.retry_after:g}"
    return Problem(error.kind, params, fields, error.detail)


@dataclass(frozen=True, slots=True)
class Operation:
    """A row of the outbox."""

    seq: int
    """The order in which the employee asked; ops of one ticket go in this order."""
    op_id: OpId
    ticket_id: str
    """The portal's id, or the `op_id` of the create that will make the ticket."""
    kind: OpKind
    payload: Payload
    state: OpState
    created_at: datetime
    attempts: int = 0
    """How often it was claimed, this try included."""
    next_at: datetime | None = None
    """Not before this moment; `None`: at once."""
    problem: Problem | None = None
    doubtful: bool = False
    """An earlier try may have reached the portal: look it up before sending."""
    ref: TicketRef | None = None
    """The ticket on the portal, once known."""
    author: str | None = None
    """The account that was signed in when it was written; it is sent as no other. `None`: nobody was, so it goes as
    whoever signs in."""
    done_at: datetime | None = None
    """When the portal's acknowledgement was made durable here."""
    portal: str | None = None
    """The helpdesk it was written for, by `core.helpdesk.helpdesk`; it goes to no other unless its author is known
    there or the employee says so. `None`: none was set up, so it goes to the first that is.
    """
    message: str | None = None
    """The id of the message on the portal that a reply became, once acknowledged; `None`: the portal names none."""

    @property
    def finished(self) -> bool:
        """Acknowledged by the portal."""
        return self.state is OpState.DONE

    @property
    def unsure(self) -> bool:
        """It may have been sent, and only the employee can find out."""
        kind = self.problem.kind if self.problem else ""
        return self.state is OpState.NEEDS_USER and kind == MayHaveBeenSent.kind

    @property
    def may_be_there(self) -> bool:
        """The helpdesk it was written for may have it already; no other one can tell."""
        return self.doubtful or self.unsure

    @property
    def moves(self) -> bool:
        """Another helpdesk than the one it was written for could take it: it belongs to no ticket there."""
        return self.kind is OpKind.CREATE

    def goes_as(self, me: str | None, here: str | None) -> bool:
        """Whether it may go to the helpdesk `here` as the account `me`.

        No two accounts of any two helpdesks have the same id: known to its author, a helpdesk at another address is
        the same one.
        """
        if self.author is None:
            return self.portal in {None, here}
        return me is not None and account(self.author) == account(me)


def behind(pending: Sequence[Operation]) -> frozenset[OpId]:
    """Those that go only after another one of their ticket, which is not done; `pending` is oldest first."""
    first: dict[str, OpId] = {}
    return frozenset(op.op_id for op in pending if first.setdefault(op.ticket_id, op.op_id) != op.op_id)
