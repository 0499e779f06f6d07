"""The deeds that are disturbed: one use case or one step of the program each."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.faults.employee import Account, Employee
from tests.faults.points.reports import Reporter
from tests.faults.promise import promise
from trayapp.core.model import Draft, FileKind, StoredFile
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.ports import Clock

PICTURE = random.Random(7).randbytes(40_000)
"""Waits in the outbox of the busy home."""
OTHER_PICTURE = random.Random(8).randbytes(30_000)
NEW_PICTURE = random.Random(9).randbytes(50_000)


@dataclass(slots=True)
class Scene:
    """Where a deed is done."""

    home: Path
    account: Account
    clock: Clock
    reporter: Reporter
    _employee: Employee | None = field(default=None)

    @property
    def employee(self) -> Employee:
        """The program, running."""
        if self._employee is None:
            self._employee = Employee(self.home, self.account, self.clock, self.reporter.tell)
        return self._employee


def _nothing() -> None:
    """Nothing to be done."""


def _no_news(employee: Employee, kept: list[str]) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Deed:
    """One use case, and how it is begun and looked at afterwards."""

    name: str
    act: Callable[[Scene], str | None]
    """Does it; done again when it failed. Returns the problem it ran into where that is no exception."""
    home: str = "busy"
    """Of `homes`: how the employee's computer stands before."""
    prepare: Callable[[], None] = _nothing
    """Changes the program in its process for good, in each life."""
    sides: tuple[str, ...] = ("app",)
    """Whose calls are disturbed: app, portal."""
    portal: str = "used"
    """The data that the portal begins with: used, or none."""
    asked: bool = True
    """The portal is asked for something; otherwise its start is all."""
    running: bool = True
    """The program is running already when the deed begins."""
    after: Callable[[Employee, list[str]], Iterable[str]] = _no_news
    """What is wrong in the next life, beside the invariants."""
    settles: bool = True
    """What the home holds can be sent to the portal that is there."""
    strict: bool = True
    """Its success promises something: no fault of the database may go unsaid."""

    def before(self, scene: Scene) -> None:
        """Everything up to the deed."""
        self.prepare()
        if self.running:
            _ = scene.employee


def _first(scene: Scene, kind: OpKind) -> Operation:
    return next(op for op in scene.employee.store.outbox.pending() if op.kind is kind)


def _put(scene: Scene, picture: bytes) -> StoredFile:
    name = hashlib.sha256(picture).hexdigest()[:8]
    return scene.employee.desk.spool.put(
        io.BytesIO(picture), f"shot-{name}.png", "image/png", FileKind.SCREENSHOT
    )


def submit(scene: Scene) -> None:
    """A new ticket with two pictures."""
    scene.employee.submit("The printer burns", NEW_PICTURE, PICTURE)


def update(scene: Scene) -> None:
    """An answer with a picture."""
    known = scene.employee.store.outbox.recent()[0]
    scene.employee.update(known.ref.id if known.ref else "", "It still burns", NEW_PICTURE)


def edit(scene: Scene) -> None:
    """Other words and another picture for a ticket that waits."""
    op = _first(scene, OpKind.CREATE)
    assert isinstance(op.payload, Draft)
    wanted = replace(op.payload, subject="No, the scanner burns", files=(_put(scene, NEW_PICTURE),))
    new = promise(replace(op, payload=wanted))
    scene.reporter.means(new)
    scene.employee.desk.edit(op.op_id, wanted)
    scene.reporter.tell(new)


def discard(scene: Scene) -> None:
    """Give a ticket up, with the answer that waits for it."""
    ops = [op for op in scene.employee.store.outbox.pending() if op.kind is OpKind.CREATE]
    if not ops:
        return  # it was done, though the fault came after
    scene.reporter.drops(ops[0].op_id)
    scene.employee.desk.discard(ops[0].op_id)
    scene.reporter.dropped(ops[0].op_id)


def sync(scene: Scene) -> str | None:
    """Send what waits and pull what is new; the problem that was met."""
    report = scene.employee.sync()
    unsent = [op.problem.kind for op in scene.employee.store.outbox.pending() if op.problem]
    for op in scene.employee.store.outbox.pending():
        if op.state is OpState.WAITING:  # a second try is not to wait until its time has come
            scene.employee.store.outbox.retry(op.op_id, scene.clock())
    return report.problem.kind if report.problem else next(iter(unsent), None)


def sweep(scene: Scene) -> None:
    """Compare spool and rows."""
    scene.employee.store.sweep()


def open_up(scene: Scene) -> None:
    """Start the program."""
    scene.employee.store.outbox.pending()
