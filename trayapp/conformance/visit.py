"""An employee at a portal: what the checks do there all the time, and what was written, so that it can be closed."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from trayapp.conformance.form import filled
from trayapp.conformance.memory import MemorySteps, Spool
from trayapp.conformance.verdict import Broken, NotOffered
from trayapp.core.errors import Forbidden, NotFound, TrayAppError
from trayapp.core.ids import OpId, new_op_id, reference
from trayapp.core.model import (
    Capabilities,
    Changes,
    Draft,
    Fact,
    FileKind,
    MessageRef,
    Once,
    Probe,
    StoredFile,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.policy import Bucket, Policy
from trayapp.core.ports import Clock, Portal

T = TypeVar("T")

TAG = "[trayapp conformance]"
"""What the subject of every test ticket begins with."""
NOTE = "A test by “trayapp conformance”. It may be deleted."
_PAGES = 10_000
_LONGEST_WAIT = 60.0
_PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Site:
    """Whose portal it is asked as whom."""

    me: Portal
    spool: Spool
    stranger: Callable[[], Portal] | None = None
    """An adapter of somebody else, who may not see my tickets."""
    nobody: Callable[[], Portal] | None = None
    """An adapter with a token that the portal never gave out."""
    clock: Clock = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep


class Visit:
    """One run of checks."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.portal = site.me
        self.made: dict[str, TicketRef] = {}
        """Test tickets by their ids."""
        self.doubtful: dict[OpId, Draft] = {}
        """What was sent without an answer: there may be a ticket of it."""
        self.mark = f"{TAG} {reference(self.op())}"
        """What the subjects of this run begin with, and no other's."""
        self._steps: dict[OpId, MemorySteps] = {}
        self.cursor: str | None = None
        """How far the changes were pulled."""
        self._common: TicketRef | None = None

    @cached_property
    def probe(self) -> Probe:
        """What the portal says of itself."""
        return self.portal.probe()

    @property
    def can(self) -> Capabilities:
        """What it lets this employee do."""
        return self.probe.capabilities

    def ask_again(self) -> Capabilities:
        """What it lets this employee do now: some servers can tell only once there is a ticket."""
        self.__dict__.pop("probe", None)
        return self.can

    def sure(self) -> Capabilities:
        """The same, once there is a ticket where the portal cannot tell before."""
        if not self.can.unsure:
            return self.can
        self.common()
        return self.ask_again()

    @cached_property
    def policy(self) -> Policy:
        """Its rules."""
        return self.portal.policy()

    def op(self) -> OpId:
        """A new operation."""
        return new_op_id(self.site.clock())

    def draft(
        self,
        subject: str,
        description: str = "",
        files: tuple[StoredFile, ...] = (),
        facts: tuple[Fact, ...] = (),
    ) -> Draft:
        """A ticket that this portal takes, marked as a test."""
        form = filled(self.policy, self.probe.me.permissions, self.site.clock().date())
        return Draft(
            f"{self.mark} {subject}",
            "\n\n".join(filter(None, (NOTE, description))),
            nature=form.nature,
            product=form.product,
            category=form.category,
            fields=form.fields,
            files=files,
            facts=facts,
        )

    def submit(self, draft: Draft, op: OpId | None = None) -> TicketRef:
        """Create it; what is in doubt is remembered, too."""
        op = op or self.op()
        self.doubtful[op] = draft
        ref = self.portal.submit(op, draft, self.steps(op), nobody_watches)
        self.made[ref.id] = ref
        del self.doubtful[op]  # last: an interruption may come between the two
        return ref

    def ticket(self, subject: str, description: str = "") -> TicketRef:
        """A new ticket to try things on."""
        return self.submit(self.draft(subject, description))

    def common(self) -> TicketRef:
        """A ticket for all that leaves it open and does not mind what else was done with it: few are to be left."""
        if self._common is None:
            self._common = self.ticket("To try things on")
        return self._common

    def write(self, ref: TicketRef, update: Update | str, op: OpId | None = None) -> MessageRef:
        """Add words to a ticket."""
        update = Update(update) if isinstance(update, str) else update
        op = op or self.op()
        return self.portal.update(op, ref, update, self.steps(op), nobody_watches)

    def steps(self, op: OpId) -> MemorySteps:
        """What of an operation is done already."""
        return self._steps.setdefault(op, MemorySteps())

    def read(self, ref: TicketRef) -> Ticket:
        """The ticket as it is."""
        found = self.portal.read(ref, None)
        if not isinstance(found, Ticket):
            raise Broken("a ticket that was not asked for conditionally is called unchanged")
        return found

    def file(self, content: bytes, name: str) -> StoredFile:
        """A file to attach."""
        return self.site.spool.put(io.BytesIO(content), name, "application/octet-stream", FileKind.FILE)

    def pull(self) -> Changes:
        """All that changed since the last time; at first everything."""
        self.needs_lists()
        found = everything(self.portal, self.cursor)
        self.cursor = found.cursor
        return found

    def mine(self, changes: Changes, subject: str = "") -> list[Ticket]:
        """Tickets of this run among them; they are remembered, whoever made them twice."""
        found = [change.ticket for change in changes.tickets if change.ticket.subject.startswith(self.mark)]
        self.made.update((ticket.ref.id, ticket.ref) for ticket in found)
        return [ticket for ticket in found if not subject or ticket.subject == subject]

    def over(self, ticket: Ticket) -> bool:
        """It is closed, or resolved."""
        return self.policy.bucket(ticket.status) in {Bucket.RESOLVED, Bucket.CLOSED}

    def eventually(self, ask: Callable[[], T | None], at_least: float = 0.0) -> T | None:
        """What the portal tells, within the time that it says it needs; `at_least`: so many seconds."""
        left = min(max(self.can.settle, at_least), _LONGEST_WAIT)
        while (found := ask()) is None and left > 0:
            self.site.sleep(_PAUSE)
            left -= _PAUSE
        return found

    def nowhere(self) -> TicketRef:
        """A ticket that is not there, named as this portal names tickets."""
        there = self.common().id
        return TicketRef(str(int(there) + 10**8) if there.isdigit() else "t_nowhere", "")

    @property
    def absent(self) -> tuple[type[TrayAppError], ...]:
        """How it is said that a ticket is not there.

        A portal that knows keys speaks the interface of this program: to it what one may not see is not there, so that
        nobody learns which numbers are taken. Other servers answer as they do, some of them that it is forbidden, and
        no adapter can make it another answer without guessing.
        """
        return (NotFound,) if self.can.submit_once is Once.NATIVE else (NotFound, Forbidden)

    def needs_lists(self) -> None:
        """Raises `NotOffered` where a portal tells nothing of tickets."""
        if not self.can.views:
            raise NotOffered("this portal tells nothing of tickets")

    def needs_updates(self) -> None:
        """Raises `NotOffered` where nothing can be added, or nothing of it seen."""
        self.needs_lists()
        if not self.can.update:
            raise NotOffered("nothing can be added to a ticket here")

    def needs_files(self) -> None:
        """Raises `NotOffered` where nothing can be attached, or nothing of it seen."""
        self.needs_lists()
        if not self.can.attachments:
            raise NotOffered("nothing can be attached here")


def everything(portal: Portal, since: str | None) -> Changes:
    """All pages since a cursor, as one. Raises `Broken` for pages without an end."""
    pages = list(_pages(portal, since))
    tickets = tuple(change for page in pages for change in page.tickets)
    return Changes(tickets, pages[-1].cursor if pages else str(since))


def _pages(portal: Portal, since: str | None) -> Iterator[Changes]:
    known = {since}
    for _ in range(_PAGES):
        page = portal.changes(since)
        if not isinstance(page, Changes):
            if since is None:
                raise Broken("asked without a cursor, the portal says that nothing changed")
            return
        yield page
        if not page.more:
            return
        if page.cursor in known:
            break
        known.add(since := page.cursor)
    raise Broken("the pages of changes come to no end", look="cursor")


def nobody_watches(_sent: int, _total: int) -> None:
    """Progress is for people who wait."""
