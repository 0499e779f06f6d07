"""The real store and engine of an employee at the real Request Tracker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.employee import Account, Employee
from tests.live.rt_desk import RtDesk
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.registry import open_portal


def now() -> datetime:
    """By this computer's clock."""
    return datetime.now(UTC)


class Watch:
    """This computer's clock, which a test sets forward: the engine asks it, too, and not only when it begins a pass."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self._ahead

    def forward(self, by: timedelta) -> None:
        """So much time passes."""
        self._ahead += by


def drain(app: Employee, watch: Watch, each: timedelta = timedelta(minutes=5), passes: int = 30) -> None:
    """Sync until nothing is due any more, with so much time between the passes."""
    for _ in range(passes):
        app.sync()
        if app.store.outbox.next_due(watch()) is None:
            return
        watch.forward(each)


def reach(account: Account, files: FileSource) -> Portal:
    """An adapter for who signs in with this secret."""
    return open_portal("rt", account.url, lambda: account.token, files)


def employee(
    home: Path, desk: RtDesk, who: str = "employee", url: str = "", clock: Callable[[], datetime] = now
) -> Employee:
    """Somebody of that desk at a computer; `url`: through a proxy."""
    account = Account(url or desk.server.url, desk.person(who).secret)
    return Employee(home, account, clock, lambda _: None, reach=reach)
