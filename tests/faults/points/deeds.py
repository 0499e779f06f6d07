"""The deeds that are disturbed: one use case or one step of the program each."""

from __future__ import annotations

import hashlib
import io
import os
import random
from collections.abc import Callable, Iterable, Mapping
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


def _no_news(employee: Employee, kept: list[str]) -> Iterable[str]:  # noqa: ARG001 - the shape of `Deed.after`
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

    def before(self, scene: Scene) -> None:
        """Everything up to the deed."""
        self.prepare()
        if self.running:
            scene.employee.store.outbox.pending()


def _first(scene: Scene, kind: OpKind) -> Operation:
    return next(op for op in scene.employee.store.outbox.pending() if op.kind is kind)


def _put(scene: Scene, picture: bytes) -> StoredFile:
    name = hashlib.sha256(picture).hexdigest()[:8]
    return scene.employee.desk.spool.put(
        io.BytesIO(picture), f"shot-{name}.png", "image/png", FileKind.SCREENSHOT
    )


def _submit(scene: Scene) -> None:
    scene.employee.submit("The printer burns", NEW_PICTURE, PICTURE)


def _update(scene: Scene) -> None:
    known = scene.employee.store.outbox.recent()[0]
    scene.employee.update(known.ref.id if known.ref else "", "It still burns", NEW_PICTURE)


def _edit(scene: Scene) -> None:
    op = _first(scene, OpKind.CREATE)
    assert isinstance(op.payload, Draft)
    wanted = replace(op.payload, subject="No, the scanner burns", files=(_put(scene, NEW_PICTURE),))
    new = promise(replace(op, payload=wanted))
    scene.reporter.means(new)
    scene.employee.desk.edit(op.op_id, wanted)
    scene.reporter.tell(new)


def _discard(scene: Scene) -> None:
    ops = [op for op in scene.employee.store.outbox.pending() if op.kind is OpKind.CREATE]
    if not ops:
        return  # it was done, though the fault came after
    scene.reporter.drops(ops[0].op_id)
    scene.employee.desk.discard(ops[0].op_id)
    scene.reporter.dropped(ops[0].op_id)


def _sync(scene: Scene) -> str | None:
    report = scene.employee.sync()
    unsent = [op.problem.kind for op in scene.employee.store.outbox.pending() if op.problem]
    if scene.employee.store.outbox.pending():
        for op in scene.employee.store.outbox.pending():
            if op.state is OpState.WAITING:
                scene.employee.store.outbox.retry(op.op_id, scene.clock())
    return report.problem.kind if report.problem else next(iter(unsent), None)


def _sweep(scene: Scene) -> None:
    scene.employee.store.sweep()


def _open(scene: Scene) -> None:
    assert scene.employee.store.outbox.pending is not None


def stray(home: Path) -> None:
    """Something lies in the spool that nobody needs and that is old."""
    for name in ("0" * 64, ".part-0123456789abcdef"):
        path = home / "data" / "spool" / name
        path.write_bytes(b"stray")
        os.utime(path, (1, 1))


def _swept(employee: Employee, kept: list[str]) -> Iterable[str]:  # noqa: ARG001
    if employee.store.spool.has("0" * 64):
        yield "the stray file is still there"


DEEDS: Mapping[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed("submit", _submit),
        Deed("update", _update),
        Deed("edit", _edit),
        Deed("discard", _discard),
        Deed("send", _sync, sides=("app", "portal")),
        Deed("sweep", _sweep, home="stray", after=_swept),
        Deed("open", _open, home="killed", running=False),
        Deed("first", _open, home="none", running=False),
        Deed("start", _open, home="none", sides=("portal",), asked=False),
        Deed("birth", _open, home="none", sides=("portal",), portal="none", asked=False),
    )
}
