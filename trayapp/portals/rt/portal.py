"""The adapter to Request Tracker 5, by its REST2, as an employee without any privilege."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

import httpx

from trayapp.core.errors import (
    Forbidden,
    MayHaveBeenSent,
    NotFound,
    OutcomeUnknown,
    Rejected,
    TrayAppError,
)
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
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.policy import Policy
from trayapp.core.ports import FileSource, Heard, Progress, Steps, Unchanged
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.overlay import Overlay, laid_over, nothing_over
from trayapp.portals.read_back import read_back
from trayapp.portals.rt.body import Letter
from trayapp.portals.rt.changing import changed
from trayapp.portals.rt.conversation import conversation
from trayapp.portals.rt.docs import text
from trayapp.portals.rt.feed import Feed
from trayapp.portals.rt.found import found_reply, found_ticket, reply_made
from trayapp.portals.rt.me import Person, person, probe
from trayapp.portals.rt.rest import Rest, decoded
from trayapp.portals.rt.rules import Queue, policy, queues
from trayapp.portals.rt.said import fetch
from trayapp.portals.rt.tickets import Beginning, Seen, beginning, requestors, seen, seen_since, ticket_of
from trayapp.portals.rt.written import (
    content_of,
    custom_fields,
    facts_file,
    named,
    reply_subject,
    subject_of,
)

_log = logging.getLogger(__name__)
MOST_BEGINNINGS = 500
"""First words of tickets that are remembered: they never change."""
_TAKEN = "taken"
"""The step that notes that the server took a reply, and did not say which it became."""


class RtPortal:
    """`core.ports.Portal` over REST2. Used by one thread; `close` may be called from another."""

    def __init__(
        self,
        address: str,
        secret: Callable[[], str | None],
        files: FileSource,
        overlay: Overlay = nothing_over,
        transport: httpx.BaseTransport | None = None,
        witness: Witness = no_witness,
    ) -> None:
        self._rest = Rest(address, secret, transport, witness)
        self._address = address
        self._files = files
        self._overlay = overlay
        self._feed = Feed(self._rest, self._whole)
        self._me: tuple[str, Person] | None = None
        self._policy: Policy | None = None
        self._queues: Sequence[Queue] = ()
        self._beginnings: dict[str, Beginning] = {}

    def probe(self) -> Probe:
        return probe(self._rest, self._address)

    def policy(self) -> Policy:
        """Made of queues, statuses and priorities, with the administrator's words laid over it."""
        self._queues = queues(self._rest)
        made = policy(self._rest, self._address, self._queues, self._person().zone)
        self._policy = laid_over(made, self._overlay())
        return self._policy

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:  # noqa: ARG002
        """Looked up first: the server itself would take it a second time."""
        ref = self.find(op, draft)
        if ref is None:
            ref = self._create(op, draft, progress)
        else:
            total = sum(file.size for file in draft.files)
            progress(total, total)
        return ref

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:  # noqa: ARG002 - by the key alone
        return found_ticket(self._rest, op)

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        return self._feed.page(cursor)

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        """Raises `NotFound` also for one that was merged into another, which the changes tell of."""
        found = seen_since(self._rest, ref, etag)
        if found is None:
            return Unchanged()
        if found.id != ref.id:
            raise NotFound("merged into another", what="ticket", id=ref.number or ref.id)
        return self._whole(found)

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        last = int(after) if after and after.isdecimal() else 0
        return conversation(self._rest, self._seen(ref), last, self._person().id)

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
        self._seen(ref)
        fetch(self._rest, file_id, to)

    def update(
        self,
        op: OpId,
        ref: TicketRef,
        update: Update,
        steps: Steps,
        progress: Progress,
    ) -> MessageRef:
        """Looked up first, as `submit` does. Raises `Forbidden` with the server's words."""
        found = self._seen(ref)
        before = self._reply(op, ref, found)
        if before is not None:
            return before
        if steps.get(_TAKEN):
            raise self._not_shown(steps)
        subject = reply_subject(text(found.doc, "Subject"), op)
        fields = {"Subject": subject, "Content": update.text, "ContentType": "text/plain"}
        letter = Letter(fields, update.files, self._files, progress)
        try:
            _, where = self._post(f"ticket/{found.id}/correspond", letter)
        except Rejected as error:
            self._seen(ref)  # gone meanwhile, or refused
            raise Forbidden(error.detail, why=error.fields.get("", "")) from error
        return reply_made(where, ref, found.id) or self._shown(op, ref, found, steps)

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        return self._reply(op, ref, self._seen(ref))

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:  # noqa: ARG002 - it is harmless twice
        return self._whole(changed(self._rest, self._seen(ref), want, self._rules()))

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:  # noqa: ARG002
        """Employees may not change people here. Raises `Forbidden`."""
        raise Forbidden("people are not changed through this server", action="account")

    def find_asked(self, op: OpId, want: AccountChange) -> bool:  # noqa: ARG002
        return False

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:  # noqa: ARG002 - it does not remember
        return frozenset()

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:  # noqa: ARG002 - employees see nobody else
        return ()

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:  # noqa: ARG002
        return iter(())

    def close(self) -> None:
        self._rest.close()

    def _reply(self, op: OpId, ref: TicketRef, found: Seen) -> MessageRef | None:
        return found_reply(self._rest, op, ref, found.id, self._person().name)

    def _shown(self, op: OpId, ref: TicketRef, found: Seen, steps: Steps) -> MessageRef:
        """A reply that was taken by a server that did not say which it became: it is not sent again by itself."""
        steps.put(_TAKEN, "yes")
        with read_back():
            landed = self._reply(op, ref, found)
        if landed is None:
            raise self._not_shown(steps)
        return landed

    def _not_shown(self, steps: Steps) -> MayHaveBeenSent:
        steps.put(_TAKEN, "")  # once more only if the employee says so
        return MayHaveBeenSent("the server took a reply that it does not show")

    def _person(self) -> Person:
        who = self._rest.signed_in_as
        if self._me is None or self._me[0] != who:
            self._me = who, person(self._rest)
        return self._me[1]

    def _rules(self) -> Policy:
        return self._policy or self.policy()

    def _seen(self, ref: TicketRef) -> Seen:
        return seen(self._rest, ref)

    def _whole(self, found: Seen) -> Ticket:
        begun = self._beginnings.get(found.id)
        if begun is None:
            begun = beginning(self._rest, found.id)
            if len(self._beginnings) >= MOST_BEGINNINGS:
                del self._beginnings[next(iter(self._beginnings))]
            self._beginnings[found.id] = begun
        return ticket_of(found, begun, self._rules())

    def _create(self, op: OpId, draft: Draft, progress: Progress) -> TicketRef:
        queue, me = self._queue(draft), self._person()
        fields = self._fields(op, draft, queue, me)
        letter = Letter(fields, draft.files, self._files, progress, facts_file(draft))
        try:
            made, _ = self._post("ticket", letter)
        except Forbidden:
            self._queues = queues(self._rest)
            if queue.id in {each.id for each in self._queues}:
                raise
            return self._create(op, draft, progress)  # it vanished: another takes it, or that is told
        ref = TicketRef(*[_created(made)] * 2)
        self._check_owner(ref, me)
        return ref

    def _fields(self, op: OpId, draft: Draft, queue: Queue, me: Person) -> Mapping[str, object]:
        own = custom_fields(draft, queue.fields)
        return {
            "Queue": queue.id,
            "Requestor": me.name,
            "Subject": subject_of(draft),
            "Content": content_of(op, draft),
            "ContentType": "text/plain",
            "RefersTo": named(op),
            **self._priority(draft),
            **({"CustomFields": own} if own else {}),
        }

    def _post(self, path: str, letter: Letter) -> tuple[object, str]:
        """What is answered, and where the server says that what it made is."""
        headers = {"Content-Type": "application/json", "Content-Length": str(letter.length)}
        answer = self._rest.call("POST", path, headers=headers, body=letter.body, sent=letter.all_sent)
        return decoded(answer, write=True), answer.text_header("location")

    def _queue(self, draft: Draft) -> Queue:
        """The one that was chosen, else the first. Raises `Rejected`: it may have vanished, or been closed to us."""
        known = self._queues or queues(self._rest)
        if not any(queue.id == draft.product for queue in known):
            known = queues(self._rest)
        self._queues = known
        if not known:
            raise Forbidden("no queue takes tickets of this person", action="create")
        if draft.product is None:
            return known[0]
        chosen = next((queue for queue in known if queue.id == draft.product), None)
        if chosen is None:
            raise Rejected("no such queue", {"product": "unknown"}, reason="product")
        return chosen

    def _priority(self, draft: Draft) -> Mapping[str, int]:
        """Raises `Rejected` for one that policy does not name."""
        if draft.priority is None:
            return {}
        if self._rules().priority(draft.priority) is None or not draft.priority.isdecimal():
            raise Rejected("no such priority", {"priority": "unknown"}, reason="priority")
        return {"Priority": int(draft.priority)}

    def _check_owner(self, ref: TicketRef, me: Person) -> None:
        """Who asks is not filled in by the server, and not checked: it may have made something else of it.

        The ticket is made, whatever happens here.
        """
        try:
            names = requestors(self._seen(ref).doc)
        except NotFound:
            names = []
        except TrayAppError as error:
            _log.info("ticket %s was made, and could not be looked at: %s", ref.number, error)
            return
        if me.name not in names:
            _log.warning("ticket %s was made, and is not shown to who asked for it", ref.number)


def _created(made: object) -> str:
    doc = made if isinstance(made, dict) else {}
    number = text(doc, "id")
    if not number.isdecimal():
        raise OutcomeUnknown("the server does not say which ticket it made")
    return number
