"""Tickets and messages out of rows and articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, TypeVar

from trayapp.core.errors import ServerFault
from trayapp.core.model import Action, Message, Relation, RemoteFile, Side, Ticket, TicketRef
from trayapp.core.policy import Bucket
from trayapp.portals.clean import cleaned, line
from trayapp.portals.html_text import text_of
from trayapp.portals.zammad.answers import Article, Attachment, Made, Me, Row, own_fields
from trayapp.portals.zammad.rules import Rules
from trayapp.portals.zammad.saying import fields_of

T = TypeVar("T")
_SIDES = {"Agent": Side.STAFF, "Customer": Side.EMPLOYEE}
_AT_ONCE = timedelta(minutes=1)
"""How long after a ticket its first article is made at most: one that comes later is no description."""
_OURS = ("trayapp-", ".json")
"""How the name of the file with the facts begins and ends: it is for programs."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what the server tells as this person sees it."""

    me: Me
    rules: Rules

    def ticket(self, row: Row, articles: Sequence[Article], own: Mapping[str, str]) -> Ticket:
        """The ticket; `own`: as `own` tells it. Raises `ServerFault` for what cannot be meant."""
        first = _first_of(row, articles)
        written = first.written if first and self.mine(first) else None
        said = written.fields if written else {}
        bucket = self.rules.bucket(row.state_id)
        urgency = self.rules.urgencies.get(row.priority_id or 0)
        state = self.rules.states.get(row.state_id)
        pending = bucket in {Bucket.WAITING, Bucket.RESOLVED}
        after = state.next_state_id if state else None
        return _sane(
            Ticket(
                ref_of(row),
                said.get("subject") or row.title,
                text_in(first) if first else "",
                self.rules.state_name(row.state_id),
                Relation.OWN if row.customer_id == self.me.id else Relation.COMPANY,
                self._requester(row, first),
                row.created_at,
                row.updated_at,
                status_label=self.rules.state_name(row.state_id),
                priority=urgency.name if urgency else None,
                priority_asked=said.get("priority"),
                nature=said.get("nature"),
                product=said.get("product") or self._group(row),
                category=said.get("category"),
                fields={**fields_of(said), **own},
                status_until=row.pending_time if pending else None,
                status_next=self.rules.state_name(after) if pending and after and row.pending_time else None,
                actions=self._actions(row, bucket),
                incident=said.get("incident"),
                files=_files(first) if first else (),
                facts=written.facts if written else (),
                op_id=written.op if written else None,
                etag=_etag(row),
            )
        )

    def own(self, raw: Mapping[str, Any]) -> Mapping[str, str]:
        """What a ticket says in the fields that this company added."""
        return own_fields(raw, frozenset(field.code for field in self.rules.fields))

    def messages(self, row: Row, articles: Sequence[Article]) -> tuple[Message, ...]:
        """The conversation without the description. Raises `ServerFault`."""
        first = _first_of(row, articles)
        return tuple(self._message(article) for article in articles if article is not first)

    def mine(self, article: Article) -> bool:
        """Written by the person who asks, or on their behalf."""
        return (article.origin_by_id or article.created_by_id) == self.me.id

    def sees(self, row: Row) -> bool:
        """It is theirs or their company's: somebody who is an agent, too, would be told of everybody's."""
        return row.customer_id == self.me.id or row.organization_id in self.me.organizations

    def _message(self, article: Article) -> Message:
        side = _SIDES.get(article.sender or "", Side.SYSTEM)
        return _sane(
            Message(
                str(article.id),
                _writer(article),
                side,
                article.created_at,
                text_in(article),
                _files(article),
                mine=self.mine(article) and side is Side.EMPLOYEE,
            )
        )

    def _requester(self, row: Row, first: Article | None) -> str:
        if row.customer_id == self.me.id:
            return self.me.name
        return _writer(first) if first and first.sender == "Customer" else ""

    def _group(self, row: Row) -> str | None:
        group = self.rules.known_groups.get(row.group_id)
        return group.name if group and len(self.rules.groups) > 1 else None

    def _actions(self, row: Row, bucket: Bucket) -> frozenset[str]:
        closed = bucket is Bucket.CLOSED
        may = set() if closed and not self.rules.takes_more(row.group_id) else {Action.UPDATE}
        if not closed:
            may.add(Action.CLOSE)
            may |= {Action.PRIORITY} if self.rules.urgency_asked else set()
        if bucket in {Bucket.WAITING, Bucket.RESOLVED}:
            may.add(Action.KEEP_OPEN)
        return frozenset(may)


def ref_of(row: Row | Made) -> TicketRef:
    """How it is named."""
    return TicketRef(str(row.id), row.number)


def _etag(row: Row) -> str:
    """Every change of a ticket and every article on it moves its time (`has_ticket_contact_attributes_impact.rb`)."""
    return row.updated_at.isoformat()


def _first_of(row: Row, articles: Sequence[Article]) -> Article | None:
    """The description: a first article that is internal is not told, and one of another ticket merged into this one
    is not its beginning.
    """
    first = articles[0] if articles else None
    return first if first and abs(first.created_at - row.created_at) <= _AT_ONCE else None


def text_in(article: Article) -> str:
    """What was said, as text."""
    text = article.body or ""
    return text_of(text) if "html" in (article.content_type or "").lower() else text


def _writer(article: Article) -> str:
    """Such as `Emma Taylor via <help@acme.example>`."""
    told = article.writer or article.created_by or ""
    name, address = parseaddr(told) if "<" in told else (told, "")
    return line((name or address or told).removesuffix(" via"))


def _files(article: Article) -> tuple[RemoteFile, ...]:
    return tuple(_file(article, item) for item in article.attachments if not _is_ours(item.filename))


def _is_ours(name: str) -> bool:
    return name.startswith(_OURS[0]) and name.endswith(_OURS[1])


def _file(article: Article, attachment: Attachment) -> RemoteFile:
    told = attachment.preferences or {}
    kind = told.get("Mime-Type") or told.get("Content-Type")
    size = str(attachment.size)
    return RemoteFile(
        f"{article.id}-{attachment.id}",
        attachment.filename,
        str(kind).partition(";")[0].strip() if kind else "application/octet-stream",
        int(size) if size.isdecimal() and len(size) < 16 else 0,
    )


def file_name(op: str) -> str:
    """What the file with the facts of an operation is called."""
    return f"{_OURS[0]}{op}{_OURS[1]}"


def _sane(value: T) -> T:
    try:
        return cleaned(value)
    except ValueError as error:
        raise ServerFault(f"the answer does not fit: {error}") from error
