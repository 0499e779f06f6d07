"""Budgets of the whole process on a virtual screen, against the bare tray program: start, idle memory, wake-ups."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.bench.report import Row, milliseconds, paired

_APP = [sys.executable, "-m", "trayapp", "--verbose"]
_BARE = [sys.executable, str(Path(__file__).with_name("bare_tray.py"))]
_SHOWN = "tray icon shown"
_SETTLE_SECONDS = 5.0
_IDLE_SECONDS = 20.0


def rows(environment: Mapping[str, str]) -> Iterator[Row]:
    """`environment` names the screen, the portal and a signed-in employee."""
    ours, theirs, ratio = paired(
        lambda: _start_time(_APP, environment), lambda: _start_time(_BARE, environment), rounds=9
    )
    yield Row(
        "process start to tray icon shown",
        milliseconds(ours),
        f"bare tray {milliseconds(theirs)}",
        ratio,
        1.25,
    )
    with _running(_APP, environment) as app, _running(_BARE, environment) as bare:
        time.sleep(_SETTLE_SECONDS)
        mine, yardstick = _memory(app), _memory(bare)
        against = f"bare tray {yardstick / 1e6:.1f} MB"
        yield Row("idle memory (USS), signed in", f"{mine / 1e6:.1f} MB", against, mine / yardstick, 1.3)
        wakes, cpu = _idle(app)
    yield Row("idle: wake-ups", f"over {_IDLE_SECONDS:g} s", "", wakes, 1.0, "/s")
    yield Row("idle: CPU", f"over {_IDLE_SECONDS:g} s", "", cpu * 100, 0.1, "% of a core")


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[psutil.Process]:
    """The program from the moment its icon is shown."""
    with subprocess.Popen(
        command, env=dict(environment), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if _SHOWN in line:
                break
        try:
            yield psutil.Process(process.pid)
        finally:
            process.kill()


def _start_time(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    with _running(command, environment):
        return time.perf_counter() - started


def _memory(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss)


def _idle(process: psutil.Process) -> tuple[float, float]:
    """While nothing happens: wake-ups a second (context switches of all threads), and the share of a core."""
    wakes_before, cpu_before = _switches(process), sum(process.cpu_times()[:2])
    time.sleep(_IDLE_SECONDS)
    wakes, cpu = _switches(process) - wakes_before, sum(process.cpu_times()[:2]) - cpu_before
    return wakes / _IDLE_SECONDS, cpu / _IDLE_SECONDS


def _switches(process: psutil.Process) -> int:
    """Voluntary context switches of every thread (Linux): each is one wake-up."""
    total = 0
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total
