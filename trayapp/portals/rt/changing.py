"""Changes of a ticket. The server answers a refusal with success, so what counts is what the ticket says afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

import msgspec

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import (
    Change,
    Close,
    DecideEstimate,
    KeepOpen,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    TicketRef,
)
from trayapp.core.policy import Bucket, Policy
from trayapp.portals.clean import line
from trayapp.portals.no_place import no_place
from trayapp.portals.read_back import read_back
from trayapp.portals.rt.docs import links, text
from trayapp.portals.rt.rest import Rest, decoded
from trayapp.portals.rt.rules import priority_of
from trayapp.portals.rt.tickets import Seen, seen

_ENDED = frozenset({Bucket.RESOLVED, Bucket.CLOSED})
_NAMED = re.compile(r"^\w+ \d+: ")
_LONGEST = 500


def changed(rest: Rest, found: Seen, want: Change, policy: Policy) -> Seen:
    """The ticket as it is after the change. Raises `Forbidden` with the server's words, `Rejected`, `NotFound`."""
    match want:
        case Close():
            return _with_status(rest, found, policy, _ENDED, "resolved", "close")
        case KeepOpen():
            return _with_status(rest, found, policy, frozenset({Bucket.OPEN}), "open", "keep_open")
        case SetPriority(priority):
            return _with_priority(rest, found, policy, priority)
        case SetSubscriber() | SetCollaborator() | DecideEstimate():
            raise no_place(want)
        case _ as never:
            assert_never(never)


def _with_status(
    rest: Rest, found: Seen, policy: Policy, wanted: frozenset[Bucket], usual: str, action: str
) -> Seen:
    if policy.bucket(text(found.doc, "Status")) in wanted:
        return found
    offered = [text(link, "to") for link in links(found.doc, "lifecycle")]
    fitting = [status for status in offered if policy.bucket(status) in wanted]
    # what is not offered is asked for all the same: the server's own words say why not
    status = usual if usual in fitting or not fitting else fitting[0]
    after, why = _put(rest, found, {"Status": status})
    if policy.bucket(text(after.doc, "Status")) not in wanted:
        raise Forbidden("the status is as it was", action=action, why=why)
    return after


def _with_priority(rest: Rest, found: Seen, policy: Policy, priority: str) -> Seen:
    if policy.priority(priority) is None or not priority.isdecimal():
        raise Rejected("no such priority", {"priority": "unknown"}, reason="priority")
    after, why = _put(rest, found, {"Priority": int(priority)})
    if priority_of(int(text(after.doc, "Priority") or 0), policy.priorities) != priority:
        raise Forbidden("the priority is as it was", action="priority", why=why)
    return after


def _put(rest: Rest, found: Seen, fields: Mapping[str, str | int]) -> tuple[Seen, str]:
    """The ticket read again, and what the server said. Raises `NotFound` for what is not this person's."""
    ref = TicketRef(found.id, found.id)
    headers = {"Content-Type": "application/json"}
    try:
        answer = rest.call(
            "PUT", f"ticket/{found.id}", headers=headers, body=lambda: msgspec.json.encode(fields)
        )
    except Forbidden as error:
        raise NotFound(error.detail, what="ticket", id=found.id) from error
    with read_back():
        after = seen(rest, ref)
    return after, _words(decoded(answer, write=True))


def _words(said: object) -> str:
    """What the server says, in its own language, without the ticket's name before it."""
    told = [_NAMED.sub("", each) for each in said if isinstance(each, str)] if isinstance(said, list) else []
    return line(" ".join(told), _LONGEST)
