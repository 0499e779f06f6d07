"""One try of one operation: look it up where it may be there already, otherwise send it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from trayapp.core.errors import (
    Forbidden,
    MayHaveBeenSent,
    OtherAccount,
    OtherPortal,
    OutcomeUnknown,
    Rejected,
)
from trayapp.core.fitting import fit
from trayapp.core.model import (
    AccountChange,
    Capabilities,
    Change,
    Close,
    DecideEstimate,
    Draft,
    EditProfile,
    EstimateState,
    KeepOpen,
    MessageRef,
    Once,
    RegisterUser,
    RemoveUser,
    Role,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation
from trayapp.core.policy import Bucket, Policy
from trayapp.core.ports import Portal, Progress, Steps, Tickets, Unchanged

_DOUBT = "doubt_since"
"""The step that notes when an operation's outcome became unknown; empty: it is known again."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a try works with."""

    portal: Portal
    tickets: Tickets
    capabilities: Capabilities
    policy: Policy | None
    me: str | None
    """The account signed in."""
    renew: Callable[[], Policy | None] = lambda: None
    """Asks the portal for its policy again; `None`: there is none, or it cannot be used."""
    here: str | None = None
    """The helpdesk that `portal` speaks to, by `core.helpdesk.helpdesk`."""
    epoch: int | None = None
    """Of the tickets: see `Tickets.epoch`."""

    def put(self, ticket: Ticket) -> None:
        """Keep a ticket as it was read back."""
        self.tickets.put(ticket, self.policy, self.epoch)


