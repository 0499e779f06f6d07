"""Events without end, and files that are not what was told."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.employee import Employee
from tests.hostile.case import Act, Case, Scene, on
from tests.hostile.honest import answer, whole
from tests.hostile.pouring import POURS
from tests.hostile.server import Request, Serve
from tests.portals.samples import PROBE
from trayapp.app.downloads import Downloads
from trayapp.core.errors import TrayAppError
from trayapp.core.model import RemoteFile, TicketRef
from trayapp.portals.registry import open_portal
from trayapp.sync.store import SyncStore

EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
CHANGED = b"event: changed\ndata: {}\n\n"
LISTENED = 12.0
"""Seconds for which a worker listens to a flood."""
FLOODS = {
    "a line of gigabytes": b"data: " + b"x" * 65536,
    "a heartbeat of gigabytes": b":" * 65536,
    "an event of gigabytes": b"data: x\n" * 8192,
    "heartbeats without end": b": here\n\n" * 8192,
    "a million events": CHANGED * 4000,
    "events of a million digits": b'event: changed\ndata: {"within":' + b"9" * 4000 + b"}\n\n",
    "times to come back out of reason": b"retry: 99999999999999999999999\n\n" * 1000,
    "no text": b"\xff\xfe\x00\n\n" * 10_000,
}


def _flood(flood: bytes) -> Callable[[Scene], Serve]:
    able = {**PROBE, "capabilities": {**PROBE["capabilities"], "events": True}}

    def scene(scene: Scene) -> Serve:
        def serve(request: Request) -> Iterable[bytes]:
            if request.path.endswith("/events"):
                return chain([EVENTS], repeat(flood))
            return [answer(able)] if request.path.endswith("/probe") else scene.honest(request)

        return serve

    return scene


def _listen(employee: Employee, address: str) -> str:
    """The adapter alone: what ends it."""
    portal = open_portal("native", address, lambda: "token", employee.store.spool)
    try:
        for _ in portal.listen(lambda: False, None):
            pass
    except TrayAppError as error:
        return error.kind
    finally:
        portal.close()
    return "taken"


def _work(employee: Employee, address: str) -> str:
    """The whole worker: how often it asks while it is flooded."""
    from trayapp.sync.shift import Wiring
    from trayapp.sync.worker import Worker

    store = employee.store
    wiring = Wiring(
        lambda: open_portal("native", address, lambda: "token", store.spool),
        lambda: SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock),
        lambda: datetime.now(UTC),
        lambda: 0.0,
        lambda _event: None,
    )
    worker = Worker(wiring)
    before = time.process_time()
    worker.start()
    threading.Event().wait(LISTENED)
    worker.stop()
    used = time.process_time() - before
    return "taken" if used <= LISTENED / 2 else f"{used:.1f} s of CPU"


def _fetching(size: int = 100, sha256: str | None = None, name: str = "n.txt") -> Act:
    def act(employee: Employee, address: str) -> str:
        with TemporaryDirectory() as cache:
            downloads = Downloads(
                Path(cache), lambda: open_portal("native", address, lambda: "token", employee.store.spool)
            )
            try:
                found = downloads.fetch(TicketRef("t1", "1"), RemoteFile("f1", name, "a/b", size, sha256))
            except TrayAppError as error:
                left = [path for path in Path(cache).rglob("*") if path.is_file()]
                return f"left {left}" if left else error.kind
            within = found.resolve().is_relative_to(Path(cache).resolve())
            return "taken" if within else f"written to {found}"

    return act


def _file(body: bytes, headers: str = "", tag: str | None = None) -> Callable[[Scene], Serve]:
    named = hashlib.sha256(body).hexdigest() if tag is None else tag
    return on(
        "/f1",
        lambda _request: [whole(body, 200, f'ETag: "{named}"\r\n{headers}', "application/octet-stream")],
    )


def _files() -> Iterator[Case]:
    refused = frozenset({"server_fault", "offline", "local_fault"})
    right = b"x" * 100
    yield Case("file: larger than told", _file(b"x" * 10**7), refused, _fetching())
    yield Case("file: smaller than told", _file(b"x"), refused, _fetching())
    yield Case("file: of another hash", _file(right), refused, _fetching(sha256="0" * 64))
    yield Case("file: of another tag", _file(right, tag="0" * 64), refused, _fetching())
    yield Case("file: without a tag", _file(right, tag=""), refused, _fetching())
    yield Case("file: packed", _file(right, "Content-Encoding: gzip\r\n"), refused, _fetching())
    yield Case("file: told to be 2^53 bytes", _file(right), refused, _fetching(2**53))
    for name in ("../../x", "C:\\x", "a\0b", "CON", "x" * 10**6, "..", "\u202egpj.exe", "\ud800", ""):
        title = name.encode("unicode_escape").decode()[:20]
        yield Case(f"file: named {title}", _file(right), frozenset({"taken"}), _fetching(name=name))
    for name, pour in POURS.items():
        yield Case(f"file: {name}", on("/f1", pour), refused, _fetching())


def cases() -> Iterator[Case]:
    """Of both."""
    for name, flood in FLOODS.items():
        yield Case(f"events: {name}", _flood(flood), frozenset({"server_fault", "offline"}), _listen)
    yield from _files()


def long() -> Iterator[Case]:
    """A worker that hears a flood, for a while each."""
    for name, flood in FLOODS.items():
        yield Case(
            f"a worker hears {name}",
            _flood(flood),
            frozenset({"taken"}),
            _work,
            seconds=LISTENED + 15,
            asked=int(LISTENED),
        )
