"""The steps of a session, from what strace wrote down about it and its children."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.faults.power.step import Deed, Step
from tests.proof.calls import HANDLE, TEXT, Call, calls_in, data_of, offset_of, plain

_CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,openat,open,creat,lseek,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,mmap,sendfile,"
    "copy_file_range"
)
_LONGEST = 1 << 26
_OPENED = re.compile(r"\) += (\d+)<(.*?)>(?:\(deleted\))?$")
_UNSEEN = "-shm"
"""Written through memory. SQLite makes it anew from the log, so a power cut may take it."""


def command(folder: Path) -> list[str]:
    """What to put before a program's command line; `folder` is for what is written down."""
    return [
        *("strace", "-ff", "-qq", "-ttt", "-yy", "-xx", "--seccomp-bpf", "-s", str(_LONGEST)),
        *("-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(folder / "call"), "--"),
    ]


def read_steps(folder: Path, root: Path, marks: Path) -> list[Step]:
    """What happened below `root`, and what was written to `marks`, in the order in which it began.

    Raises `ValueError` for a way of writing that is not told byte by byte.
    """
    calls = [call for path in sorted(folder.glob("call.*")) for call in calls_in(path)]
    calls.sort(key=lambda call: call.at)
    reader = _Reader(str(root), str(marks))
    return [
        step for call in calls if call.result is not None and call.result >= 0 for step in reader.of(call)
    ]


class _Reader:
    """Knows where each handle stands."""

    def __init__(self, root: str, marks: str) -> None:
        self._root = root + "/"
        self._marks = marks
        self._places: dict[tuple[str, str], int] = {}
        self._by_name: Mapping[str, Callable[[Call], Iterator[Step]]] = {
            **dict.fromkeys(("openat", "open", "creat"), self._open),
            **dict.fromkeys(("write", "pwrite64", "writev", "pwritev", "pwritev2"), self._write),
            **dict.fromkeys(("fsync", "fdatasync"), self._sync),
            **dict.fromkeys(("rename", "renameat", "renameat2"), self._rename),
            **dict.fromkeys(("unlink", "unlinkat", "rmdir"), self._remove),
            **dict.fromkeys(("mkdir", "mkdirat"), self._folder),
            "ftruncate": self._size,
            "lseek": self._seek,
        }

    def of(self, call: Call) -> Iterator[Step]:
        known = self._by_name.get(call.name)
        if known is not None:
            yield from known(call)
        elif any(self._ours(path) for path in _paths(call)) and not _harmless(call):
            raise ValueError(f"{call.name} is not followed: {call.rest[:200]}")

    def _ours(self, path: str) -> bool:
        return path.startswith(self._root) and not path.endswith(_UNSEEN)

    def _open(self, call: Call) -> Iterator[Step]:
        found = _OPENED.search(call.rest)
        if found is None or not self._ours(path := plain(found[2])):
            return
        self._places[found[1], path] = 0
        if "O_CREAT" in call.rest or call.name == "creat":
            yield Step(Deed.MAKE, path)
        if "O_TRUNC" in call.rest or call.name == "creat":
            yield Step(Deed.SIZE, path)
        if "O_APPEND" in call.rest:
            raise ValueError(f"appending is not followed: {path}")

    def _write(self, call: Call) -> Iterator[Step]:
        number, path = _handle(call)
        if path == self._marks:
            yield Step(Deed.MARK, path, data=data_of(call))
        elif self._ours(path):
            data, there = data_of(call), call.name.startswith("pwrite")
            at = offset_of(call) if there else self._places.get((number, path), 0)
            if not there:
                self._places[number, path] = at + len(data)
            yield Step(Deed.WRITE, path, at=at, data=data)

    def _sync(self, call: Call) -> Iterator[Step]:
        _, path = _handle(call)
        if self._ours(path) or path + "/" == self._root:
            yield Step(Deed.SYNC, path)

    def _size(self, call: Call) -> Iterator[Step]:
        _, path = _handle(call)
        if self._ours(path):
            found = re.search(r", (0x[0-9a-f]+|\d+)\) +=", call.rest)
            yield Step(Deed.SIZE, path, at=int(found[1], 0) if found else 0)

    def _seek(self, call: Call) -> Iterator[Step]:
        self._places[_handle(call)] = call.result or 0
        yield from ()

    def _rename(self, call: Call) -> Iterator[Step]:
        old, new = _paths(call)
        if self._ours(old) or self._ours(new):
            yield Step(Deed.RENAME, old, to=new)

    def _remove(self, call: Call) -> Iterator[Step]:
        yield from (Step(Deed.REMOVE, path) for path in _paths(call) if self._ours(path))

    def _folder(self, call: Call) -> Iterator[Step]:
        yield from (Step(Deed.FOLDER, path) for path in _paths(call) if self._ours(path))


def _paths(call: Call) -> list[str]:
    """Those that are named, else that of the handle."""
    named = [plain(text) for text, _ in TEXT.findall(call.rest)]
    return named or [plain(path) for path in re.findall(r"\d+<(.*?)>(?:\(deleted\))?[,)]", call.rest)]


def _handle(call: Call) -> tuple[str, str]:
    """Number and path; nothing for a file that is deleted and still open."""
    found = HANDLE.match(call.rest)
    return (found[1], plain(found[2])) if found and not found[3] else ("", "")


def _harmless(call: Call) -> bool:
    """A file that is only read through memory."""
    return call.name == "mmap" and not ("PROT_WRITE" in call.rest and "MAP_SHARED" in call.rest)
