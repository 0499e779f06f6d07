"""Answers of a portal, as its JSON."""

from __future__ import annotations

from typing import Any

TICKET: dict[str, Any] = {
    "ref": {"id": "t1", "number": "4711"},
    "subject": "Printer",
    "description": "It is on fire",
    "status": "new",
    "relation": "own",
    "requester": "Ann",
    "created_at": "2026-11-23T09:00:00Z",
    "updated_at": "2026-11-23T10:00:00+01:00",
    "op_id": "op-1",
    "etag": '"7"',
}
MESSAGE: dict[str, Any] = {
    "id": "m1",
    "author": "Sam",
    "side": "staff",
    "at": "2026-11-23T09:30:00Z",
    "text": "Try water",
    "mine": True,
}
PROBE: dict[str, Any] = {
    "version": "1",
    "name": "Acme IT",
    "me": {"id": "u1", "email": "ann@acme.example", "name": "Ann", "company": "Acme", "level": "basic"},
    "server_time": "2026-11-23T09:00:00Z",
    "capabilities": {"submit_once": "native", "update_once": "native", "events": True, "settle": 2.5},
}
CHANGES: dict[str, Any] = {
    "tickets": [{"ticket": TICKET, "messages": [MESSAGE]}],
    "cursor": "c2",
    "more": True,
}
POLICY: dict[str, Any] = {
    "version": "1",
    "profile": "msp",
    "portal_name": "Acme IT",
    "statuses": [{"code": "new", "label": "New", "meaning": "", "bucket": "open"}],
}
