"""What the session said: of each thing, the value that was told to be safe and those wanted since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field


class Say:
    """Writes marks into a file whose writes are recorded with all the others, so that their place is known."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    def want(self, what: str, value: object) -> None:
        """From now on it may be so."""
        self._say("want", what, value)

    def told(self, what: str, value: object) -> None:
        """It is so, whatever happens."""
        self._say("told", what, value)

    def _say(self, how: str, what: str, value: object) -> None:
        os.write(self._handle, json.dumps([how, what, value]).encode() + b"\n")


@dataclass(slots=True)
class Ledger:
    """What may be found after a cut at this point."""

    allowed: dict[str, list[object]] = field(default_factory=dict)
    """By what it is about, such as `op 0190…`, `draft`, `setting hotkey`: the value told, then those wanted since."""
    marks: int = 0

    def take(self, mark: bytes) -> None:
        """The next mark."""
        self.marks += 1
        for line in mark.splitlines():
            how, what, value = json.loads(line)
            self.allowed[what] = [value] if how == "told" else [*self.allowed.get(what, [None]), value]

    def about(self, kind: str) -> Iterable[tuple[str, list[object]]]:
        """What was said of all things of that kind, by name."""
        return [
            (what.removeprefix(f"{kind} "), values)
            for what, values in self.allowed.items()
            if what.startswith(kind)
        ]
