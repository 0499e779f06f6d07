"""A ticket as the server tells it, as the app knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trayapp.core.errors import Forbidden, NotFound, ServerFault
from trayapp.core.model import Action, Relation, RemoteFile, Ticket, TicketRef
from trayapp.core.policy import Bucket, Policy
from trayapp.portals.rt.docs import Doc, Malformed, docs, ident, links, moment, moment_or_none, number, text
from trayapp.portals.rt.rest import Rest, decoded
from trayapp.portals.rt.rules import priority_of
from trayapp.portals.rt.said import files_of, parts_of, transactions, words_of
from trayapp.portals.rt.written import asked_in, whole_subject
from trayapp.portals.sane import sane
from trayapp.portals.told import Told, told_by

_URN = "urn:uuid:"
GONE = "deleted"
"""The status of what is shown to nobody."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A ticket's document and the tag that answers for it."""

    doc: Doc
    etag: str | None

    @property
    def id(self) -> str:
        """Its number, which is another one after it was merged."""
        return ident(self.doc)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was said when the ticket was made: it never changes."""

    told: Told
    files: tuple[RemoteFile, ...]


def seen(rest: Rest, ref: TicketRef) -> Seen:
    """The ticket, also the one that it was merged into. Raises `NotFound`."""
    found = seen_since(rest, ref, None)
    if found is None:
        raise ServerFault("unchanged, and nobody asked")
    return found


def seen_since(rest: Rest, ref: TicketRef, etag: str | None) -> Seen | None:
    """The same; `None`: the tag still holds."""
    what = {"what": "ticket", "id": ref.number or ref.id}
    if not ref.id.isdecimal():
        raise NotFound("no ticket has such a name", **what)
    headers = {"If-None-Match": etag} if etag and etag.isascii() and etag.isprintable() else {}
    try:
        answer = rest.call("GET", f"ticket/{ref.id}", headers=headers, named=what)
    except Forbidden as error:  # somebody else's: for this person there is none
        raise NotFound(error.detail, **what) from error
    if answer.status == 304:
        return None
    doc = decoded(answer)
    if not isinstance(doc, Mapping):
        raise ServerFault("a ticket that is none")
    if text(doc, "Status") == GONE:
        raise NotFound("the ticket was deleted", **what)
    return Seen(doc, answer.text_header("etag") or None)


def beginning(rest: Rest, ticket: str) -> Beginning:
    """The first words of a ticket, and the files that came with them."""
    found = transactions(rest, ticket, "Create")
    own = [doc for doc in found if text(doc, "ObjectId") == ticket]  # others were merged into it
    for doc in own or found[:1]:
        mine = parts_of(rest, ident(doc))
        return Beginning(told_by(words_of(rest, mine)), files_of(mine))
    return Beginning(Told(""), ())


def ticket_of(found: Seen, begun: Beginning, policy: Policy) -> Ticket:
    """All of it. Raises `Malformed` for what cannot be meant."""
    doc, asked = found.doc, asked_in(begun.told)
    number_of = found.id
    made = Ticket(
        ref=TicketRef(number_of, number_of),
        subject=whole_subject(text(doc, "Subject"), asked.subject),
        description=begun.told.words,
        status=text(doc, "Status"),
        status_label=text(doc, "Status"),
        relation=Relation.OWN,
        requester=", ".join(requestors(doc)),
        created_at=moment(doc, "Created"),
        updated_at=moment(doc, "LastUpdated"),
        priority=priority_of(number(doc, "Priority"), policy.priorities),
        priority_asked=asked.priority,
        nature=asked.nature,
        product=_queue(doc),
        category=asked.category,
        fields={**(asked.fields or {}), **_fields(doc)},
        due_at=moment_or_none(doc, "Due"),
        actions=actions(doc, policy),
        files=begun.files,
        facts=begun.told.facts,
        op_id=next(iter(keys_of(doc)), None),
        etag=found.etag,
    )
    try:
        return sane(made)
    except ValueError as error:
        raise Malformed(f"a ticket that is none: {error}") from error


def actions(doc: Doc, policy: Policy) -> frozenset[str]:
    """What this person may do to it now: the server offers nothing else."""
    may = {Action.UPDATE} if links(doc, "correspond") else set()
    if links(doc, "lifecycle"):
        bucket = policy.bucket(text(doc, "Status"))
        ended = bucket in {Bucket.RESOLVED, Bucket.CLOSED}
        may |= {Action.KEEP_OPEN} if bucket is Bucket.RESOLVED else set()
        may |= set() if ended else {Action.CLOSE, Action.PRIORITY}
    return frozenset(may)


def requestors(doc: Doc) -> list[str]:
    """The names of those who ask."""
    return [name for name in (text(each, "id") for each in docs(doc, "Requestor")) if name]


def keys_of(doc: Doc) -> Sequence[str]:
    """The operation of this program that made it, and those that made what was merged into it."""
    addresses = [text(link, "_url") for link in links(doc, "refers-to")]
    return [each.removeprefix(_URN) for each in addresses if each.startswith(_URN)]


def _queue(doc: Doc) -> str | None:
    return text(doc, "Queue") or None


def _fields(doc: Doc) -> dict[str, str]:
    """What stands in the server's own fields."""
    found: dict[str, str] = {}
    for each in docs(doc, "CustomFields"):
        values = each.get("values")
        words = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
        if words and text(each, "name"):
            found[text(each, "name")] = ", ".join(words)
    return found
