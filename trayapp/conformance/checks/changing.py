"""Whether a change is told as it really went: the portal's own word for it, read back, counts."""

from __future__ import annotations

from trayapp.conformance.claims import need, refused
from trayapp.conformance.verdict import Broken, NotOffered
from trayapp.conformance.visit import Visit
from trayapp.core.errors import Forbidden, NeedsUser, Rejected
from trayapp.core.model import Change, Close, Draft, SetPriority, Ticket, TicketRef


def closing(visit: Visit) -> None:
    """Closed is closed, now and when read again; where that is not granted, it is refused and stays open."""
    visit.needs_lists()
    granted = visit.sure().close
    ref = visit.ticket("To be closed") if granted else visit.common()
    after = _change(visit, ref, Close(), granted=granted)
    there = visit.read(ref)
    if after is None:
        need(not visit.over(there), "closing was refused, and the ticket is closed", "status")
        return
    need(visit.over(after), f"closing was done, and the ticket is “{after.status}”", "status")
    _read_again(after, there)


def closing_again(visit: Visit) -> None:
    """The same operation again is harmless, and so is another: it stays closed."""
    visit.needs_lists()
    if not visit.sure().close:
        raise NotOffered("tickets are not closed from here")
    ref, op = visit.ticket("To be closed twice"), visit.op()
    first = visit.portal.change(op, ref, Close())
    again = visit.portal.change(op, ref, Close())
    need(
        first.status == again.status, f"closed twice, it is “{first.status}”, then “{again.status}”", "status"
    )
    need(visit.over(visit.read(ref)), "closed twice, it is open again", "status")


def priority(visit: Visit) -> None:
    """The other priority is there, now and when read again; or it is refused and stays."""
    visit.needs_lists()
    ref = visit.common()
    before = visit.read(ref)
    other = next((each.code for each in visit.policy.priorities if each.code != before.priority), None)
    if other is None:
        raise NotOffered("the policy has no other priority")
    after = _change(visit, ref, SetPriority(other), granted=visit.sure().priority)
    there = visit.read(ref)
    want = other if after else before.priority
    need(there.priority == want, f"priority {want!r} was told, {there.priority!r} is there", "priority")
    if after:
        need(after.priority == other, f"asked for priority {other!r}, done: {after.priority!r}", "priority")
        _read_again(after, there)


def unknown_priority(visit: Visit) -> None:
    """A priority that is not there is refused at its field."""
    visit.needs_lists()
    if not visit.sure().priority:
        raise NotOffered("the priority is not changed from here")
    ref = visit.common()
    want = SetPriority("no-such")
    refusal = refused("an unknown priority", lambda: visit.portal.change(visit.op(), ref, want), Rejected)
    need(
        refusal.fields.get("priority"),
        "an unknown priority is refused without a reason at its field",
        "fields",
    )


def unknown_product(visit: Visit) -> None:
    """A ticket about what is not there is refused at its field."""
    visit.needs_lists()
    if not visit.policy.products:
        raise NotOffered("the policy names no products")
    plain = visit.draft("About nothing")
    draft = Draft(plain.subject, plain.description, nature=plain.nature, product="no-such-product")
    refusal = refused("a ticket about no product", lambda: visit.submit(draft), Rejected, Forbidden)
    visit.doubtful.clear()
    reasons = refusal.fields.get("product") if isinstance(refusal, Rejected) else refusal.kind
    need(reasons, "a ticket about no product is refused without a reason at its field", "fields")


def missing(visit: Visit) -> None:
    """A ticket that is not there is not found: to read, to write on, to change."""
    visit.needs_lists()
    nowhere = visit.nowhere()
    absent = visit.absent
    refused("reading a ticket that is not there", lambda: visit.portal.read(nowhere, None), *absent)
    if visit.can.update:
        refused("writing on a ticket that is not there", lambda: visit.write(nowhere, "Hello"), *absent)
    if visit.can.close:
        close = refused_change(visit, nowhere)
        need(isinstance(close, absent), f"closing a ticket that is not there ended in “{close.kind}”")


def refused_change(visit: Visit, ref: TicketRef) -> NeedsUser:
    """The refusal to close that ticket."""
    return refused("closing such a ticket", lambda: visit.portal.change(visit.op(), ref, Close()), NeedsUser)


def _change(visit: Visit, ref: TicketRef, want: Change, *, granted: bool) -> Ticket | None:
    """The ticket afterwards; `None`: it was refused, as the capabilities said."""
    try:
        after = visit.portal.change(visit.op(), ref, want)
    except NeedsUser as refusal:
        if granted:
            raise Broken(f"it is offered, and refused with “{refusal.kind}”: {refusal}") from refusal
        return None
    need(after.ref == ref, f"a change of ticket {ref.number} is answered with {after.ref.number}", "id")
    return after


def _read_again(after: Ticket, there: Ticket) -> None:
    for name in ("status", "priority", "actions", "subject"):
        told, is_now = getattr(after, name), getattr(there, name)
        need(told == is_now, f"after the change its {name} was {told!r}, read again {is_now!r}", name)
