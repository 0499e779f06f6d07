"""Whether the portal tells what there is, and no more than is new."""

from __future__ import annotations

from trayapp.conformance.claims import need, refused
from trayapp.conformance.verdict import Broken, NotOffered
from trayapp.conformance.visit import Visit, everything
from trayapp.core.errors import CursorGone
from trayapp.core.model import Changes, Once
from trayapp.core.ports import Unchanged

NO_CURSOR = "bm8tc3VjaC1jdXJzb3I"
_TRIES = 5
_SECOND = 1.0


def changes_tell(visit: Visit) -> None:
    """What was made since the last pull comes with the next, all of it, with what was said."""
    visit.pull()
    refs = [visit.ticket(f"New number {number}") for number in (1, 2)]
    if visit.can.update:
        visit.write(refs[0], "Said since")
    came = {change.ticket.ref.id: change for change in visit.pull().tickets}
    lost = [ref.number for ref in refs if ref.id not in came]
    need(not lost, f"new tickets do not come with the changes: {', '.join(lost)}", "tickets")
    if visit.can.update:
        said = came[refs[0].id].messages
        said = tuple(visit.portal.thread(refs[0], None)) if said is None else said
        need("Said since" in [message.text for message in said], "what was said does not come", "messages")


def changes_from_start(visit: Visit) -> None:
    """Asked without a cursor, the portal tells every ticket."""
    visit.needs_lists()
    ref = visit.common()
    need(
        ref.id in {change.ticket.ref.id for change in everything(visit.portal, None).tickets},
        f"ticket {ref.number} is not among all tickets",
        "tickets",
    )


def nothing_new(visit: Visit) -> None:
    """With nothing new there is no page, or an empty one: at once, or as soon as its clock has moved on."""
    visit.needs_lists()
    if visit.can.update:
        visit.write(visit.common(), "The last that is new")
    else:
        visit.ticket("The last that is new")
    visit.pull()
    came: Changes | None = None
    for _ in range(_TRIES):
        page = visit.portal.changes(visit.cursor)
        if isinstance(page, Unchanged) or not page.tickets:
            return
        came = page
        visit.site.sleep(_SECOND)
    count = len(came.tickets) if came else 0
    raise Broken(f"nothing is new, and still {count} tickets are told, time after time", "tickets")


def unknown_cursor(visit: Visit) -> None:
    """A cursor that nobody knows is refused as such, or everything is told again.

    A portal that knows keys gave out the cursor itself, and has to refuse one that it did not: somebody else's would
    pass unseen otherwise. To other servers the adapter gives a moment of theirs for a cursor; what it cannot read as
    one may mean the beginning of time, as long as not one ticket is missing then.
    """
    visit.needs_lists()
    visit.common()
    if visit.can.submit_once is Once.NATIVE:
        refused("a cursor that nobody knows", lambda: visit.portal.changes(NO_CURSOR), CursorGone)
        return
    try:
        told = _ids(everything(visit.portal, NO_CURSOR))
    except CursorGone:
        return
    lost = _ids(everything(visit.portal, None)) - told
    need(
        not lost,
        f"a cursor that nobody knows is taken, and {len(lost)} tickets before it are not told",
        "cursor",
    )


def _ids(changes: Changes) -> set[str]:
    return {change.ticket.ref.id for change in changes.tickets}


def not_modified(visit: Visit) -> None:
    """A ticket that did not change is not sent again; one that did is."""
    visit.needs_lists()
    ref = visit.common()
    etag = visit.read(ref).etag
    if etag is None:
        raise NotOffered("this portal gives tickets no entity tag")
    need(isinstance(visit.portal.read(ref, etag), Unchanged), "an unchanged ticket is sent again")
    if visit.can.update:
        visit.write(ref, "News")
        need(
            not isinstance(visit.portal.read(ref, etag), Unchanged), "a ticket with news is called unchanged"
        )


def conversation(visit: Visit) -> None:
    """After a message come the later ones alone, oldest first."""
    visit.needs_updates()
    ref = visit.common()
    before = {message.id for message in visit.portal.thread(ref, None)}
    for text in ("One", "Two", "Three"):
        visit.write(ref, text)
    now = [message for message in visit.portal.thread(ref, None) if message.id not in before]
    told = [message for message in now if message.mine]
    texts = [message.text for message in told]
    need(texts == ["One", "Two", "Three"], f"what was said comes as {texts}", "messages")
    later = [message.text for message in visit.portal.thread(ref, told[0].id) if message.mine]
    need(later == ["Two", "Three"], f"after the first of three messages come {later}", "messages")
