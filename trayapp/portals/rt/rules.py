"""A policy made of what the server tells: queues are products, life cycles are statuses, numbers are priorities."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import msgspec

from trayapp.core.errors import ServerFault
from trayapp.core.policy import Bucket, Policy, Priority, Product, Status
from trayapp.portals.rt.docs import Doc, docs, ident, links, text
from trayapp.portals.rt.rest import Rest
from trayapp.portals.sane import LONGEST_LIST, sane

OWN = "Requestor.id = '__CurrentUser__'"
"""The tickets of who asks."""
_KNOWN = {
    "new": Bucket.OPEN,
    "open": Bucket.OPEN,
    "stalled": Bucket.WAITING,
    "resolved": Bucket.CLOSED,
    "rejected": Bucket.CLOSED,
}
"""What the statuses of the life cycle that every server has mean; others are sorted by whether the server counts them
as active, and an administrator's own words say better. What is resolved is over: nothing moves it on, so that it would
stand among the open ones for good; an answer opens it again.
"""
_AGAIN = "open"
_PRIORITIES = ((100, "High"), (50, "Medium"), (0, "Low"))
"""As the server names its numbers unless it was told otherwise, which it does not tell."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue in which this person may ask for something."""

    id: str
    name: str
    about: str
    fields: Mapping[str, str]
    """Names of its fields, by the same in small letters."""


def queues(rest: Rest) -> Sequence[Queue]:
    """All in which this person may create tickets, by their number."""
    asked = [("fields", "Name,Description,Disabled,_hyperlinks")]
    found = [doc for doc in rest.items("queues/all", asked) if text(doc, "Disabled") != "1"]
    usable = [doc for doc in found if links(doc, "create")][:LONGEST_LIST]
    return [_queue(rest, doc) for doc in sorted(usable, key=lambda doc: int(ident(doc)))]


def _queue(rest: Rest, doc: Doc) -> Queue:
    """Its fields are in no list."""
    whole = rest.get(f"queue/{ident(doc)}")
    names = [text(each, "name") for each in docs(whole, "TicketCustomFields")]
    known = {name.lower(): name for name in names if name}
    return Queue(ident(doc), text(doc, "Name"), text(doc, "Description"), known)


def policy(rest: Rest, address: str, found: Sequence[Queue], zone: str) -> Policy:
    """The rules as far as the server tells them. Raises `ServerFault` for what cannot be shown."""
    made = Policy(
        version="",
        profile="rt",
        portal_name=rest.name() or urlsplit(address).hostname or address,
        time_zone=zone if zone in available_timezones() else "UTC",
        statuses=tuple(statuses(rest)),
        priorities=tuple(Priority(str(value), label, "") for value, label in _PRIORITIES),
        products=tuple(Product(queue.id, queue.name) for queue in found),
    )
    try:
        clean = sane(made)
    except ValueError as error:
        raise ServerFault(f"no policy can be made of what the server tells: {error}") from error
    return replace(clean, version=hashlib.sha256(msgspec.json.encode(clean)).hexdigest()[:16])


def statuses(rest: Rest) -> Sequence[Status]:
    """Those that every server has, and those that this person's newest tickets have besides."""
    known = {code: _status(code, bucket) for code, bucket in _KNOWN.items()}
    for state, bucket in (("__Active__", Bucket.OPEN), ("__Inactive__", Bucket.CLOSED)):
        query = [
            ("query", f"{OWN} AND Status = '{state}'"),
            ("fields", "Status"),
            ("orderby", "id"),
            ("order", "DESC"),
        ]
        for doc in docs(rest.page("tickets", query), "items"):
            code = text(doc, "Status")
            if code:
                known.setdefault(code, _status(code, bucket))
    return list(known.values())


def _status(code: str, bucket: Bucket) -> Status:
    ended = bucket in {Bucket.RESOLVED, Bucket.CLOSED}
    return Status(code, code[:1].upper() + code[1:], "", bucket, on_update=_AGAIN if ended else None)


def priority_of(value: int, known: Sequence[Priority]) -> str | None:
    """The code of the priority that a number means: the highest that it reaches."""
    numbers = sorted(int(each.code) for each in known if each.code.isdecimal())
    return next(
        (str(each) for each in reversed(numbers) if each <= value), str(numbers[0]) if numbers else None
    )
