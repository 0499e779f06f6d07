"""The programs that use most are named, and nothing but named."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import psutil
import pytest

from trayapp.machine.processes import facts

GB = 1024**3


@dataclass
class FakeProcess:
    """A process that uses so much; gone after so many questions."""

    pid: int
    title: str
    memory: int = 0
    used: list[float] = field(default_factory=lambda: [0.0, 0.0])
    """Seconds of processor time, each time it is asked."""

    def name(self) -> str:
        return self.title

    def oneshot(self) -> FakeProcess:
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def cpu_times(self) -> SimpleNamespace:
        if not self.used:
            raise psutil.NoSuchProcess(self.pid)
        return SimpleNamespace(user=self.used.pop(0), system=0.0)

    def memory_info(self) -> SimpleNamespace:
        return SimpleNamespace(rss=self.memory)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> list[FakeProcess]:
    """The processes of a computer with one processor, watched for ten seconds."""
    processes: list[FakeProcess] = []
    clock = iter([0.0, 10.0])
    monkeypatch.setattr(psutil, "process_iter", lambda: iter(processes))
    monkeypatch.setattr(psutil, "cpu_count", lambda: 1)
    monkeypatch.setattr("trayapp.machine.processes.time", SimpleNamespace(monotonic=lambda: next(clock)))
    return processes


def values(told: Iterator[object]) -> dict[str, str]:
    """The facts as a mapping."""
    return {fact.key: fact.value for fact in told}  # type: ignore[attr-defined]


def test_processes_of_one_name_count_together(running: list[FakeProcess]) -> None:
    """A browser of many processes is one program; the busiest comes first."""
    running += [
        FakeProcess(1, "browser", GB, [5.0, 6.0]),
        FakeProcess(2, "browser", GB, [5.0, 7.5]),
        FakeProcess(3, "editor", 3 * GB, [1.0, 3.0]),
    ]

    assert values(facts(lambda _: None)) == {
        "process.memory.1": "editor, 3.0 GB",
        "process.memory.2": "browser, 2.0 GB",
        "process.cpu.1": "browser, 35 %",
        "process.cpu.2": "editor, 20 %",
    }


def test_five_are_enough_and_idle_ones_are_none(running: list[FakeProcess]) -> None:
    """At most five of each; who does nothing is not named, nor is Windows' own idling."""
    running += [FakeProcess(n, f"p{n}", n, [0.0, n / 4 if n > 4 else 0.0]) for n in range(10)]
    running[0].used = [0.0, 9.0]

    told = values(facts(lambda _: None))

    assert [told[f"process.memory.{n}"].partition(",")[0] for n in range(1, 6)] == [
        "p9",
        "p8",
        "p7",
        "p6",
        "p5",
    ]
    assert [value.partition(",")[0] for key, value in told.items() if "cpu" in key] == [
        "p9",
        "p8",
        "p7",
        "p6",
        "p5",
    ]
    assert len(told) == 10


def test_who_comes_and_goes_is_left_out(running: list[FakeProcess]) -> None:
    """A process that ends meanwhile, or never let itself be asked, disturbs nobody."""
    running += [
        FakeProcess(1, "gone", 1, [1.0]),
        FakeProcess(2, "secret", 1, []),
        FakeProcess(3, "stays", 1, [0.0, 1.0]),
    ]

    told = values(facts(lambda _: None))

    assert [value for key, value in told.items() if "cpu" in key] == ["stays, 10 %"]


def test_arguments_are_never_told() -> None:
    """A password on a command line stays on this computer."""
    with subprocess.Popen([sys.executable, "-c", "input()", "hunter2"], stdin=subprocess.PIPE) as child:
        told = values(facts(lambda _: None))
        child.communicate(b"\n")

    assert told
    assert "hunter2" not in str(told)
    assert os.sep not in str(told).replace("kworker/", "")
