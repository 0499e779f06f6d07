"""JSON that is deep, wide, odd, or about something else than it should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from tests.hostile.case import EITHER, Case, often, on
from tests.hostile.honest import changes, whole
from tests.hostile.server import Request
from tests.portals.samples import MESSAGE, POLICY, PROBE, TICKET

NESTED = 7 << 20
ODD: dict[str, bytes | Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * NESTED,
    "deep objects": lambda: b'{"a":' * (NESTED // 5),
    "10^6 keys": lambda: b"{" + b",".join(b'"%d":0' % at for at in range(600_000)) + b"}",
    "10^7 brackets": lambda: b'{"tickets":[' + b"[]," * (NESTED // 3) + b"[]]}",
    "2 million little numbers": lambda: b'{"tickets":[' + b"1.5," * (NESTED // 4) + b"1]}",
    "a number of a million digits": lambda: b'{"cursor":' + b"9" * 10**6 + b"}",
    "1e999": b'{"cursor":"c","tickets":[],"more":1e999}',
    "NaN": b'{"cursor":"c","tickets":[],"more":NaN}',
    "Infinity": b"-Infinity",
    "the same key ten thousand times": lambda: b"{" + b'"cursor":"c",' * 10_000 + b'"tickets":[]}',
    "no UTF-8": b'{"cursor":"\xff\xfe","tickets":[]}',
    "half a character": b'{"cursor":"\\ud800","tickets":[]}',
    "half a character, raw": b'{"cursor":"\xed\xa0\x80","tickets":[]}',
    "UTF-16": '{"cursor":"c"}'.encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf{}",
    "nothing": b"",
    "half of it": b'{"cursor":"c","tickets":[{"tick',
    "two of them": b"{}{}",
    "a list": b"[]",
    "null": b"null",
    "one text of 7 MB with one wide letter": lambda: (
        b'{"cursor":"c","tickets":[],"x":"' + b"a" * NESTED + "\U0001f600".encode() + b'"}'
    ),
    "NUL": b'{"cursor":"\\u0000","tickets":[]}',
}
WRONG: tuple[object, ...] = (
    None,
    True,
    -1,
    1.5,
    10**30,
    "",
    "x" * 1000,
    [],
    {},
    [[]],
    {"": None},
    "\0",
    "\u202e",
)


def _saying(
    body: bytes | Callable[[], bytes], kind: str = "application/json", status: int = 200
) -> Callable[[Request], Iterable[bytes]]:
    """The body is made when it is asked for: only the portal's process holds it."""
    return lambda _request: [whole(body() if callable(body) else body, status, kind=kind)]


def _odd() -> Iterator[Case]:
    places = (("probe", ""), ("policy", ""), ("changes", ""), ("tickets", "POST"))
    for name, body in ODD.items():
        for path, method in places:
            ends = EITHER | {"unusable_policy"}
            yield Case(f"{name} ({path})", on(path, _saying(body), method), ends)
        yield Case(
            f"{name} (a refusal)",
            on("tickets", _saying(body, "application/problem+json", 422), "POST"),
            EITHER,
        )
    for kind in ("text/html", "", "application/json;charset=utf-7", "text/plain; " + "x" * 50_000):
        yield Case(
            f"of the type {kind[:40]!r}", on("probe", _saying(json.dumps(PROBE).encode(), kind)), EITHER
        )


def _wrong(path: str, method: str, document: dict[str, object]) -> Iterator[Case]:
    """Every part of it, replaced by everything it is not: one case for each part, tried one after the other."""
    for key in document:
        bodies = [whole(json.dumps({**document, key: value}).encode()) for value in WRONG]
        turn = iter(bodies * 100)
        yield Case(
            f"{key} of a wrong type ({path})",
            on(path, _next(turn), method),
            EITHER | {"unusable_policy"},
            often,
        )


def _next(turn: Iterator[bytes]) -> Callable[[Request], Iterable[bytes]]:
    return lambda _request: [next(turn)]


def _refusals() -> Iterator[Case]:
    """Refusals whose parts are what they should not be."""
    for status in (400, 403, 404, 409, 410, 413, 422, 429):
        kinds = ("not_registered", "too_large", "missing_files", "", "x" * 10**6)
        odd = {
            "detail": ["x"],
            "fields": {"a" * 10**5: {"b": [10**30]}},
            "limit": "-1",
            "size": {},
            "name": 5,
        }
        turn = iter(
            [
                whole(json.dumps({**odd, "kind": kind, "missing": [1, {}, "0" * 64]}).encode(), status)
                for kind in kinds
            ]
            * 50
        )
        ends = EITHER | {"forbidden", "not_registered", "not_found", "too_large", "busy"}
        yield Case(f"odd refusals ({status})", on("tickets", _next(turn), "POST"), ends, often)


def cases() -> Iterator[Case]:
    """At the first question, at the rules, at the feed, and at the answer to a new ticket."""
    page = changes({**TICKET, "x": 1})
    message = {"tickets": [{"ticket": TICKET, "messages": [MESSAGE]}], "cursor": "c"}
    yield from chain(
        _odd(),
        _refusals(),
        _wrong("probe", "", PROBE),
        _wrong("policy", "", POLICY),
        _wrong("changes", "", page),
        _wrong("tickets", "POST", TICKET),
    )
    for value in WRONG:
        bad = {
            **message,
            "tickets": [{"ticket": TICKET | {"ref": value}, "messages": [{**MESSAGE, "files": value}]}],
        }
        yield Case(
            f"a ticket and files that are {str(value)[:20]!r}",
            on("changes", _saying(json.dumps(bad).encode())),
            EITHER,
        )
