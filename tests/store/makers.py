"""Operations, tickets and messages for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import (
    Account,
    Capabilities,
    Changes,
    Draft,
    Message,
    Probe,
    Relation,
    Side,
    StoredFile,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.policy import Bucket, Policy, Status
from trayapp.core.ports import Outcome
from trayapp.store.outbox import SqlOutbox

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
POLICY = Policy(
    "1",
    "test",
    "Acme IT",
    statuses=tuple(
        Status(code, code.title(), "", bucket)
        for code, bucket in (
            ("new", Bucket.OPEN),
            ("yours", Bucket.WAITING_FOR_YOU),
            ("resolved", Bucket.RESOLVED),
            ("closed", Bucket.CLOSED),
        )
    ),
)
_serial = count()


def op_id() -> OpId:
    """A new one each time."""
    return new_op_id(NOW + timedelta(milliseconds=next(_serial)))


def add_create(
    outbox: SqlOutbox, subject: str = "Printer on fire", files: tuple[StoredFile, ...] = ()
) -> Operation:
    """A new ticket, queued."""
    new = op_id()
    return outbox.add(new, new, OpKind.CREATE, Draft(subject, files=files), NOW)


def add_update(
    outbox: SqlOutbox, ticket_id: str, text: str = "It still burns", files: tuple[StoredFile, ...] = ()
) -> Operation:
    """A reply, queued."""
    return outbox.add(op_id(), ticket_id, OpKind.UPDATE, Update(text, files), NOW)


def done(number: str = "4711") -> Outcome:
    """Acknowledged, under that number and the id made of it."""
    return Outcome(OpState.DONE, ref=TicketRef(f"t-{number}", number))


def deliver(outbox: SqlOutbox, number: str = "4711") -> Operation:
    """Claim what is due and settle it as done."""
    claimed = outbox.claim(NOW)
    assert claimed is not None
    outbox.settle(claimed.op_id, done(number), NOW)
    return claimed


def ticket(
    number: int,
    *,
    status: str = "new",
    relation: Relation = Relation.OWN,
    minutes: float = 0,
    subject: str = "Printer",
    description: str = "",
) -> Ticket:
    """A ticket last changed `minutes` after NOW."""
    at = NOW + timedelta(minutes=minutes)
    ref = TicketRef(f"t-{number}", str(number))
    return Ticket(ref, subject, description, status, relation, "Eva", NOW, at)


def message(
    name: str, text: str = "Did you try water?", *, side: Side = Side.STAFF, mine: bool = False
) -> Message:
    """A message of staff, unless said otherwise."""
    return Message(name, "Ann", side, NOW, text, mine=mine)


def page_of(*changes: TicketChange | Ticket, cursor: str = "c1", more: bool = False) -> Changes:
    """One page of the portal's feed."""
    return Changes(
        tuple(TicketChange(one, ()) if isinstance(one, Ticket) else one for one in changes), cursor, more
    )


def probe(account: str = "eva", *, close: bool = True) -> Probe:
    """What the portal says to that person."""
    me = Account(account, f"{account}@example.com", account.title(), "Acme", "basic")
    return Probe("1", "Acme IT", me, NOW, Capabilities(close=close))
