"""One employee's view of the portal: the fake's tickets behind the door that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.fakes.memory_portal import NATIVE, Fault, MemoryPortal
from tests.fleet.gate import Gate
from trayapp.core.errors import Offline, TrayAppError
from trayapp.core.model import Account, Probe

_WRITES = frozenset({"submit", "update", "change", "ask"})


@dataclass
class View(MemoryPortal):
    """Counts and fails at the door, and remembers nothing of what was asked."""

    gate: Gate | None = None

    def probe(self) -> Probe:
        """With a mark, as the portal of the portal API has it."""
        return replace(super().probe(), about="mark")

    def newest(self) -> str:
        """The cursor of somebody who has everything."""
        return str(len(self._log))

    def _enter(self, method: str, about: str = "", sent: Callable[[], None] = lambda: None) -> Fault | None:
        assert self.gate is not None
        try:
            self.gate.enter(method, write=method in _WRITES)
        except Offline:
            raise
        except TrayAppError:
            sent()
            raise
        sent()
        return None


def view(gate: Gate, number: int, *, events: bool) -> View:
    """That of one employee."""
    me = Account(f"u{number}", f"u{number}@acme.example", "Ann", "Acme", "basic")
    return View(capabilities=replace(NATIVE, events=events), me=me, gate=gate)
