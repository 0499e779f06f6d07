"""The facts about this computer as they come in, and which of them may be sent (APP-3)."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from trayapp.core.model import Fact
from trayapp.core.ports import FactsCollector
from trayapp.ui.background import Background
from trayapp.ui.texts.facts import rank

_log = logging.getLogger(__name__)


class FactList(QObject):
    """Every fact is ticked until the employee unticks it.

    Signals:
        changed: a fact came, a tick changed, or all have come.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts: dict[str, Fact] = {}
        self._unticked: set[str] = set()
        self._looking = False
        self._fixed: set[str] = set()

    @property
    def looking(self) -> bool:
        """More may come."""
        return self._looking

    def collect(self, collector: FactsCollector, background: Background) -> None:
        """Start collecting in the background; each fact appears as it is found."""
        self._looking = True
        background.run(
            lambda: collector.collect(lambda fact: background.post(lambda: self.add(fact), self)),
            lambda _: self._finished(),
            self._failed,
            owner=self,
        )

    def put(self, facts: tuple[Fact, ...]) -> None:
        """Facts that are known already and stay, whatever a collector says of them."""
        for fact in facts:
            self._facts[fact.key] = fact
            self._fixed.add(fact.key)
        self.changed.emit()

    def add(self, fact: Fact) -> None:
        """Take a fact that was found."""
        if fact.key not in self._fixed:
            self._facts[fact.key] = fact
            self.changed.emit()

    def all(self) -> tuple[Fact, ...]:
        """In the order they are shown and sent."""
        return tuple(sorted(self._facts.values(), key=lambda fact: rank(fact.key)))

    def wanted(self) -> tuple[Fact, ...]:
        """Those that are ticked."""
        return tuple(fact for fact in self.all() if fact.key not in self._unticked)

    def ticked(self, key: str) -> bool:
        """Whether a fact may be sent."""
        return key not in self._unticked

    def tick(self, key: str, wanted: bool) -> None:
        """Send it, or do not. May be said of a fact before it comes."""
        (self._unticked.discard if wanted else self._unticked.add)(key)
        self.changed.emit()

    def tick_all(self, wanted: bool) -> None:
        """Send all of them, or none."""
        self._unticked = set() if wanted else set(self._facts)
        self.changed.emit()

    def _finished(self) -> None:
        self._looking = False
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        """The ticket goes without; the collector is told to answer for each fact itself, so this is a fault of ours."""
        _log.error("the facts about this computer could not be collected", exc_info=error)
        self._finished()
