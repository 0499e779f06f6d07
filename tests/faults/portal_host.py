"""A process that starts, kills and stops embedded portals in milliseconds: everything is imported once, then it forks.

`python -m tests.faults.portal_host` reads one order a line and answers each with one line, both JSON.
A portal may be made *forgetful*: it stores the keys of requests and finds by them, as helpdesks with a field of their
own do, but takes the same request again and again; only the look-up keeps an app from doubling.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from trayapp.core.model import Capabilities, Once
from trayapp.embedded import about, idempotency, server, serving
from trayapp.embedded.accounts import Person
from trayapp.embedded.api import messages, profile, registrations, tickets
from trayapp.embedded.api.app import create_app
from trayapp.embedded.idempotency import Answer, Request
from trayapp.embedded.portal import Portal, Work

if sys.platform == "win32":
    raise ImportError("the host of portals needs fork")
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG."""


def forget_keys() -> None:
    """Make the portals of this process forgetful."""
    granted = about.capabilities

    def capabilities(portal: Portal, person: Person) -> Capabilities:
        return replace(granted(portal, person), submit_once=Once.LOOKUP, update_once=Once.LOOKUP)

    def once(portal: Portal, request: Request, effect: Callable[[Work], Answer]) -> Answer:
        with portal.work() as work:
            work.tx.execute("DROP INDEX IF EXISTS tickets_op")
            work.tx.execute(
                "DELETE FROM answers WHERE account_id = ? AND key = ?", (request.person.id, request.key)
            )
        return idempotency.once(portal, request, effect)

    about.capabilities = capabilities
    for module in (messages, profile, registrations, tickets):
        setattr(module, "once", once)  # noqa: B010 - it is imported there, not exported


class Host:
    """At most one portal at a time."""

    def __init__(self) -> None:
        self._child = 0
        self._app = create_app(None)  # takes longer than all the rest of a start

    def _ready(self, portal: Portal) -> FastAPI:
        self._app.state.portal = portal
        return self._app

    def start(self, *, data: str, port: int, profile: str, forgetful: bool) -> None:
        """The portal itself answers this order, with the line it prints when it is ready."""
        sys.stdout.flush()
        self._child = os.fork()
        if self._child:
            return
        try:
            self._be(data=data, port=port, profile=profile, forgetful=forgetful)
        except BaseException:  # noqa: BLE001 - a portal that cannot start says why, instead of the line awaited
            print(json.dumps({"failed": traceback.format_exc()}), flush=True)
        finally:
            os._exit(0)

    def _be(self, *, data: str, port: int, profile: str, forgetful: bool) -> None:
        """The portal, until it is told to end."""
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if forgetful:
            forget_keys()
        setattr(serving, "create_app", self._ready)  # noqa: B010 - it is imported there, not exported
        server.run("127.0.0.1", port, Path(data), profile, "demo", sys.stdout)

    def end(self, *, by: int) -> None:
        """End it so, and wait."""
        self.reap(by)
        print("{}", flush=True)

    def reap(self, by: int = signal.SIGKILL) -> None:
        """The same, without an answer."""
        if self._child:
            os.kill(self._child, by)
            os.waitpid(self._child, 0)
        self._child = 0


def main() -> None:
    """Serve until stdin ends."""
    host = Host()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        getattr(host, order.pop("do"))(**order)
    host.reap()


if __name__ == "__main__":
    main()
