"""The adapter to Redmine 5, as an ordinary user."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.ids import OpId
from trayapp.core.model import (
    AccountChange,
    Capabilities,
    Change,
    Changes,
    Contact,
    Draft,
    Message,
    MessageRef,
    Once,
    Probe,
    Role,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.policy import Permission, Policy
from trayapp.core.ports import FileSource, Heard, Progress, Steps, Unchanged
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.auth import TokenSource
from trayapp.portals.http import Http
from trayapp.portals.overlay import Overlay, laid_over, nothing_over
from trayapp.portals.redmine.auth import KeyAuth
from trayapp.portals.redmine.catalog import Catalog, catalog
from trayapp.portals.redmine.change import Changing
from trayapp.portals.redmine.files import Limit, fetch
from trayapp.portals.redmine.finding import Finder
from trayapp.portals.redmine.issue import messages_of, ticket_of
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.page import largest_file, own_name
from trayapp.portals.redmine.person import Person, person
from trayapp.portals.redmine.pulled import newest_own, pulled
from trayapp.portals.redmine.rules import policy_of
from trayapp.portals.redmine.send import Sender
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.server_clock import server_time

SETTLE = 60.0
"""Seconds after which a request that was under way has surely ended, and what it wrote can be found."""
VERSION = "5"
"""Redmine tells nobody its version; by what it answers, it is at least this."""


class RedminePortal:
    """`core.ports.Portal`. Used by one thread; `close` may be called from another."""

    def __init__(
        self,
        address: str,
        key: TokenSource,
        files: FileSource,
        overlay: Overlay = nothing_over,
        transport: httpx.BaseTransport | None = None,
        witness: Witness = no_witness,
    ) -> None:
        self._address = address
        self._key = key
        self._asked: str | None = None
        """The key of the person at hand: another one signs in while the program runs."""
        self._http = Http(address, None, transport, auth=KeyAuth(address, key), witness=witness)
        self._talk = Talk(self._http)
        self._files = files
        self._overlay = overlay
        self._limit = Limit()
        self._issues = Issues(self._talk)
        self._finder = Finder(self._talk, self._issues, lambda: self._who().user.id)
        self._person: Person | None = None
        self._catalog: Catalog | None = None
        self._name: str | None = None

    def probe(self) -> Probe:
        """Raises `Misconfigured`: no_api, version (older than 5.0), not_a_portal."""
        self._forget()
        who, choices = self._who(), self._choices()
        answer = self._talk.ask("issue_statuses.json")
        self._limit.bytes = self._largest() or self._limit.bytes
        me = who.account(self._address, create=bool(choices.projects))
        granted = Capabilities(
            update=Permission.UPDATE in me.permissions,
            close=Permission.CLOSE in me.permissions,
            priority=Permission.PRIORITY in me.permissions,
            profile_url=f"{self._address}/my/account",
            submit_once=Once.LOOKUP,
            update_once=Once.LOOKUP,
            sign_in=frozenset({"password", "token"}),
            max_file=self._limit.bytes,
            settle=SETTLE,
        )
        return Probe(VERSION, self._called(), me, server_time(answer), granted)

    def policy(self) -> Policy:
        """Made of what the server tells this person, under the administrator's words. Raises `UnusablePolicy`."""
        self._catalog = None
        return laid_over(policy_of(self._choices(), self._called()), self._overlay())

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        self._catalog = None  # what cannot be chosen any more, Redmine replaces without a word
        return self._sender(steps, progress).submit(op, draft, self._choices())

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:  # noqa: ARG002 - its key is enough
        return self._finder.ticket(op)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        return pulled(self._talk, cursor, self._who().user.id, self._told)

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        found = self._issues.read(ref.id, etag)
        return Unchanged() if found is None else ticket_of(found[0], self._who(), self._choices(), found[1])

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        issue = self._issues.whole(ref.id)
        last = int(after) if after and after.isascii() and after.isdecimal() else 0
        return [each for each in messages_of(issue, self._who()) if int(each.id) > last]

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:  # noqa: ARG002 - files have numbers of their own
        try:
            fetch(self._http, self._talk, file_id, to)
        except (NotFound, Forbidden) as error:
            raise NotFound(error.detail, what="file", id=file_id) from error

    def update(
        self, op: OpId, ref: TicketRef, update: Update, steps: Steps, progress: Progress
    ) -> MessageRef:
        return self._sender(steps, progress).update(op, ref, update)

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        return self._finder.message(op, ref)

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:  # noqa: ARG002 - the ticket itself tells
        who, choices = self._who(), self._choices()
        issue, etag = Changing(self._issues, choices).change(ref, want)
        return ticket_of(issue, who, choices, etag)

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:  # noqa: ARG002
        """Accounts are its administrators' alone."""
        raise Forbidden(action="account")

    def find_asked(self, op: OpId, want: AccountChange) -> bool:  # noqa: ARG002
        """Never asked."""
        return False

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:  # noqa: ARG002
        """It does not remember what was deleted."""
        return frozenset()

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:  # noqa: ARG002
        """Nobody can be added."""
        return ()

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:  # noqa: ARG002
        """It announces nothing."""
        return iter(())

    def close(self) -> None:
        self._http.close()

    def _told(self, number: int, etag: str | None) -> tuple[TicketChange, str] | None:
        found = self._issues.read(str(number), etag)
        if found is None:
            return None
        issue, mark = found
        who = self._who()
        ticket = ticket_of(issue, who, self._choices(), mark)
        return TicketChange(ticket, messages_of(issue, who)), mark

    def _sender(self, steps: Steps, progress: Progress) -> Sender:
        return Sender(self._talk, self._issues, self._finder, self._files, self._limit, steps, progress)

    def _who(self) -> Person:
        key = self._key()
        if key != self._asked:
            self._forget()
        if self._person is None:
            self._person, self._asked = person(self._talk), key
        return self._person

    def _choices(self) -> Catalog:
        who = self._who()
        if self._catalog is None:
            self._catalog = catalog(self._talk, who)
        return self._catalog

    def _called(self) -> str:
        """By its administrator; without a name, by its host."""
        if self._name is None:
            self._name = own_name(self._talk) or urlsplit(self._address).hostname or self._address
        return self._name

    def _largest(self) -> int | None:
        """Bytes of a file, by the page of an issue of one's own; `None`: there is none yet."""
        own = newest_own(self._talk)
        return largest_file(self._talk, own) if own is not None else None

    def _forget(self) -> None:
        self._person = self._catalog = self._name = None
