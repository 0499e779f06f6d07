"""For each check a portal that fails it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import httpx

from tests.conformance.twisted import (
    Ask,
    Twist,
    asked,
    asks,
    forgetful_of_keys,
    straight,
    telling,
    with_header,
)
from trayapp.conformance.checks.reading import NO_CURSOR

_TICKET = "tickets/[^/]+"


def _late(probe: Any) -> None:
    time = datetime.fromisoformat(probe["server_time"]) + timedelta(hours=1)
    probe["server_time"] = time.isoformat()


def _anybody(tokens: dict[str, str]) -> Twist:
    """Takes everybody for the first person who asked, except where they ask who they are."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        mine = tokens.setdefault("first", request.headers["authorization"])
        known = asks(request, "GET", "probe") and "nobody" not in request.headers["authorization"]
        return ask(request if known else with_header(request, "authorization", mine))

    return twist


def _worse(request: httpx.Request, ask: Ask) -> httpx.Response:
    answer = ask(request)
    return httpx.Response(500, json={}) if answer.status_code == 404 else answer


def _file(request: httpx.Request, ask: Ask) -> httpx.Response:
    answer = ask(request)
    if not asks(request, "GET", f"{_TICKET}/files/[^/]+"):
        return answer
    return httpx.Response(200, content=answer.content + b"!")


def _twice(request: httpx.Request, ask: Ask) -> httpx.Response:
    if asks(request, "POST", f"{_TICKET}/messages"):
        ask(with_header(request, "idempotency-key", "019aab12-0000-7000-8000-000000000000"))
    return ask(request)


def _whatever_key(request: httpx.Request, ask: Ask) -> httpx.Response:
    if not asks(request, "GET", "tickets"):
        return ask(request)
    key = request.url.params["op_id"]
    return telling("GET", "tickets", lambda page: [one.update(op_id=key) for one in page["tickets"]])(
        asked(request, op_id=None), ask
    )


def _without(header: str) -> Twist:
    return lambda request, ask: ask(with_header(request, header, None))


def _unasked(part: str) -> Twist:
    return lambda request, ask: ask(asked(request, **{part: None}))


def _cursors(request: httpx.Request, ask: Ask) -> httpx.Response:
    if request.url.params.get("cursor") != NO_CURSOR:
        return ask(request)
    return telling("GET", "changes", lambda page: page.update(tickets=[], more=False))(
        with_header(asked(request, cursor=None), "if-none-match", None), ask
    )


def _reopened() -> Twist:
    closings = count()

    def change(ticket: Any) -> None:
        if next(closings):
            ticket["status"] = "new"

    return telling("POST", f"{_TICKET}/changes", change)


def _no_changes(request: httpx.Request, ask: Ask) -> httpx.Response:
    if asks(request, "POST", f"{_TICKET}/changes"):
        return httpx.Response(403, json={"kind": "forbidden", "detail": "not today"})
    return ask(request)


def _silent(request: httpx.Request, ask: Ask) -> httpx.Response:
    answer = ask(request)
    return httpx.Response(answer.status_code, json={}) if answer.status_code == 422 else answer


def _shortened(ticket: Any) -> None:
    ticket["subject"] = ticket["subject"].replace("<b>", "")


def _one_name(request: httpx.Request, ask: Ask) -> httpx.Response:
    one = {"id": "t_always", "number": "1"}
    return telling("POST", "tickets", lambda ticket: ticket.update(ref=one))(request, ask)


def _empty(key: str) -> Any:
    return lambda document: document.update({key: []})


FAULTS: Mapping[str, tuple[Twist, str]] = {
    "probe": (telling("GET", "probe", lambda probe: probe["me"].update(id="27")), "people of another portal"),
    "clock": (telling("GET", "probe", _late), "60 minutes ahead"),
    "capabilities": (
        telling("GET", "probe", lambda probe: probe["capabilities"].update(max_total=1)),
        "larger than all",
    ),
    "policy": (
        telling("GET", "policy", lambda policy: policy.update(default_priority="no-such")),
        "no priority 'no-such'",
    ),
    "sign-in": (_anybody({}), "nobody was not refused"),
    "ticket": (_one_name, "are both called"),
    "ticket-words": (telling("GET", _TICKET, _shortened), "at letter 45"),
    "ticket-codes": (
        telling("GET", _TICKET, lambda ticket: ticket.update(status="mystery")),
        "no status 'mystery'",
    ),
    "ticket-actions": (telling("GET", _TICKET, _empty("actions")), "the new ticket does not"),
    "ticket-facts": (telling("GET", _TICKET, _empty("facts")), "os.name, battery"),
    "ticket-clean": (straight, "what is no letter"),
    "file-empty": (_file, "damaged"),
    "file-small": (_file, "damaged"),
    "file-large": (_file, "damaged"),
    "file-too-large": (
        telling("GET", "probe", lambda probe: probe["capabilities"].update(max_file=1000)),
        "was not refused",
    ),
    "once": (forgetful_of_keys("tickets"), "it is ticket"),
    "once-unknown": (_whatever_key, "never sent finds ticket"),
    "once-words": (forgetful_of_keys("tickets"), "made ticket"),
    "once-taken": (telling("GET", "operations", _empty("taken")), "not among what it has taken"),
    "reply": (_twice, "2 messages"),
    "reply-found": (telling("GET", f"{_TICKET}/messages", _empty("messages")), "not found by its key"),
    "thread": (_unasked("after"), "come ['One', 'Two', 'Three']"),
    "changes": (telling("GET", "changes", _empty("tickets")), "do not come with the changes"),
    "changes-all": (telling("GET", "changes", _empty("tickets")), "not among all tickets"),
    "changes-none": (_unasked("cursor"), "time after time"),
    "changes-cursor": (_cursors, "a cursor that nobody knows was not refused"),
    "unchanged": (_without("if-none-match"), "is sent again"),
    "close": (telling("GET", _TICKET, lambda ticket: ticket.update(status="new")), "read again 'new'"),
    "close-again": (_reopened(), "then “new”"),
    "priority": (_no_changes, "refused with “forbidden”"),
    "priority-unknown": (_silent, "without a reason at its field"),
    "product-unknown": (_silent, "without a reason at its field"),
    "missing": (_worse, "“server_fault”"),
    "stranger": (_anybody({}), "reading was not refused"),
    "stranger-key": (_anybody({}), "finds ticket"),
}
"""By the id of the check: what is broken, and a part of the sentence that says so."""
