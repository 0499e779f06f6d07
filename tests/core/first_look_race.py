"""A program: threads that all meet the same classes for the first time, in store, portals and embedded portal."""

from __future__ import annotations

import threading
from contextlib import suppress

from trayapp.core.errors import TrayAppError
from trayapp.core.model import Article, Changes, Draft, Message, Probe, Ticket
from trayapp.core.operation import Problem
from trayapp.core.policy import Policy
from trayapp.embedded.encoding import from_json
from trayapp.portals.http import Answer
from trayapp.portals.wire import decode as from_wire
from trayapp.store.codec import decode as from_store

KINDS = (Ticket, Changes, Probe, Policy, Message, Article, Draft, Problem)
THREADS = 6
_start = threading.Barrier(THREADS)


def look(first: int) -> None:
    """Decode every kind, beginning elsewhere than the others do."""
    _start.wait()
    for kind in KINDS[first:] + KINDS[:first]:
        for way in (from_store, from_wire, from_json):
            text = (
                Answer(200, {"content-type": "application/json"}, b'{"a": 1}')
                if way is from_wire
                else '{"a": 1}'
            )
            with suppress(TrayAppError, ValueError):
                way(text, kind)  # type: ignore[arg-type]


if __name__ == "__main__":
    threads = [threading.Thread(target=look, args=(first,)) for first in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
