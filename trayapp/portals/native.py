"""The adapter to the portal API v1, whose reference is the embedded portal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote

import httpx
import msgspec

from trayapp.core.errors import CursorGone, OutcomeUnknown, ServerFault
from trayapp.core.ids import OpId
from trayapp.core.model import (
    NOTHING,
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
    TicketRef,
    Update,
)
from trayapp.core.policy import Policy
from trayapp.core.ports import FileSource, Heard, Progress, Steps, Unchanged
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.answers import (
    Asked,
    AskedList,
    ContactList,
    MessageList,
    Posted,
    SaidList,
    Taken,
    TicketList,
)
from trayapp.portals.auth import Renewal, TokenSource, no_renewal
from trayapp.portals.http import TIMEOUT, Answer, Http, Oversized
from trayapp.portals.native_events import Events
from trayapp.portals.native_files import Uploads, described, fetch
from trayapp.portals.native_wishes import asking, change_body
from trayapp.portals.parts import SIZES, in_parts
from trayapp.portals.problems import check, problem
from trayapp.portals.wire import decode, decode_policy

API = "api/v1"
ASKED_AT_ONCE = 40
"""Operations asked about in one request, so that its address stays under 2 000 letters."""


class NativePortal:
    """`core.ports.Portal` over the portal API. Used by one thread; `close` may be called from another."""

    def __init__(
        self,
        address: str,
        token: TokenSource,
        files: FileSource,
        transport: httpx.BaseTransport | None = None,
        renew: Renewal = no_renewal,
        timeout: httpx.Timeout = TIMEOUT,
        witness: Witness = no_witness,
    ) -> None:
        self._http = Http(address, token, transport, renew, timeout, witness=witness)
        self._files = files
        self._events = Events(self._http, f"{API}/events")
        self._policy: tuple[str, Policy] | None = None

    def probe(self) -> Probe:
        return decode(self._get("probe"), Probe)

    def policy(self) -> Policy:
        """The policy; asked for again only when its ETag changed. Raises `UnusablePolicy`."""
        answer = self._get("policy", etag=self._policy[0] if self._policy else None)
        if answer.status == 304 and self._policy:
            return self._policy[1]
        policy = decode_policy(answer)
        etag = answer.text_header("etag")
        self._policy = (etag, policy) if etag else None
        return policy

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        send = Sending(op, "tickets", _ticket_body(draft), draft.files, steps, progress)
        answer = self._post_with_files(send)
        check(answer, write=True)
        made = decode(answer, Ticket, write=True)
        if made.op_id not in {None, op}:
            raise OutcomeUnknown("the portal answers with another ticket")
        return made.ref

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:  # noqa: ARG002 - for portals without keys
        found = decode(self._get("tickets", {"op_id": op}), TicketList).tickets
        # a portal that ignored the filter must not be believed
        return next((ticket.ref for ticket in found if ticket.op_id == op), None)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        """One page, a shorter one where the answer would be too large: at last one ticket without its conversation.

        Raises `CursorGone` for a cursor that the portal does not know any more (410).
        """
        for most in SIZES:
            with suppress(Oversized):
                return self._page(cursor, {"limit": str(most)})
        return self._page(cursor, {"limit": "1", "messages": "false"})

    def _page(self, cursor: str | None, asked: Mapping[str, str]) -> Changes | Unchanged:
        query = {**asked} | ({"cursor": cursor} if cursor is not None else {})
        answer = self._http.call(
            "GET", f"{API}/changes", query=query, headers=_if_none_match(_quoted(cursor))
        )
        if answer.status == 410 and cursor is not None:
            raise CursorGone
        check(answer)
        return Unchanged() if answer.status == 304 else decode(answer, Changes)

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        answer = self._get(_ticket(ref), etag=_quoted(etag), named=_named(ref))
        if answer.status == 304:
            return Unchanged()
        ticket = decode(answer, Ticket)
        if ticket.ref.id != ref.id:
            raise ServerFault("the portal answers with another ticket")
        return ticket

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        """All that came after; in parts where there is much of it."""
        return tuple(in_parts(after, lambda last, most: self._said(ref, last, most)))

    def _said(self, ref: TicketRef, after: str | None, most: int) -> Sequence[Message]:
        query = {"limit": str(most)} | ({"after": after} if after is not None else {})
        answer = self._get(f"{_ticket(ref)}/messages", query, named=_named(ref))
        return decode(answer, MessageList).messages

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
        path = f"{API}/{_ticket(ref)}/files/{quote(file_id, safe='')}"
        fetch(self._http, path, to, {"what": "file", "id": file_id})

    def update(
        self, op: OpId, ref: TicketRef, update: Update, steps: Steps, progress: Progress
    ) -> MessageRef:
        body = {"text": update.text, "files": described(update.files)}
        answer = self._post_with_files(
            Sending(op, f"{_ticket(ref)}/messages", body, update.files, steps, progress)
        )
        check(answer, write=True, named=_named(ref))
        landed = decode(answer, Posted, write=True)
        return MessageRef(landed.id, landed.ticket)

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        answer = self._get(f"{_ticket(ref)}/messages", {"op_id": op}, named=_named(ref))
        found = decode(answer, SaidList).messages
        if len(found) > 1:
            raise ServerFault("the portal does not look messages up by their key")
        return next((MessageRef(said.id, said.ticket) for said in found if said.mine or said.ticket), None)

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:
        answer = self._post(op, f"{_ticket(ref)}/changes", change_body(want))
        check(answer, write=True, named=_named(ref))
        ticket = decode(answer, Ticket, write=True)
        if ticket.ref.id != ref.id:
            raise OutcomeUnknown("the portal answers with another ticket")
        return ticket

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:
        path, body = asking(want)
        answer = self._post(op, path, body)
        check(answer, write=True)
        return decode(answer, Asked, write=True).ticket

    def find_asked(self, op: OpId, want: AccountChange) -> bool:
        path, _body = asking(want)
        return bool(decode(self._get(path, {"op_id": op}), AskedList).asked)

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:
        found: set[OpId] = set()
        for start in range(0, len(ops), ASKED_AT_ONCE):
            part = ops[start : start + ASKED_AT_ONCE]
            known = decode(self._get("operations", {"op_ids": ",".join(part)}), Taken).taken
            found.update(op for op in part if op in known)
        return frozenset(found)

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:
        return decode(self._get("contacts", {"q": words, "role": role}), ContactList).contacts

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        return self._events.listen(stopped, cursor)

    def close(self) -> None:
        """Give back connections; a `listen` in another thread ends."""
        self._events.interrupt()
        self._http.close()

    def _get(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        etag: str | None = None,
        *,
        named: Mapping[str, str] = NOTHING,
    ) -> Answer:
        answer = self._http.call("GET", f"{API}/{path}", query=query, headers=_if_none_match(etag))
        check(answer, named=named)
        return answer

    def _post(
        self, op: OpId, path: str, body: Mapping[str, Any], sent: Callable[[], None] | None = None
    ) -> Answer:
        headers = {"Content-Type": "application/json", "Idempotency-Key": op}
        # in one order on every try: the portal compares the body with the one it had under the same key
        content = msgspec.json.encode(body, order="deterministic")
        return self._http.call(
            "POST", f"{API}/{path}", write=True, headers=headers, content=content, sent=sent
        )

    def _post_with_files(self, send: Sending) -> Answer:
        uploads = Uploads(self._http, self._files, send.steps, send.progress)
        uploads.send(send.files)
        answer = self._post(send.op, send.path, send.body, send.all_sent)
        missing = _missing(answer) if answer.status == 409 else frozenset()
        if missing:
            uploads.send(send.files, again=missing)
            answer = self._post(send.op, send.path, send.body, send.all_sent)
        return answer


@dataclass(frozen=True, slots=True)
class Sending:
    """What is posted once, after its files."""

    op: OpId
    path: str
    body: Mapping[str, Any]
    files: Sequence[StoredFile]
    steps: Steps
    progress: Progress

    def all_sent(self) -> None:
        """Everything is on its way, and the portal works."""
        total = sum(file.size for file in self.files)
        self.progress(total, total)


def _ticket_body(draft: Draft) -> Mapping[str, Any]:
    return {
        "subject": draft.subject,
        "description": draft.description,
        "nature": draft.nature,
        "product": draft.product,
        "category": draft.category,
        "fields": dict(draft.fields),
        "priority": draft.priority,
        "facts": draft.facts,
        "files": described(draft.files),
        "written_at": draft.written_at,
        "references": draft.references,
        "joins": draft.joins,
    }


def _missing(answer: Answer) -> frozenset[str]:
    hashes = problem(answer).get("missing")
    return frozenset(filter(_is_text, hashes)) if isinstance(hashes, list) else frozenset()


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _ticket(ref: TicketRef) -> str:
    return f"tickets/{quote(ref.id, safe='')}"


def _named(ref: TicketRef) -> dict[str, str]:
    return {"what": "ticket", "id": ref.number or ref.id}


def _quoted(tag: str | None) -> str | None:
    """An entity tag as it stands in a header; `None` for what cannot stand there."""
    if tag is None or not tag.isascii() or not tag.isprintable():
        return None
    return tag if tag.startswith(('"', 'W/"')) else f'"{tag}"'


def _if_none_match(etag: str | None) -> Mapping[str, str]:
    return {"If-None-Match": etag} if etag else {}
