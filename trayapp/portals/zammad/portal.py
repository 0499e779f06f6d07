"""`core.ports.Portal` over Zammad's REST API, for one of its customers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import httpx

from trayapp.core.errors import Forbidden
from trayapp.core.ids import OpId
from trayapp.core.model import (
    AccountChange,
    Change,
    Changes,
    Contact,
    Draft,
    Message,
    MessageRef,
    Probe,
    Role,
    StoredFile,
    Ticket,
    TicketChange,
    TicketRef,
    Update,
)
from trayapp.core.policy import Bucket, Policy
from trayapp.core.ports import Heard, Progress, Steps, Unchanged
from trayapp.portals.http import TIMEOUT
from trayapp.portals.overlay import laid_over
from trayapp.portals.read_back import read_back
from trayapp.portals.registry import PortalSetup
from trayapp.portals.zammad.answers import Article, Made, Me, fit
from trayapp.portals.zammad.body import body_of
from trayapp.portals.zammad.changes import PAGE, Cursor, after, cursor_of, news
from trayapp.portals.zammad.fetching import fetch
from trayapp.portals.zammad.finding import bare_message, find_message, find_ticket, message_in
from trayapp.portals.zammad.link import Link
from trayapp.portals.zammad.listing import (
    Seen,
    all_seen,
    articles_of,
    articles_or_none,
    named,
    number,
    one_seen,
)
from trayapp.portals.zammad.own_name import own_name
from trayapp.portals.zammad.policy import policy_of
from trayapp.portals.zammad.probing import me_of, probe_of
from trayapp.portals.zammad.rules import Rules, ask
from trayapp.portals.zammad.tickets import Reader, ref_of
from trayapp.portals.zammad.wishes import wanted, was_done
from trayapp.portals.zammad.writing import article_of, facts_file, reply_of, ticket_of, words_of


class ZammadPortal:
    """Used by one thread; `close` may be called from another."""

    def __init__(
        self,
        setup: PortalSetup,
        transport: httpx.BaseTransport | None = None,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> None:
        self._setup = setup
        self._link = Link(setup.address, setup.token, transport, timeout, setup.witness)
        self._rules: Rules | None = None
        self._me: tuple[str | None, Me] | None = None
        self._name: str | None = None

    def probe(self) -> Probe:
        """Raises `Forbidden` for somebody who is no customer there, `Misconfigured` for what is none of its kind."""
        self._me, self._rules, self._name = None, None, None
        answer = self._link.get("users/me", {"expand": "true"})
        me = me_of(answer)
        self._me = (self._setup.token(), me)
        return probe_of(answer, me, self._known_rules(), self._setup.address, self._called())

    def policy(self) -> Policy:
        self._rules = None
        return self._policy()

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        if self._again(op, steps) and (found := self.find(op, draft)):
            _is_there(draft.files, progress)
            return found
        reader = self._reader()
        ticket = ticket_of(draft, reader.rules, self._policy(), reader.me.id)
        ticket["article"] = article = article_of(words_of(op, draft, reader.rules))
        body = body_of(ticket, article, draft.files, facts_file(op, draft), self._setup.files, progress)
        told = self._link.send("POST", "tickets", body.pieces(), body.size, body.all_sent)
        made = fit(told, Made, write=True)
        if made.customer_id != reader.me.id:  # it would not be found again, and be sent for ever
            raise Forbidden("made for somebody else", action="other_author", number=made.number)
        return ref_of(made)

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:
        return find_ticket(self._link, self._reader(), op, draft)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        """Raises `CursorGone` where the cursor is another's, or where tickets have gone since."""
        reader = self._reader()
        since = Cursor(reader.me.id) if cursor is None else cursor_of(cursor, reader.me.id)
        everything = all_seen(self._link, reader)
        fresh = news(everything, since)
        if not fresh and cursor is not None:
            return Unchanged()
        page = fresh[:PAGE]
        told = [self._told(seen) for seen in page]
        return Changes(
            tuple(change for change in told if change is not None),
            after(page, everything, since).text(),
            more=len(fresh) > len(page),
        )

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        seen = one_seen(self._link, self._reader(), ref)
        if etag is not None and etag == seen.row.updated_at.isoformat():
            return Unchanged()
        return self._whole(seen, articles_of(self._link, ref))

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        seen = one_seen(self._link, self._reader(), ref)
        messages = self._said(seen, articles_of(self._link, ref))
        ids = [message.id for message in messages]
        return messages[ids.index(after) + 1 :] if after in ids else messages

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
        fetch(self._link.http, ref, file_id, to)

    def update(
        self, op: OpId, ref: TicketRef, update: Update, steps: Steps, progress: Progress
    ) -> MessageRef:
        """Words of a customer do not open a ticket by themselves there: the state is sent with them, as its own pages
        do. That goes by `PUT tickets/ID`: only that asks whether the group lets a closed ticket go on
        (`ticket_policy.rb`); `POST ticket_articles` would leave the words on a closed ticket that nobody looks at.
        """
        if self._again(op, steps) and (found := self.find_update(op, ref)):
            _is_there(update.files, progress)
            return found
        reader = self._reader()
        seen = one_seen(self._link, reader, ref)
        article = article_of(reply_of(op, update.text))
        wish: dict[str, Any] = {"article": article}
        back = reader.rules.follow_up()
        if back and reader.rules.bucket(seen.row.state_id) is not Bucket.OPEN:
            wish["state_id"] = back.id
        body = body_of(wish, article, update.files, (), self._setup.files, progress)
        path = f"tickets/{number(ref)}"
        self._link.send("PUT", path, body.pieces(), body.size, body.all_sent, named(ref))
        with read_back():
            articles = articles_of(self._link, ref)
        landed = message_in(articles, op, reader)
        landed = landed or bare_message(articles, update.text, seen.row.updated_at, reader)
        if landed is None:  # not to be looked for: it would be sent again for ever
            raise Forbidden("taken, and not written", action="update")
        return landed

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        return find_message(self._link, self._reader(), op, ref)

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:  # noqa: ARG002 - the ticket tells what was done
        """Raises `Forbidden` for what cannot be asked for there, and for what the server did not do."""
        reader = self._reader()
        seen = one_seen(self._link, reader, ref)
        if wish := wanted(want, seen.row, reader.rules):
            return self._changed(ref, want, wish)
        return self._whole(seen, articles_of(self._link, ref))

    def _changed(self, ref: TicketRef, want: Change, wish: Mapping[str, Any]) -> Ticket:
        self._link.put(f"tickets/{number(ref)}", wish, named(ref))
        with read_back():
            seen = one_seen(self._link, self._reader(), ref)
            done = was_done(wish, seen.row)
            articles = articles_of(self._link, ref) if done else ()
        if not done:
            raise Forbidden("the server answered well and did nothing", action=type(want).__name__.lower())
        return self._whole(seen, articles)

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:  # noqa: ARG002
        """Customers change nothing about people there."""
        raise Forbidden("customers change nothing about people", action="account")

    def find_asked(self, op: OpId, want: AccountChange) -> bool:  # noqa: ARG002
        return False

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:  # noqa: ARG002 - never asked: `Capabilities.remembers`
        return frozenset()

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:  # noqa: ARG002
        """Customers are told of no other people."""
        return ()

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:  # noqa: ARG002
        """Nothing is announced but to its own pages."""
        return iter(())

    def close(self) -> None:
        """Give back connections."""
        self._link.close()

    def _again(self, op: OpId, steps: Steps) -> bool:
        """Whether this was tried before; from now on it was."""
        tried = steps.get(f"tried:{op}") is not None
        steps.put(f"tried:{op}", "1")
        return tried

    def _reader(self) -> Reader:
        secret = self._setup.token()
        if self._me is None or self._me[0] != secret:
            if self._me is not None:
                self._rules = None  # another person may write to other groups
            self._me = (secret, me_of(self._link.get("users/me", {"expand": "true"})))
        return Reader(self._me[1], self._known_rules())

    def _known_rules(self) -> Rules:
        if self._rules is None:
            self._rules = ask(self._link)
        return self._rules

    def _policy(self) -> Policy:
        return laid_over(policy_of(self._known_rules(), self._called()), self._setup.overlay())

    def _called(self) -> str:
        """By its administrator; without a name, by its host."""
        if self._name is None:
            self._name = own_name(self._link) or urlsplit(self._setup.address).hostname or self._setup.address
        return self._name

    def _told(self, seen: Seen) -> TicketChange | None:
        """`None`: it went away meanwhile; the next look at the list tells."""
        articles = articles_or_none(self._link, ref_of(seen.row))
        if articles is None:
            return None
        return TicketChange(self._whole(seen, articles), self._said(seen, articles))

    def _whole(self, seen: Seen, articles: Sequence[Article]) -> Ticket:
        return self._reader().ticket(seen.row, articles, seen.own)

    def _said(self, seen: Seen, articles: Sequence[Article]) -> tuple[Message, ...]:
        return self._reader().messages(seen.row, articles)


def _is_there(files: Sequence[StoredFile], progress: Progress) -> None:
    """Nothing of it has to be sent any more."""
    total = sum(file.size for file in files)
    progress(total, total)
