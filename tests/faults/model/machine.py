"""The state machine: everything that may happen to an employee's words, in any order."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.faults.model.portal import ANN, BEN, Rig
from tests.faults.model.steps import Steps
from tests.faults.model.trouble import Trouble
from tests.faults.model.world import World
from trayapp.core.model import Draft, Update
from trayapp.core.operation import Operation, OpKind
from trayapp.core.ports import Query

Count = Callable[[str], None]
WORDS = st.sampled_from(
    ["Printer", "Ω ünïcode \u202e x", "a\x00b", "line\nbreak", "<b>bold</b>", "x" * 300, "\ud800"]
)
_BYTES = {"empty": b"", "tiny": b"a", "shot": b"shot" * 700, "other": b"\x89PNG\r\n"}
PICTURES = st.lists(st.sampled_from(list(_BYTES)), max_size=2)
"""The same one twice, and an empty one, among them."""
WHICH = st.integers(0, 7)
DEADLY = st.integers(1, 25)
TROUBLES = st.lists(st.sampled_from(list(Trouble)), min_size=1, max_size=6)


class Model(RuleBasedStateMachine):
    """`rig` and `count` are set by `machine`."""

    rig: Rig
    count: Count = staticmethod(lambda _kind: None)

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = Path(tempfile.mkdtemp(prefix="model-"))
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        steps = Steps()
        self._stack.enter_context(steps.installed())
        self.world = World(self.rig, folder, steps, self.count)
        self._stack.callback(self.world.end)

    # -- what the employee does

    @rule(words=WORDS, pictures=PICTURES)
    def submit(self, words: str, pictures: list[str]) -> None:
        self.world.attempt(lambda: self.world.life.employee.submit(words, *_bytes(pictures)))

    @rule(which=WHICH, words=WORDS, pictures=PICTURES)
    def answer(self, which: int, words: str, pictures: list[str]) -> None:
        self._on_ticket(
            which, lambda ticket: self.world.life.employee.update(ticket, words, *_bytes(pictures))
        )

    @rule(which=WHICH)
    def close(self, which: int) -> None:
        self._on_ticket(which, self.world.life.employee.close_ticket)

    @rule(which=WHICH)
    def keep_open(self, which: int) -> None:
        employee = self.world.life.employee
        self._on_ticket(which, lambda ticket: employee.promised(employee.desk.keep_open(ticket)))

    @rule(which=WHICH, priority=st.sampled_from(["low", "high", "urgent"]))
    def urge(self, which: int, priority: str) -> None:
        self._on_ticket(which, lambda ticket: self.world.life.employee.set_priority(ticket, priority))

    @rule(which=WHICH, words=WORDS, pictures=PICTURES)
    def edit(self, which: int, words: str, pictures: list[str]) -> None:
        op = self._pending(which)
        if op is None or not isinstance(op.payload, Draft | Update):
            return
        self.world.attempt(lambda: self._edited(op, words, pictures))
        self._believe(op)

    def _edited(self, op: Operation, words: str, pictures: list[str]) -> None:
        employee = self.world.life.employee
        files = tuple(map(employee.attached, _bytes(pictures)))
        if isinstance(op.payload, Draft):
            employee.desk.edit(op.op_id, replace(op.payload, subject=words, files=files))
        elif isinstance(op.payload, Update):
            employee.desk.edit(op.op_id, replace(op.payload, text=words, files=files))

    def _believe(self, op: Operation) -> None:
        """Killed or not: what lies there now is the old or the new, and that is what is owed."""
        now = self.world.life.store.outbox.get(op.op_id)
        assert now is not None
        match now.payload:
            case Draft(subject=words, files=files) | Update(text=words, files=files):
                self.world.book.amend(op.op_id, words, tuple(file.sha256 for file in files))

    @rule(which=WHICH)
    def discard(self, which: int) -> None:
        op = self._pending(which)
        if op is None:
            return
        before = {each.op_id for each in self.world.life.store.outbox.pending()}
        self.world.attempt(lambda: self.world.life.desk.discard(op.op_id))
        after = {each.op_id for each in self.world.life.store.outbox.pending()}
        allowed = {op.op_id} | {each for each in before if op.kind is OpKind.CREATE}
        self.world.book.strike((before - after) & allowed)

    @rule(which=WHICH)
    def try_now(self, which: int) -> None:
        op = self._pending(which)
        if op is not None:
            self.world.attempt(lambda: self.world.life.desk.retry(op.op_id))

    # -- what the program does

    @rule()
    def sync(self) -> None:
        self.world.attempt(self.world.life.employee.sync)

    @rule(troubles=TROUBLES)
    def sync_in_trouble(self, troubles: list[Trouble]) -> None:
        self.world.wire.planned.extend(troubles)
        self.world.wire.meanwhile = self._meanwhile
        self.world.attempt(self.world.life.employee.sync)
        self.world.wire.calm()

    def _meanwhile(self) -> None:
        """The command line, while the tray program waits for the portal: it writes, and may not send."""
        with self.world.another() as other:
            self.world.wire.meanwhile = lambda: None
            other.employee.submit("meanwhile", b"other")
            assert other.employee.sync().locked

    @rule(step=DEADLY, words=WORDS, pictures=PICTURES)
    def killed_while_submitting(self, step: int, words: str, pictures: list[str]) -> None:
        self._deadly(step, "app killed while submitting")
        self.submit(words, pictures)

    @rule(step=DEADLY, which=WHICH, words=WORDS, pictures=PICTURES)
    def killed_while_editing(self, step: int, which: int, words: str, pictures: list[str]) -> None:
        self._deadly(step, "app killed while editing")
        self.edit(which, words, pictures)
        self.world.steps.revive()

    @rule(step=DEADLY, troubles=st.just([]) | TROUBLES)
    def killed_while_syncing(self, step: int, troubles: list[Trouble]) -> None:
        self._deadly(step, "app killed while syncing")
        self.sync_in_trouble(troubles)

    @rule()
    def start_again(self) -> None:
        self.count("restart")
        self.world.restart()

    @rule(words=WORDS)
    def another_program_writes_and_syncs(self, words: str) -> None:
        self.count("two programs")
        with self.world.another() as other:
            self.world.attempt(lambda: other.employee.submit(words))
            self.world.attempt(other.employee.sync)

    # -- around it

    @rule(on=st.booleans())
    def network(self, on: bool) -> None:
        self.world.wire.offline = not on

    @rule(full=st.booleans())
    def disk(self, full: bool) -> None:
        self.count("disk full" if full else "disk freed")
        self.world.steps.full = full

    @rule(minutes=st.sampled_from([-3000, -60, -5, 5, 60, 3000]))
    def clock_is_set(self, minutes: int) -> None:
        self.count("clock forward" if minutes > 0 else "clock back")
        self.world.jump(timedelta(minutes=minutes))

    @rule(hours=st.sampled_from([0.02, 1, 12, 80]))
    def sleep(self, hours: float) -> None:
        self.count("sleep and resume")
        self.world.later(timedelta(hours=hours))
        self.sync()

    @rule(who=st.sampled_from([ANN, BEN]), troubles=st.just([]) | TROUBLES)
    def sign_in(self, who: str, troubles: list[Trouble]) -> None:
        self.count("sign-in")
        self.world.wire.planned.extend(troubles)
        self.world.sign_in(who)
        self.world.wire.calm()

    @rule()
    def sign_out(self) -> None:
        self.count("sign-out")
        self.world.sign_out()

    # -- the portal

    @rule()
    def portal_dies(self) -> None:
        self.count("portal killed")
        self.world.site.stop()

    @rule()
    def portal_starts(self) -> None:
        self.world.site.start()

    @rule()
    def backup(self) -> None:
        self.world.site.back_up()

    @rule()
    def backup_is_put_back(self) -> None:
        self.count("backup put back")
        self.world.put_back()

    @precondition(lambda self: self.world.site.up)
    @rule(which=WHICH, text=st.sampled_from(["Try water", "Again?"]))
    def staff_answers(self, which: int, text: str) -> None:
        if (ticket := self._there(which)) is not None:
            self.world.site.staff(f"tickets/{ticket}/messages", text=text)

    @precondition(lambda self: self.world.site.up)
    @rule(which=WHICH)
    def staff_closes(self, which: int) -> None:
        if (ticket := self._there(which)) is not None:
            self.count("closed meanwhile")
            self.world.site.staff(f"tickets/{ticket}/changes", kind="status", status="closed")

    @precondition(lambda self: self.world.site.up)
    @rule(which=WHICH)
    def ticket_is_deleted(self, which: int) -> None:
        if (ticket := self._there(which)) is not None:
            self.count("ticket deleted")
            self.world.delete(ticket)

    # -- what must hold

    @rule()
    def peace(self) -> None:
        self.world.settle()

    @invariant()
    def all_holds(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        with self._stack:
            self.world.settle()

    # -- choosing

    def _on_ticket(self, which: int, action: Callable[[str], object]) -> None:
        rows = [row.id for row in self.world.life.store.tickets.page(Query("all"), limit=20)]
        known = [*self.world.book.creates(), *rows]
        if known:
            self.world.attempt(lambda: action(known[which % len(known)]))

    def _pending(self, which: int) -> Operation | None:
        ops = self.world.life.store.outbox.pending()
        return ops[which % len(ops)] if ops else None

    def _there(self, which: int) -> str | None:
        there = self.world.site.tickets()
        return there[which % len(there)] if there else None

    def _deadly(self, step: int, kind: str) -> None:
        self.world.steps.kill_at(step, lambda: self.count(kind))


def machine(shared: Rig, count: Count) -> type[Model]:
    """The machine over that rig; `count` hears of each trouble."""
    return type("Model", (Model,), {"rig": shared, "count": staticmethod(count)})


def _bytes(pictures: list[str]) -> list[bytes]:
    return [_BYTES[name] for name in pictures]
