"""Answers that are well formed, and hold too much, or what cannot be, or what contradicts another."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.faults.employee import Employee
from tests.hostile.case import EITHER, TAKEN, Case, Scene, often, on
from tests.hostile.honest import answer, changes
from tests.hostile.rules import RULES
from tests.hostile.server import Request, Serve
from tests.portals.samples import MESSAGE, POLICY, PROBE, TICKET

FILE = {"id": "f1", "name": "n", "media_type": "a/b", "size": 1}
NAMES = (
    "../../etc/passwd",
    "..\\..\\x",
    "a\0b",
    "\x1b[2J\x1b]0;x\x07",
    "invoice\u202efdp.exe",
    "CON",
    "x" * 10**6,
    "<b>bold</b><img src=file:///etc/passwd>",
    "a\r\nSet-Cookie: b",
    "%s%n{0}",
    "\u2066\u2067\u200f",
    "&Open && <a href='javascript:x'>",
)
"""Of files, people, tickets: of everything that is shown."""
IDS = (
    "..",
    ".",
    "",
    "a/../b",
    "a\0b",
    "a\nb",
    "x" * 10**6,
    "\u202eb",
    "?x=1",
    "#",
    "%2e%2e%2f",
    "a b",
    "CON",
)
MOMENTS = (
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "2026-01-01T00:00:00",
    "NaN",
    "1e400",
    "-1",
)
SIZES = (-1, 2**53, 2**63, 10**30, -(10**30), 0)


def _page(
    ticket: dict[str, Any], *messages: dict[str, Any], **more: Any
) -> Callable[[Request], Iterable[bytes]]:
    return lambda _request: [_told(ticket, messages, more)]


def _told(ticket: dict[str, Any], messages: Iterable[dict[str, Any]], more: dict[str, Any]) -> bytes:
    return answer(
        {"tickets": [{"ticket": {**TICKET, **ticket}, "messages": list(messages)}], "cursor": "c", **more}
    )


def _bare(employee: Employee) -> str:
    """Whatever is kept is short, has no sign that controls something, and names no place."""
    from trayapp.core.ports import Query

    for row in employee.store.tickets.page(Query()):
        ticket = employee.store.tickets.get(row.id)
        assert ticket is not None
        names = [ticket.subject, ticket.requester, ticket.ref.number, *(file.name for file in ticket.files)]
        if any(len(name) > 1000 or not name.isprintable() for name in names):
            return "a name that is none was kept"
        if any(file.size < 0 or file.size > 2**53 for file in ticket.files):
            return "a size that is none was kept"
    return ""


def _odd() -> Iterator[Case]:
    for name in NAMES:
        shown = {"subject": name, "requester": name, "description": name, "files": [{**FILE, "name": name}]}
        told = {**MESSAGE, "author": name, "text": name, "files": [{**FILE, "name": name}]}
        title = name.encode("unicode_escape").decode()[:30]
        yield Case(f"named {title}", on("changes", _page(shown, told)), TAKEN, look=_bare)
    for one in IDS:
        title = one.encode("unicode_escape").decode()[:30]
        yield Case(
            f"id {title}", on("changes", _page({"ref": {"id": one, "number": one}})), EITHER, look=_bare
        )
        yield Case(
            f"file id {title}", on("changes", _page({"files": [{**FILE, "id": one}]})), EITHER, look=_bare
        )
        yield Case(
            f"made with the id {title}",
            on("tickets", _made({"ref": {"id": one, "number": one}}), "POST"),
            EITHER,
        )
    for moment in MOMENTS:
        yield Case(
            f"at {moment}", on("changes", _page({"updated_at": moment, "due_at": moment})), EITHER - TAKEN
        )
    for size in SIZES:
        yield Case(
            f"a file of {size} bytes",
            on("changes", _page({"files": [{**FILE, "size": size}]})),
            EITHER,
            look=_bare,
        )


def _made(ticket: dict[str, Any]) -> Callable[[Request], Iterable[bytes]]:
    return lambda request: [
        answer({**TICKET, "op_id": request.headers.get("idempotency-key"), **ticket}, 201)
    ]


def _large() -> Iterator[Case]:
    yield Case("texts of millions of letters", on("changes", lambda _request: [_texts()]), TAKEN)
    for count, ends in ((60_000, EITHER), (100_000, EITHER - TAKEN)):
        yield Case(f"{count} messages in a page", on("changes", _messages(count)), ends, seconds=60)
    yield Case("30 000 announcements", on("changes", lambda _request: [_posted(30_000)]), EITHER, seconds=60)
    yield Case(
        "a million removals", on("changes", lambda _request: [_told({}, (), {"removed": ["x"] * 10**6})])
    )


def _texts() -> bytes:
    texts = {"subject": "x" * 10**6, "description": "y" * 3 * 10**6, "fields": {"a": "z" * 10**6}}
    return _told(texts, [{**MESSAGE, "text": "w" * 10**6}], {})


def _messages(count: int) -> Callable[[Request], Iterable[bytes]]:
    short = {"author": "", "side": "staff", "at": "2026-01-01T00:00:00Z", "text": ""}
    return lambda _request: [_told({}, ({**short, "id": f"m{at}"} for at in range(count)), {})]


def _posted(count: int) -> bytes:
    outage = {"title": "t", "body": "b", "severity": "outage", "starts_at": "2026-01-01T00:00:00Z"}
    return _told({}, (), {"announcements": [{**outage, "id": f"a{at}"} for at in range(count)]})


def _endless(each: Callable[[int], dict[str, Any]]) -> Callable[[Scene], Serve]:
    count = itertools.count()
    return on("changes", lambda _request: [answer(each(next(count)))])


def _crowd(at: int) -> dict[str, Any]:
    tickets = [
        {**TICKET, "ref": {"id": f"t{at}-{no}", "number": f"{at}{no}"}, "op_id": None} for no in range(200)
    ]
    return changes(*tickets, cursor=f"c{at}", more=True)


def _pages() -> Iterator[Case]:
    yield Case("pages without end, nothing in them", _endless(lambda at: changes(cursor=f"c{at}", more=True)))
    yield Case("pages in a circle", _endless(lambda at: changes(TICKET, cursor=f"c{at % 3}", more=True)))
    yield Case("the same page for ever", _endless(lambda _at: changes(TICKET, cursor="c", more=True)))
    yield Case("cursors that are forgotten", on("changes", lambda request: [_forgets(request)]))
    yield Case("a cursor of a megabyte", _endless(lambda _at: changes(cursor="c" * 10**6)))


def _forgets(request: Request) -> bytes:
    return (
        answer({"kind": "gone"}, 410)
        if "cursor=" in request.target
        else answer(changes(cursor="c", more=True))
    )


def million() -> Iterator[Case]:
    """Tickets without end, in pages: two million come before it is called endless."""
    yield Case("pages of tickets without end", _endless(_crowd), seconds=3600)


def _rules() -> Iterator[Case]:
    for name, part in RULES.items():
        yield Case(f"rules: {name}", on("policy", _ruling(part)), TAKEN, look=_last_good)


def _ruling(part: Callable[[], dict[str, Any]]) -> Callable[[Request], Iterable[bytes]]:
    return lambda _request: [answer({**POLICY, **part()})]


def _last_good(employee: Employee) -> str:
    """Tickets are synced whatever the rules are, and what is followed is not what cannot be."""
    policy = employee.store.notes.policy()
    long = policy is not None and len(json.dumps(policy.version)) > 2000
    return "a policy out of all measure was taken" if long else ""


def _lies() -> Iterator[Case]:
    other = {**TICKET, "ref": {"id": "t9", "number": "9"}, "op_id": "another"}
    doubt = frozenset({"taken", "outcome_unknown", "server_fault"})
    yield Case(
        "made: another's ticket",
        on("tickets", lambda _request: [answer(other, 201)], "POST"),
        doubt,
        look=_waits,
    )
    yield Case("found: another's ticket", on("tickets", _finds(other)), doubt, look=_waits, act=often)
    people = itertools.count()
    someone = lambda _request: [answer({**PROBE, "me": {**PROBE["me"], "id": f"u{next(people)}"}})]  # noqa: E731
    yield Case("somebody else every time", on("probe", someone), EITHER, act=often)
    yield Case("all tickets are gone", on("changes", _page({}, removed=["t1", "t2", "t1"])), TAKEN)


def _finds(other: dict[str, Any]) -> Callable[[Request], Iterable[bytes]]:
    return lambda request: [
        answer({"kind": "x"}, 500) if request.method == "POST" else answer({"tickets": [other]})
    ]


def _waits(employee: Employee) -> str:
    """It is not believed that what was written has arrived."""
    return (
        "" if employee.store.outbox.pending() else "the ticket of another operation was taken for a receipt"
    )


def cases() -> Iterator[Case]:
    """All but the longest."""
    yield from itertools.chain(_odd(), _large(), _pages(), _rules(), _lies())
