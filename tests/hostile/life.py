"""The program meets portals that mean harm, one after the other, and after each of them one that means well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.employee import Account, Employee
from tests.faults.promise import Promise
from tests.hostile import memory
from tests.hostile.case import Case
from trayapp.core.operation import OpState

TOKEN = "a-token-of-the-employee"


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one case."""

    name: str
    came: str
    """What the program took it for."""
    seconds: float
    memory: int
    """KiB above idle, at most."""
    disk: int
    """KiB of its folders afterwards."""
    wrong: tuple[str, ...]
    """What should not be; nothing, when all is well."""


class Stage:
    """The process that plays the portals."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.hostile.stage", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        os.environ["SSL_CERT_FILE"] = self._hear()

    def say(self, words: str) -> object:
        """Tell it, and hear what it says."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        heard: str = json.loads(self._process.stdout.readline())
        return heard


def meet(case: Case, stage: Stage, home: Path) -> Met:
    """One case: words are written, the portal does its worst, and then another one is honest."""
    told: list[Promise] = []
    address = str(stage.say(case.name))
    employee = Employee(home, Account(address, TOKEN), lambda: datetime.now(UTC), told.append)
    wrong: list[str] = []
    try:
        employee.submit("Words of the employee", employee.picture())
        idle, began = memory.begin(), time.monotonic()
        came = case.act(employee, address)
        seconds, above = time.monotonic() - began, memory.most() - idle
        wrong += _out_of_bounds(case, came, seconds, above)
        wrong.append(case.look(employee))
        waiting = [op.op_id for op in employee.store.outbox.pending()]
        stage.say("honest")
        employee.engine.close()
        employee.engine = employee.new_engine()
        if case.certificate in {"", "good"}:
            _try_again(employee)
            employee.drain()
            wrong += _lost(employee)
    finally:
        employee.close()
    seen = stage.say("end")
    wrong += _arrived(case, seen, [each for each in told if each.op_id in waiting])
    return Met(case.name, came, round(seconds, 2), above, _size(home), tuple(filter(None, wrong)))


def _out_of_bounds(case: Case, came: str, seconds: float, above: int) -> list[str]:
    wrong = []
    if came not in case.ends:
        wrong.append(f"it was taken for {came}")
    if seconds > case.seconds:
        wrong.append(f"it took {seconds:.0f} s")
    if above > case.memory:
        wrong.append(f"it took {above // 1024} MiB")
    return wrong


def _try_again(employee: Employee) -> None:
    """What a person does whose words were refused."""
    for op in employee.store.outbox.pending():
        if op.state is OpState.NEEDS_USER:
            employee.store.outbox.retry(op.op_id, datetime.now(UTC))


def _lost(employee: Employee) -> list[str]:
    states = {op.state for op in employee.store.outbox.pending()} - {OpState.DONE}
    report = employee.sync()
    trouble = f"the honest portal is met with {report.problem}" if report.problem else ""
    return [f"words wait for ever: {states}" if states else "", trouble]


def _arrived(case: Case, seen: object, told: Sequence[Promise]) -> list[str]:
    assert isinstance(seen, dict)
    wrong = []
    if seen["elsewhere"]:
        wrong.append(f"{seen['elsewhere']} connections to another host")
    if seen["asked"] > case.asked:
        wrong.append(f"asked {seen['asked']} times")
    for each in told if case.certificate in {"", "good"} else ():
        bodies = seen["made"].get(each.op_id, [])
        subjects = [json.loads(body)["subject"] for body in bodies]
        if subjects != [each.words] or set(each.files) - set(seen["files"]):
            wrong.append(f"{subjects} arrived, and {len(seen['files'])} files")
    return wrong


def _size(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) // 1024


def main(names: Sequence[str]) -> None:
    """Meet these; a line of JSON for each."""
    from tests.hostile.every import longest, patient, quick

    cases = {**quick(), **patient(), **longest()}
    with TemporaryDirectory(prefix="hostile-") as folder:
        stage = Stage(Path(folder))
        try:
            for at, name in enumerate(names or sys.stdin.read().splitlines()):
                met = meet(cases[name], stage, Path(folder) / str(at))
                print(json.dumps(asdict(met)), flush=True)
        finally:
            stage.close()


if __name__ == "__main__":
    main(sys.argv[1:])
