"""Whether another person sees nothing of one's tickets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from trayapp.conformance.claims import need, refused
from trayapp.conformance.verdict import NotOffered, NotTried
from trayapp.conformance.visit import Visit, everything, nobody_watches
from trayapp.core.model import Close, Once, TicketRef, Update
from trayapp.core.ports import Portal


def stranger(visit: Visit) -> None:
    """To them it is not there: not to read, write, close, fetch from, or pull. `Visit.absent`: how that is said."""
    visit.needs_lists()
    with _another(visit) as other:
        files = (visit.file(b"secret", "secret.txt"),) if visit.can.attachments else ()
        ref = visit.submit(visit.draft("Nobody else's business", files=files))
        refused("somebody else's reading", lambda: other.read(ref, None), *visit.absent)
        for file in visit.read(ref).files:
            _fetches_nothing(visit, other, ref, file.id)
        _writes(visit, other, ref)
        seen = {change.ticket.ref.id for change in everything(other, None).tickets}
        need(ref.id not in seen, "the ticket is among somebody else's", "tickets")


def _writes(visit: Visit, other: Portal, ref: TicketRef) -> None:
    before = len(visit.portal.thread(ref, None))
    _hears_nothing(visit, other, ref)
    if visit.can.update:
        op, words = visit.op(), Update("Hello")
        steps = visit.steps(op)
        refused(
            "somebody else's reply",
            lambda: other.update(op, ref, words, steps, nobody_watches),
            *visit.absent,
        )
    refused("somebody else's closing", lambda: other.change(visit.op(), ref, Close()), *visit.absent)
    need(len(visit.portal.thread(ref, None)) == before, "somebody else's words are on the ticket", "messages")


def _fetches_nothing(visit: Visit, other: Portal, ref: TicketRef, file_id: str) -> None:
    fetch = "somebody else's fetching of a file"
    refused(fetch, lambda: other.fetch(ref, file_id, io.BytesIO()), *visit.absent)


def _hears_nothing(visit: Visit, other: Portal, ref: TicketRef) -> None:
    """Some servers know no refusal here, and tell nothing."""
    with suppress(*visit.absent):
        said = other.thread(ref, None)
        need(not said, f"somebody else reads {len(said)} messages of the conversation", "messages")


def stranger_key(visit: Visit) -> None:
    """A key belongs to its person."""
    if visit.can.submit_once is Once.NONE:
        raise NotOffered("this portal does not recognise what it was sent before")
    with _another(visit) as other:
        op, draft = visit.op(), visit.draft("Found by its author alone")
        visit.submit(draft, op)
        found = other.find(op, draft)
        need(found is None, f"somebody else finds ticket {found.number if found else ''} by its key")


@contextmanager
def _another(visit: Visit) -> Iterator[Portal]:
    """Somebody who may not see my tickets. Raises `NotTried`."""
    if visit.site.stranger is None:
        raise NotTried("this needs a second person")
    other = visit.site.stranger()
    try:
        probe = other.probe()
        if probe.me.id == visit.probe.me.id:
            raise NotTried("the second person is the first one, too")
        if "company" in probe.capabilities.views and probe.me.company == visit.probe.me.company:
            raise NotTried("the second person may see the tickets of the first one's company")
        yield other
    finally:
        other.close()
