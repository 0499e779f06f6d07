"""System calls as strace wrote them down, one by one: name, bytes, place, path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(\d+\.\d+) (\w+)\((.*)")
HANDLE = re.compile(r"(\d+)<(.*?)>(\(deleted\))?(?:, |\)|$)")
"""A handle with the path it stands for, at the beginning of the arguments."""
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
"""A text; a second group when it is cut short."""
_BASE = re.compile(r'iov_base="((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_ESCAPED = re.compile(r"(?:\\x[0-9a-f]{2})+")


@dataclass(frozen=True, slots=True)
class Call:
    """One call, told on one line."""

    at: float
    """Seconds since 1970, when it began."""
    name: str
    rest: str
    """Arguments and result."""

    @property
    def result(self) -> int | None:
        """`None`: the program was killed in it, or the call is not told to its end."""
        found = re.search(r"\) += (-?\d+)", self.rest[-400:])
        return int(found[1]) if found else None


def calls_in(path: Path) -> Iterator[Call]:
    """Those of one thread, in order."""
    with path.open(encoding="ascii", errors="strict") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is not None:
                yield Call(float(found[1]), found[2], found[3].rstrip("\n"))


def data_of(call: Call) -> bytes:
    """What was really taken, where the result tells."""
    several = call.name in {"writev", "pwritev", "pwritev2", "sendmsg", "sendmmsg"}
    found = (_BASE if several else TEXT).findall(call.rest)
    pieces = found if several else found[:1]
    if any(cut for _, cut in pieces):
        raise ValueError(f"{call.name} is not told whole: {call.rest[:80]}")
    data = b"".join(bytes.fromhex(text.replace("\\x", "")) for text, _ in pieces)
    return data if call.result is None or call.name == "sendmmsg" else data[: call.result]


def texts_of(call: Call) -> bytes:
    """Every text among the arguments, such as the words and the environment of a program that is started."""
    return b"\0".join(bytes.fromhex(text.replace("\\x", "")) for text, _ in TEXT.findall(call.rest))


def offset_of(call: Call) -> int:
    """Where a `pwrite` wrote to."""
    found = re.search(r", (\d+)(?:, [A-Z][A-Z0-9_|]*)?(?:\) += |$| <unfinished)", call.rest[-200:])
    return int(found[1]) if found else 0


def plain(name: str) -> str:
    """A path as it is: strace writes each letter as a number."""
    return _ESCAPED.sub(lambda each: bytes.fromhex(each[0].replace("\\x", "")).decode(errors="replace"), name)
