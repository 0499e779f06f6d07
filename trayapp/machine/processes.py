"""The programs that use most of the processor and the memory. Names only: arguments may hold secrets."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import psutil

from trayapp.core.model import Fact
from trayapp.machine.collector import Collector
from trayapp.machine.words import size

_MOST = 5
_INTERVAL = 0.5
"""Seconds over which the use of the processor is measured."""
_NOTICEABLE = 0.5
"""Per cent of the whole processor; less is not worth a line."""
_IDLE = 0
"""The process id under which Windows counts the time nothing is done."""


def collector() -> Collector:
    """The top five of each."""
    return Collector("processes", ("process.cpu.*", "process.memory.*"), facts)


def facts(pause: Callable[[float], None] = time.sleep) -> Iterator[Fact]:
    """Processes of the same name count together, as people see one program."""
    running = [process for process in psutil.process_iter() if process.pid != _IDLE]
    start = time.monotonic()
    before = {process.pid: used for process, used in _cpu_seconds(running)}
    for number, (name, used) in enumerate(_top(_memory(running)), 1):
        yield Fact(f"process.memory.{number}", f"{name}, {size(used)}")
    pause(_INTERVAL)
    span = max(time.monotonic() - start, 0.001) * (psutil.cpu_count() or 1)
    shares = [
        (process.name(), 100 * (used - before[process.pid]) / span)
        for process, used in _cpu_seconds(running)
        if process.pid in before
    ]
    for number, (name, share) in enumerate(_top(shares), 1):
        if share >= _NOTICEABLE:
            yield Fact(f"process.cpu.{number}", f"{name}, {min(share, 100):.0f} %")


def _cpu_seconds(processes: Iterable[psutil.Process]) -> Iterator[tuple[psutil.Process, float]]:
    for process in processes:
        with contextlib.suppress(psutil.Error), process.oneshot():
            times = process.cpu_times()
            process.name()  # cached by psutil, and then known even when the process ends
            yield process, times.user + times.system


def _memory(processes: Iterable[psutil.Process]) -> Iterator[tuple[str, float]]:
    for process in processes:
        with contextlib.suppress(psutil.Error), process.oneshot():
            yield process.name(), process.memory_info().rss


def _top(uses: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    total: defaultdict[str, float] = defaultdict(float)
    for name, use in uses:
        total[name] += use
    return sorted(total.items(), key=lambda item: item[1], reverse=True)[:_MOST]
