"""Draining 1 000 queued tickets, against a bare httpx loop that posts the same to the same portal."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx

from tests.bench.report import Row, paired
from trayapp.core.model import Draft
from trayapp.core.service import Desk
from trayapp.demo.portal_process import PortalProcess
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.store.opened import Store, open_store
from trayapp.sync.engine import Engine
from trayapp.sync.store import SyncStore

_TICKETS = 1_000
_PAIRS = 3
_SUBJECT, _DESCRIPTION = "The printer is out of paper", "Second floor, since this morning."


def rows() -> Iterator[Row]:
    """Medians of pairs, in turn. Each run has a portal to itself, new and in a process of its own.

    So both post to a portal that is as empty, and neither pays for what the other left there: on one portal our pull
    would bring the bare loop's tickets, too. What our own pull of our own 1 000 costs, is ours to pay.
    """
    ours, bare, ratio = paired(lambda: _on_a_new_portal(_ours), lambda: _on_a_new_portal(_bare), _PAIRS)
    against = f"bare httpx loop {bare:.0f}/s"
    yield Row("draining 1 000 queued tickets", f"{ours:.0f}/s", against, ratio, 0.8, at_least=True)


def _on_a_new_portal(drain: Callable[[str, str], float]) -> float:
    with tempfile.TemporaryDirectory() as folder, PortalProcess(Path(folder)) as portal:
        return drain(portal.url, portal.users["basic"])


def _now() -> datetime:
    return datetime.now(UTC)


def _ours(url: str, token: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _drained(open_store(places(folder), _now), url, token)


def _drained(store: Store, url: str, token: str) -> float:
    desk = Desk(store.outbox, store.tickets, store.spool, store.notes, _now)
    for _ in range(_TICKETS):
        desk.submit(Draft(_SUBJECT, _DESCRIPTION))
    view = SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock)
    engine = Engine(
        lambda: open_portal("native", url, lambda: token, store.spool),
        view,
        _now,
        random.random,
        lambda _: None,
    )
    started = time.perf_counter()
    engine.run_once(_now())
    rate = _TICKETS / (time.perf_counter() - started)
    _check_drained(store)
    engine.close()
    store.close()
    return rate


def _check_drained(store: Store) -> None:
    left = len(store.outbox.pending())
    if left:
        raise RuntimeError(f"{left} tickets are still in the outbox: the rate would be a lie")


def _bare(url: str, token: str) -> float:
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}) as client:
        started = time.perf_counter()
        for _ in range(_TICKETS):
            client.post(
                "/api/v1/tickets",
                json={"subject": _SUBJECT, "description": _DESCRIPTION},
                headers={"Idempotency-Key": str(uuid4())},
            ).raise_for_status()
        return _TICKETS / (time.perf_counter() - started)
