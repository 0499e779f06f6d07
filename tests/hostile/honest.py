"""A portal that does what it says: the least of one that the program can work with, and what it was told."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.hostile.server import Request
from tests.portals.samples import POLICY, PROBE, TICKET


def answer(value: object, status: int = 200, headers: str = "") -> bytes:
    """A whole answer that holds the value as JSON."""
    return whole(json.dumps(value).encode(), status, headers)


def whole(body: bytes, status: int = 200, headers: str = "", kind: str = "application/json") -> bytes:
    """A whole answer with that body. `headers`: further lines, each with its end."""
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body


def changes(*tickets: dict[str, Any], cursor: str = "c1", **more: object) -> dict[str, Any]:
    """A page of changes."""
    return {"tickets": [{"ticket": each, "messages": []} for each in tickets], "cursor": cursor, **more}


class Honest:
    """Keeps tickets by their key, in memory."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, list[bytes]] = {}
        """Of each key, the distinct requests that carried it."""
        self.files: dict[str, bytes] = {}

    def __call__(self, request: Request) -> list[bytes]:
        """The answer to a request."""
        name = request.path.rpartition("/")[2]
        if "/files/" in request.path:
            return [self._file(request, name)]
        if request.method == "POST":
            return [self._create(request)]
        if name == "tickets":
            key = parse_qs(urlsplit(request.target).query).get("op_id", [""])[0]
            return [answer({"tickets": [self.made[key]] if key in self.made else []})]
        known: dict[str, object] = {
            "probe": PROBE | {"capabilities": PROBE["capabilities"] | {"events": False, "settle": 0}},
            "policy": POLICY,
            "changes": changes(cursor="end"),
            "operations": {"taken": list(self.made)},
        }
        return [answer(known[name])] if name in known else [answer({"kind": "not_found"}, 404)]

    def _create(self, request: Request) -> bytes:
        key = request.headers["idempotency-key"]
        told = self.bodies.setdefault(key, [])
        if request.body not in told:
            told.append(request.body)
        number = str(len(self.made) + 100)
        made = TICKET | {"ref": {"id": f"t{number}", "number": number}, "op_id": key}
        return answer(self.made.setdefault(key, made), 201)

    def _file(self, request: Request, name: str) -> bytes:
        if request.method == "PUT":
            self.files[name] = request.body
            return answer({}, 201)
        here = name in self.files
        return f"HTTP/1.1 {200 if here else 404} Said\r\nContent-Length: 0\r\n\r\n".encode()
