"""Runs collectors side by side, each with its time limit. A failing or stuck one stops nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue

from trayapp.core.model import Fact
from trayapp.machine.collector import Collector, why
from trayapp.machine.keys import Missing, family

Tell = Callable[[Fact], None]
_End = Missing | None
"""How a collector ended: why it failed, or `None` when it told all."""
_Said = SimpleQueue[tuple[Collector, Fact | _End]]


class Gatherer:
    """Keeps one daemon thread for each collector that runs; one that is stuck is not started a second time."""

    def __init__(self) -> None:
        self._running: dict[str, threading.Thread] = {}

    def gather(self, collectors: Sequence[Collector], tell: Tell, whole: float) -> Sequence[Fact]:
        """Every fact, in the order they came, failures included; returns after `whole` seconds at the latest.

        `tell` hears each as it comes, in this thread, and none after the return.
        """
        said: _Said = SimpleQueue()
        facts: list[Fact] = []
        for fact in _until_all_ended(self._start(collectors, said), collectors, said, whole):
            facts.append(fact)
            tell(fact)
        return facts

    def _start(self, collectors: Sequence[Collector], said: _Said) -> float:
        for collector in collectors:
            before = self._running.get(collector.name)
            if before and before.is_alive():
                said.put((collector, Missing.LATE))
                continue
            thread = threading.Thread(
                target=_run, args=(collector, said), name=f"machine-{collector.name}", daemon=True
            )
            self._running[collector.name] = thread
            thread.start()
        return time.monotonic()


def _run(collector: Collector, said: _Said) -> None:
    end: _End = None
    try:
        for fact in collector.run():
            said.put((collector, fact))
    except Exception as error:  # noqa: BLE001 - one collector's failure is one collector's
        end = why(error)
    said.put((collector, end))


def _until_all_ended(
    started: float, collectors: Sequence[Collector], said: _Said, whole: float
) -> Iterator[Fact]:
    """What is said, until every collector has ended or is late; what is said later is not heard."""
    missing = {collector.name: dict.fromkeys(collector.keys) for collector in collectors}
    while missing:
        waited = [each for each in collectors if each.name in missing]
        deadline = started + min(whole, *(each.limit for each in waited))
        try:
            collector, word = said.get(timeout=max(deadline - time.monotonic(), 0))
        except Empty:
            late = [each for each in waited if started + min(each.limit, whole) <= deadline]
            for each in late:
                yield from _failures(missing.pop(each.name), Missing.LATE)
            continue
        if collector.name not in missing:
            continue
        if isinstance(word, Fact):
            missing[collector.name].pop(family(word.key), None)
            yield word
        else:
            yield from _failures(missing.pop(collector.name), word)


def _failures(keys: dict[str, None], reason: _End) -> Iterator[Fact]:
    if reason:
        for key in keys:
            yield Fact(key.replace("*", "1"), reason.value, failed=True)
