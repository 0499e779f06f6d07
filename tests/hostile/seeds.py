"""Where the search for bad bytes begins: good ones, and those that were bad once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.hostile.targets import KINDS
from tests.portals.samples import CHANGES, MESSAGE, POLICY, PROBE, TICKET
from trayapp.core.model import Changes, Message, Probe, Ticket

FOUND = Path(__file__).parent.parent / "data" / "fuzz"
"""A folder for each target, a file for each input that failed once."""


def _told(value: object) -> bytes:
    return json.dumps(value).encode()


def _wire() -> Sequence[bytes]:
    samples = {Changes: CHANGES, Ticket: TICKET, Probe: PROBE, Message: MESSAGE}
    return [bytes([KINDS.index(kind)]) + _told(sample) for kind, sample in samples.items()]


def _pictures() -> Sequence[bytes]:
    from tests.core.metadata import tainted  # late: it draws with Qt

    return [make() for make in tainted.ALL.values()]


SEEDS: Mapping[str, Sequence[bytes]] = {
    "wire": _wire(),
    "policy": [_told(POLICY)],
    "problem": [
        b"\x08" + _told({"kind": "too_large", "limit": 1, "fields": {"a": "b"}, "since": "2026-01-01"})
    ],
    "retry_after": [b"120", b"Fri, 31 Dec 1999 23:59:59 GMT"],
    "address": [b"https://help.example/desk", b"http://127.0.0.1:8000", b"http://[::1]:80/"],
    "redirect": [b"/signed-in?code=a&state=b"],
    "events": [b'\x08event: changed\ndata: {"within": 3}\nretry: 100\n\n: here\n\n'],
    "oauth": [_told({"issuer": "https://help.example", "token_endpoint": "https://help.example/t"})],
    "private": [b"password: hunter2 ann@acme.example 4111 1111 1111 1111 DE89370400440532013000"],
    "settings": [_told({"portal_url": "https://help.example", "notifications": True})],
    "deep_link": [b"trayapp://new?subject=a&description=b", b"trayapp://ticket/4711"],
    "name": [b"report.pdf", b"con.txt"],
    "spool": [b"0" * 64],
}
"""Good ones, by target; pictures are drawn when they are asked for."""


def found(target: str) -> Sequence[bytes]:
    """Inputs that failed once."""
    folder = FOUND / target
    return [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []


def seeds(target: str) -> Sequence[bytes]:
    """Good ones for that target."""
    return _pictures() if target == "picture" else SEEDS[target]
