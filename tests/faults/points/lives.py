"""What the children do: the employee's program with one deed, its next life, and the portal."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO, cast

from tests.faults.employee import Account, Employee
from tests.faults.guards import without
from tests.faults.points.children import Self
from tests.faults.points.deeds import Deed, Scene
from tests.faults.points.reports import Reporter
from trayapp.core.errors import LocalFault, TrayAppError

taken_away: list[str] = []
"""Guards (of `guards.GUARDS`) that the program lives without in its next life with a deed."""
LATER = timedelta(days=3)
"""After which the next life comes: what lies about is old enough to be swept."""


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def later() -> datetime:
    """The clock of the next life."""
    return now() + LATER


def act(deed: Deed, home: Path, account: Account, *, watched: bool) -> Callable[[Self], None]:
    """The life in which the deed is done. After a fault it waits to be told that the disk is well, and goes on."""

    def life(me: Self) -> None:
        without(taken_away)
        reporter = Reporter(me.out)
        scene = Scene(home, account, now, reporter)
        deed.before(scene)
        if watched:
            me.watched()
        while (end := _tried(deed, scene)) != "ok":
            reporter.ends(end)
            if not os.read(me.back, 1):
                return
        reporter.ends(end)

    return life


def _tried(deed: Deed, scene: Scene) -> str:
    try:
        problem = deed.act(scene)
    except LocalFault as fault:
        return f"fault {fault.params.get('reason')} {fault}"
    except TrayAppError as error:
        return f"error {error.kind} {error}"
    except Exception as error:  # noqa: BLE001 - told to the parent, which judges
        return f"bug {type(error).__name__}: {error}"
    return f"problem {problem}" if problem else "ok"


def next_life(deed: Deed, home: Path, account: Account, kept: list[str]) -> Callable[[Self], None]:
    """The program is started again, and everything is delivered and swept."""

    def life(me: Self) -> None:
        reporter = Reporter(me.out)
        deed.prepare()
        try:
            with closing(Employee(home, account, later, reporter.tell)) as employee:
                problem = _settled(employee) if deed.settles else None
                for wrong in deed.after(employee, kept):
                    reporter.kept(wrong)
        except Exception as error:  # noqa: BLE001
            reporter.ends(f"{type(error).__name__}: {error}")
        else:
            reporter.ends(str(problem) if problem else "ok")

    return life


def _settled(employee: Employee) -> object:
    """Everything delivered and swept; the problem that the portal still makes."""
    employee.drain()
    employee.store.sweep()
    return employee.sync().problem


def serve(data: Path, port: int, run: Callable[..., None], *, watched: bool) -> Callable[[Self], None]:
    """The portal over that data, until it is killed; its first line comes out as it is."""

    def life(me: Self) -> None:
        if watched:
            me.watched()
        announce = io.TextIOWrapper(cast("Any", io.FileIO(me.out, "w", closefd=False)), write_through=True)
        try:
            run("127.0.0.1", port, data, "msp", "demo", cast("TextIO", announce), log_level="critical")
        except LocalFault as fault:
            announce.write(f"fault {fault.params.get('reason')} {fault}\n")
        except Exception as error:  # noqa: BLE001
            announce.write(f"bug {type(error).__name__}: {error}\n")

    return life
