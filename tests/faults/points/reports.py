"""What a child tells its parent while it lives: one line of JSON after the other, and the rest is silence."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field

from tests.faults.promise import Promise


class Reporter:
    """The child's side."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def tell(self, promise: Promise) -> None:
        """It was accepted."""
        self._say("told", asdict(promise))

    def means(self, promise: Promise) -> None:
        """It is about to be given these words; whoever dies now has the old ones or the new ones."""
        self._say("means", asdict(promise))

    def drops(self, op_id: str) -> None:
        """It is about to be given up."""
        self._say("drops", op_id)

    def dropped(self, op_id: str) -> None:
        """It was given up."""
        self._say("dropped", op_id)

    def kept(self, text: str) -> None:
        """Something else is safe."""
        self._say("kept", text)

    def ends(self, how: str) -> None:
        """The deed is over: ok, `fault REASON`, `problem KIND` or `bug WORDS`."""
        self._say("ends", how)

    def _say(self, kind: str, what: object) -> None:
        os.write(self._pipe, json.dumps([kind, what]).encode() + b"\n")


@dataclass(slots=True)
class Story:
    """The parent's side: all that was heard."""

    told: dict[str, Promise] = field(default_factory=dict)
    """By op id; the newest words count."""
    meant: dict[str, Promise] = field(default_factory=dict)
    dropping: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    _held: bytes = b""

    def hear(self, data: bytes) -> None:
        """The next bytes of the pipe."""
        *lines, self._held = (self._held + data).split(b"\n")
        for line in lines:
            self._take(*json.loads(line))

    def versions(self, before: list[Promise]) -> list[list[Promise]]:
        """The promises as they may stand: more than one where it died between meaning and telling."""
        standing = {each.op_id: each for each in before} | self.told
        for op_id in self.dropped:
            standing.pop(op_id, None)
        sure = list(standing.values())
        meant = [self.told.get(op) or each for op, each in self.meant.items()]
        other = [each for each in sure if each.op_id not in self.meant] + meant
        less = [each for each in sure if each.op_id not in self.dropping]
        return [sure, *([other] if other != sure else []), *([less] if less != sure else [])]

    def _take(self, kind: str, what: object) -> None:
        match kind, what:
            case "told" | "means", {"op_id": str(op_id)}:
                promise = _promise(what)
                (self.told if kind == "told" else self.meant)[op_id] = promise
            case "drops", str(op_id):
                self.dropping.add(op_id)
            case "dropped", str(op_id):
                self.dropped.add(op_id)
            case "kept", str(text):
                self.kept.append(text)
            case "ends", str(how):
                self.ends.append(how)


def _promise(what: object) -> Promise:
    assert isinstance(what, dict)
    return Promise(**what | {"files": tuple(what["files"])})
