"""Closes the test tickets at the end, as far as that is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from trayapp.conformance.verdict import Broken, NotOffered
from trayapp.conformance.visit import Visit
from trayapp.core.errors import TrayAppError
from trayapp.core.model import Close, TicketRef

_STILL_WORKING = 5.0
"""Seconds that a portal may take for what it was sent just before somebody interrupted: it shows only then."""
INTERRUPTED = "nobody tried to close it"


@dataclass(frozen=True, slots=True)
class Tidied:
    """What became of one test ticket."""

    ref: TicketRef
    closed: bool
    why: str = ""
    """Why it is still open: the kind of the error, or what the portal does not offer."""


def tidied(visit: Visit) -> Iterator[Tidied]:
    """Every ticket of this run, also those of which nobody knows whether they arrived."""
    if not visit.made and not visit.doubtful:
        return
    _look_up(visit)
    with suppress(TrayAppError):
        visit.ask_again()
    for ref in list(visit.made.values()):
        yield _close(visit, ref)


def left_behind(visit: Visit, tidied: Sequence[Tidied]) -> Sequence[Tidied]:
    """Those that nobody has looked at any more: tidying was interrupted."""
    seen = {one.ref.id for one in tidied}
    return [Tidied(ref, closed=False, why=INTERRUPTED) for ref in visit.made.values() if ref.id not in seen]


def _look_up(visit: Visit) -> None:
    for op, draft in visit.doubtful.items():
        with suppress(TrayAppError):
            if found := visit.eventually(partial(visit.portal.find, op, draft), _STILL_WORKING):
                visit.made[found.id] = found
    with suppress(TrayAppError, Broken, NotOffered):
        visit.mine(visit.pull())


def _close(visit: Visit, ref: TicketRef) -> Tidied:
    try:
        if not (visit.can.close and visit.can.views):
            return Tidied(ref, closed=False, why="tickets are not closed from here")
        if visit.over(visit.read(ref)):
            return Tidied(ref, closed=True)
        after = visit.portal.change(visit.op(), ref, Close())
    except (TrayAppError, Broken) as error:
        return Tidied(ref, closed=False, why=getattr(error, "kind", str(error)))
    over = visit.over(after)
    return Tidied(ref, over, "" if over else f"it is “{after.status}”")