class Attempt:
    """A try. Afterwards `op` tells what is still in doubt, and `sent` whether it went past looking things up.

    `message` is the id of the message that a reply became, and `fitted` what was acknowledged where it is not the
    draft as written.
    """

    def __init__(self, op: Operation, desk: Desk, steps: Steps, progress: Progress, now: datetime) -> None:
        self.op = op
        self.sent = False
        self.message: str | None = None
        self.fitted: Draft | None = None
        self._desk = desk
        self._steps = steps
        self._progress = progress
        self._now = now

    @property
    def once(self) -> Once:
        """How the portal recognises a repeat of this operation."""
        match self.op.payload:
            case Draft():
                return self._desk.capabilities.submit_once
            case Update():
                return self._desk.capabilities.update_once
            case (
                Close() | KeepOpen() | SetPriority() | SetSubscriber() | SetCollaborator() | DecideEstimate()
            ):
                return Once.LOOKUP  # the ticket itself tells
            case RegisterUser() | RemoveUser() | EditProfile():
                return Once.LOOKUP
            case _ as never:
                assert_never(never)

    def run(self) -> TicketRef:
        """The ticket on the portal, when the portal has acknowledged. Raises `TrayAppError`."""
        if not self.op.goes_as(self._desk.me, self._desk.here):
            raise self._meant_for_another()
        if self.op.attempts > 1 or self.op.doubtful:
            found = self._look_up()
            if found:
                return found
            self._settled()
        self.sent = True
        return self._send()

    def _meant_for_another(self) -> OtherAccount | OtherPortal:
        op, here = self.op, self._desk.here
        if op.portal in {None, here} or here is None:
            return OtherAccount()
        doubt = {"doubtful": "yes"} if op.doubtful else {}
        return OtherPortal(was=op.portal or "", here=here, moves="yes" if op.moves else "no", **doubt)

    def note_doubt(self) -> None:
        """Remember since when the outcome is unknown; only a portal that needs time to tell makes it matter."""
        if self._desk.capabilities.settle > 0:
            self._steps.put(_DOUBT, self._now.isoformat())

    def _look_up(self) -> TicketRef | None:
        if self.once is Once.NONE:
            if self.op.doubtful:
                raise MayHaveBeenSent
            return None
        match self.op.payload:
            case Draft() as draft:
                return self._find(draft)
            case Update():
                ref = self._ref()
                found = self._desk.portal.find_update(self.op.op_id, ref)
                return self._landed(found, ref) if found else None
            case (
                Close() | KeepOpen() | SetPriority() | SetSubscriber() | SetCollaborator() | DecideEstimate()
            ) as want:
                return self._already(want)
            case (RegisterUser() | RemoveUser() | EditProfile()) as want:
                return self._asked(want)
            case _ as never:
                assert_never(never)

    def _asked(self, want: AccountChange) -> TicketRef | None:
        found = self._desk.portal.find_asked(self.op.op_id, want)
        return TicketRef(self.op.ticket_id, "") if found else None

    def _already(self, want: Change) -> TicketRef | None:
        ticket = self._desk.portal.read(self._ref(), None)
        if isinstance(ticket, Unchanged) or not self._fulfils(ticket, want):
            return None
        self._desk.put(ticket)
        return ticket.ref

    def _fulfils(self, ticket: Ticket, want: Change) -> bool:
        match want:
            case SetPriority(priority):
                return ticket.priority == priority
            case SetSubscriber(email, on):
                return on == _takes_part(ticket, Role.SUBSCRIBER, email)
            case SetCollaborator(email, on):
                return on == _takes_part(ticket, Role.COLLABORATOR, email)
            case DecideEstimate(estimate, approve):
                wanted = EstimateState.APPROVED if approve else EstimateState.DECLINED
                return any(item.id == estimate and item.state == wanted for item in ticket.estimates)
            case KeepOpen():
                return self._bucket(ticket) in {Bucket.OPEN, Bucket.WAITING}
            case Close():
                return self._bucket(ticket) in {Bucket.RESOLVED, Bucket.CLOSED}
            case _ as never:
                assert_never(never)

    def _bucket(self, ticket: Ticket) -> Bucket | None:
        return self._desk.policy.bucket(ticket.status) if self._desk.policy else None

    def _settled(self) -> None:
        """Clear the doubt, or raise `OutcomeUnknown` while the portal may not know of the operation yet."""
        settle = timedelta(seconds=self._desk.capabilities.settle)
        if self.op.doubtful and settle:
            since = _moment(self._steps.get(_DOUBT))
            if since is None or since > self._now:  # killed in the middle, or the clock was set back
                self._steps.put(_DOUBT, self._now.isoformat())
                raise OutcomeUnknown("not found, but it is too early to tell")
            if self._now - since < settle:
                raise OutcomeUnknown("not found, but it is too early to tell")
            self._steps.put(_DOUBT, "")
        self.op = replace(self.op, doubtful=False)

    def _send(self) -> TicketRef:
        op, portal = self.op, self._desk.portal
        match op.payload:
            case Draft() as draft:
                return self._submit(draft)
            case Update() as update:
                landed = portal.update(op.op_id, self._ref(), update, self._steps, self._progress)
                return self._landed(landed, self._ref())
            case (
                Close() | KeepOpen() | SetPriority() | SetSubscriber() | SetCollaborator() | DecideEstimate()
            ) as want:
                return self._change(want)
            case (RegisterUser() | RemoveUser() | EditProfile()) as want:
                return portal.ask(op.op_id, want) or TicketRef(op.ticket_id, "")
            case _ as never:
                assert_never(never)

    def _landed(self, message: MessageRef, ref: TicketRef) -> TicketRef:
        self.message = message.id
        return message.ticket or ref

    def _submit(self, draft: Draft) -> TicketRef:
        """Fitted to the policy at hand; when the portal refuses that by a newer one, fitted to the newer one, once."""
        fitted = _fitted(draft, self._desk.policy)
        try:
            return self._create(fitted)
        except Rejected:
            again = _fitted(draft, self._desk.renew() or self._desk.policy)
            if again == fitted:
                raise
        return self._create(again)

    def _find(self, draft: Draft) -> TicketRef | None:
        """What an earlier try sent was fitted as this one would be, as long as the policy is the same."""
        found = self._desk.portal.find(self.op.op_id, draft)
        if found is not None:
            fitted = _fitted(draft, self._desk.policy)
            self.fitted = None if fitted == draft else fitted
        return found

    def _create(self, draft: Draft) -> TicketRef:
        ref = self._desk.portal.submit(self.op.op_id, draft, self._steps, self._progress)
        self.fitted = None if draft == self.op.payload else draft
        return ref

    def _change(self, want: Change) -> TicketRef:
        try:
            ticket = self._desk.portal.change(self.op.op_id, self._ref(), want)
        except (Rejected, Forbidden):
            # two people on one ticket: what is refused may be so already
            already = self._already(want)
            if already is None:
                raise
            return already
        self._desk.put(ticket)
        return ticket.ref

    def _ref(self) -> TicketRef:
        if self.op.ref:
            return self.op.ref
        known = self._desk.tickets.get(self.op.ticket_id)
        return known.ref if known else TicketRef(self.op.ticket_id, "")


def _fitted(draft: Draft, policy: Policy | None) -> Draft:
    """As it is where no other policy's form asked for it: what is wrong then, its author is told."""
    changed = policy is not None and draft.policy not in {None, policy.version}
    return fit(draft, policy) if policy and changed else draft


def _takes_part(ticket: Ticket, role: Role, email: str) -> bool:
    return any(item.role == role and item.email.lower() == email.lower() for item in ticket.people)


def _moment(noted: str | None) -> datetime | None:
    return datetime.fromisoformat(noted) if noted else None
