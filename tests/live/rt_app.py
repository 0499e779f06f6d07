"""The real store and engine of an employee at the real Request Tracker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.employee import Account, Employee
from tests.live.rt_desk import RtDesk
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.registry import open_portal


def now() -> datetime:
    """By this computer's clock."""
    return datetime.now(UTC)


def reach(account: Account, files: FileSource) -> Portal:
    """An adapter for who signs in with this secret."""
    return open_portal("rt", account.url, lambda: account.token, files)


def employee(
    home: Path, desk: RtDesk, who: str = "employee", url: str = "", clock: Callable[[], datetime] = now
) -> Employee:
    """Somebody of that desk at a computer; `url`: through a proxy."""
    account = Account(url or desk.server.url, desk.person(who).secret)
    return Employee(home, account, clock, lambda _: None, reach=reach)
