"""The employee's program in a process of its own: does what the rig says over a pipe, one pass of the engine at a time.

`python -m tests.faults.life` reads one order a line and answers each with one line, both JSON. A promise is answered
only after the program has accepted the operation, so it outlives whatever is done to this process afterwards.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.faults.employee import Account, Employee
from tests.faults.guards import without
from tests.faults.promise import Promise
from trayapp.core.errors import TrayAppError
from trayapp.core.model import EditProfile, RegisterUser, TicketRef
from trayapp.core.operation import Operation
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.native import NativePortal
from trayapp.sync.engine import Report

POLL = 60.0
"""Seconds between two looks at a portal that is well, as the worker has it."""


class Life:
    """One employee at a time. Time stands still but between passes, when as much goes by as the worker would sleep."""

    def __init__(self) -> None:
        self._employee: Employee | None = None
        self._account = Account("", "")
        self._told: list[Promise] = []
        self._now = datetime.now(UTC)
        self._sleep = 0.0
        self._patience = 1.0

    @property
    def employee(self) -> Employee:
        """Whoever is at the computer."""
        assert self._employee is not None
        return self._employee

    def open(
        self, *, home: str, url: str, token: str, account: str | None, now: str, patience: float
    ) -> None:
        """Start the program. `patience`: seconds after which a silent portal is given up."""
        self._account, self._patience = Account(url, token, account), patience
        self._now, self._sleep = datetime.fromisoformat(now), 0.0
        self._employee = Employee(
            Path(home), self._account, lambda: self._now, self._told.append, reach=self._reach
        )

    def close(self) -> None:
        """The program ends in order."""
        if self._employee:
            self._employee.close()
        self._employee = None

    def renew(self, *, patience: float) -> None:
        """A fresh engine on the same store, as after a start: it asks who it is first."""
        self._patience = patience
        self.employee.engine.close()
        self.employee.engine = self.employee.new_engine()

    def step(self) -> dict[str, Any]:
        """As long a sleep as the worker would take, one pass, and what the worker would make of it."""
        self._now += timedelta(seconds=self._sleep)
        report = self.employee.engine.run_once(self._now)
        due = self.employee.store.outbox.next_due(self._now)
        self._sleep = self._pause(report, due)
        return {
            "problem": report.problem and report.problem.kind,
            "retry_after": report.retry_after,
            "idle": report.problem is None and due is None and not report.locked,
        }

    def do(self, *, what: str, args: Sequence[Any]) -> dict[str, Any]:
        """Ask for something: `what` is one of this class's wishes. The promises made."""
        op: Operation = getattr(self, f"wish_{what}")(*args)
        told, self._told[:] = list(self._told), []
        return {"op": op.op_id, "ticket": op.ticket_id, "promises": [asdict(each) for each in told]}

    def fetch(self, *, ticket: str, file: str) -> dict[str, Any]:
        """Fetch a file; its bytes in hexadecimal, or the error's kind."""
        to = io.BytesIO()
        with closing(self._reach(self._account, self.employee.store.spool)) as portal:
            try:
                portal.fetch(TicketRef(ticket, ""), file, to)
            except TrayAppError as error:
                return {"problem": error.kind}
        return {"bytes": to.getvalue().hex()}

    def wish_create(self, subject: str, sizes: Sequence[int]) -> Operation:
        """A ticket with files of so many bytes."""
        return self.employee.submit(subject, *map(self.employee.picture, sizes))

    def wish_update(self, ticket: str, text: str, sizes: Sequence[int]) -> Operation:
        """An answer with files of so many bytes."""
        return self.employee.update(ticket, text, *map(self.employee.picture, sizes))

    def wish_close(self, ticket: str) -> Operation:
        """No more help is needed."""
        return self.employee.close_ticket(ticket)

    def wish_keep_open(self, ticket: str) -> Operation:
        """Help is still needed."""
        return self.employee.promised(self.employee.desk.keep_open(ticket))

    def wish_priority(self, ticket: str, priority: str) -> Operation:
        """Another priority."""
        return self.employee.set_priority(ticket, priority)

    def wish_subscriber(self, ticket: str, email: str, on: bool) -> Operation:
        """A colleague takes part, or no longer."""
        return self.employee.promised(self.employee.desk.set_subscriber(ticket, email, on=on))

    def wish_collaborator(self, ticket: str, email: str, on: bool) -> Operation:
        """Somebody from outside takes part, or no longer."""
        return self.employee.promised(self.employee.desk.set_collaborator(ticket, email, on=on))

    def wish_estimate(self, ticket: str, estimate: str, approve: bool) -> Operation:
        """Decide on an estimate."""
        return self.employee.promised(self.employee.desk.decide(ticket, estimate, approve=approve))

    def wish_registration(self, email: str) -> Operation:
        """An account for somebody."""
        wanted = RegisterUser("New Colleague", email, "basic")
        return self.employee.promised(self.employee.desk.register(wanted))

    def wish_removal(self, email: str) -> Operation:
        """An account is not needed any more."""
        return self.employee.promised(self.employee.desk.remove(email))

    def wish_profile(self, name: str, email: str, phone: str) -> Operation:
        """Another telephone number."""
        return self.employee.promised(self.employee.desk.edit_profile(EditProfile(name, email, phone)))

    def _pause(self, report: Report, due: datetime | None) -> float:
        """The shortest sleep that a worker would take: what is due sooner is not waited for longer than that."""
        if report.retry_after is not None:
            return report.retry_after
        return POLL if due is None else min(max((due - self._now).total_seconds(), 1.0), POLL)

    def _reach(self, account: Account, files: FileSource) -> Portal:
        timeout = httpx.Timeout(self._patience, connect=5.0)
        return NativePortal(account.url, lambda: account.token, files, timeout=timeout)


def main(guards: Sequence[str]) -> None:
    """Serve until stdin ends, without those guards."""
    without(guards)
    life = Life()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        told = getattr(life, order.pop("do_"))(**order)
        print(json.dumps(told or {}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
