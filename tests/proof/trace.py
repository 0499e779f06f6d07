"""Reads what strace wrote down: every byte a program put into a file or a socket, those of deleted files too.

Not in here: what goes to the X server, which is the screen itself and has all of it anyway, by its socket (named by the
address it was connected to) and by memory shared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.calls import HANDLE, TEXT, Call, calls_in, data_of, offset_of, plain, texts_of

CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,sendfile,copy_file_range,splice,"
    "openat,open,creat,lseek,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mmap,connect,execve"
)
LONGEST = 1 << 26
"""Bytes of one call; more is no more told, and `read_trace` refuses it."""
_SOCKET = re.compile(r"(?:UNIX[A-Z-]*|socket):\[(\d+)")
_ADDRESS = re.compile(r'sun_path=@?"([^"]*)"')
_OPENED = re.compile(r"O_WRONLY|O_RDWR")
_X_SERVER = "/tmp/.X11-unix/"
_WRITING = {"write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg"}
_COPYING = {"sendfile", "copy_file_range", "splice"}


def command(folder: Path) -> list[str]:
    """What to put before a program's command line; `folder` is for what is written down."""
    return [
        *("strace", "-ff", "-q", "-ttt", "-yy", "-xx", "--seccomp-bpf", "-s", str(LONGEST)),
        *(
            "-e",
            f"trace={CALLS}",
            "-e",
            "signal=none",
            "-e",
            "abbrev=!execve",
            "-o",
            str(folder / "call"),
            "--",
        ),
    ]


@dataclass(slots=True)
class File:
    """One path, whatever files lay there one after the other."""

    written: bytearray = field(default_factory=bytearray)
    """Everything in the order it was written."""
    versions: list[bytearray] = field(default_factory=lambda: [bytearray()])
    """Each as it lay there in the end, put together by its offsets."""

    def put(self, at: int, data: bytes) -> None:
        """Write there."""
        self.written += data
        last = self.versions[-1]
        if len(last) < at:
            last += bytes(at - len(last))
        last[at : at + len(data)] = data

    def begin(self) -> None:
        """Another file lies there from now on, or the same one is emptied."""
        if self.versions[-1]:
            self.versions.append(bytearray())


@dataclass(slots=True)
class Trace:
    """One life of a program with all its threads and children."""

    files: dict[str, File] = field(default_factory=dict)
    sent: dict[str, bytearray] = field(default_factory=dict)
    """By what it was sent to: sockets, pipes."""
    to_screen: int = 0
    """Bytes for the X server, not looked at."""
    mapped: set[str] = field(default_factory=set)
    """Files that were written through memory, unseen by strace."""
    copied: set[str] = field(default_factory=set)
    """Files that the kernel copied from, unseen by strace."""
    removed: set[str] = field(default_factory=set)
    started: list[bytes] = field(default_factory=list)
    """Path, words and environment of each program that was started, this one the first."""

    def everything(self) -> Iterator[tuple[str, bytes]]:
        """All bytes, each with where they went."""
        for path, file in self.files.items():
            yield path, bytes(file.written)
            for number, version in enumerate(file.versions):
                yield f"{path} (version {number})", bytes(version)
        for target, data in self.sent.items():
            yield target, bytes(data)


def read_trace(folder: Path) -> Trace:
    """Of all the files that strace wrote there. Raises `ValueError` when a call was not told whole."""
    calls = [call for path in sorted(folder.glob("call.*")) for call in calls_in(path)]
    calls.sort(key=lambda call: call.at)
    reading = _Reading()
    for call in calls:
        reading.take(call)
    return reading.trace


class _Reading:
    """Follows the calls: where each handle stands, which socket leads where."""

    def __init__(self) -> None:
        self.trace = Trace()
        self._places: dict[tuple[str, str], int] = {}
        self._appending: set[tuple[str, str]] = set()
        self._peers: dict[str, str] = {}

    def take(self, call: Call) -> None:
        if call.result is not None and call.result < 0:
            return
        if call.name in _WRITING:
            self._write(call)
        elif call.name in {"openat", "open", "creat"}:
            self._open(call)
        elif call.name == "execve":
            self.trace.started.append(texts_of(call))
        elif call.name == "lseek":
            self._seek(call)
        elif call.name == "connect":
            self._connect(call)
        else:
            self._note(call)

    def _write(self, call: Call) -> None:
        handle = HANDLE.match(call.rest)
        if handle is None:
            raise ValueError(f"no handle: {call.name}({call.rest[:80]}")
        number, target = handle[1], plain(handle[2])
        if not target.startswith("/"):
            self._send(call, target)
            return
        data = data_of(call)
        key = (number, target)
        file = self.trace.files.setdefault(target, File())
        if call.name.startswith("pwrite"):
            file.put(offset_of(call), data)
            return
        at = len(file.versions[-1]) if key in self._appending else self._places.get(key, 0)
        file.put(at, data)
        self._places[key] = at + len(data)

    def _send(self, call: Call, target: str) -> None:
        socket = _SOCKET.match(target)
        peer = self._peers.get(socket[1], "") if socket else ""
        if peer.startswith(_X_SERVER):
            self.trace.to_screen += call.result or 0
            return
        self.trace.sent.setdefault(f"{target} {peer}".strip(), bytearray()).extend(data_of(call))

    def _open(self, call: Call) -> None:
        found = re.search(r"\) += (\d+)<(.*?)>(\(deleted\))?$", call.rest)
        if found is None or (call.name != "creat" and not _OPENED.search(call.rest)):
            return
        key = (found[1], plain(found[2]))
        self._places[key] = 0
        self._appending.discard(key)
        if "O_APPEND" in call.rest:
            self._appending.add(key)
        if "O_TRUNC" in call.rest or "O_EXCL" in call.rest or call.name == "creat":
            self.trace.files.setdefault(key[1], File()).begin()

    def _seek(self, call: Call) -> None:
        handle = HANDLE.match(call.rest)
        if handle is not None and call.result is not None:
            self._places[handle[1], plain(handle[2])] = call.result

    def _connect(self, call: Call) -> None:
        handle, address = HANDLE.match(call.rest), _ADDRESS.search(call.rest)
        socket = _SOCKET.match(plain(handle[2])) if handle else None
        if socket and address:
            self._peers[socket[1]] = plain(address[1])

    def _note(self, call: Call) -> None:
        if call.name == "mmap":
            found = re.search(r", (\d+)<(.*?)>(\(deleted\))?, ", call.rest)
            if found and "PROT_WRITE" in call.rest and "MAP_SHARED" in call.rest:
                self.trace.mapped.add(plain(found[2]))
        elif call.name in _COPYING:
            self.trace.copied |= {
                plain(path) for path in re.findall(r"\d+<(.*?)>(?:\(deleted\))?, ", call.rest)
            }
        elif call.name == "ftruncate":
            handle = HANDLE.match(call.rest)
            if handle is not None:
                self.trace.files.setdefault(plain(handle[2]), File()).begin()
        else:
            self.trace.removed |= {plain(path) for path, _ in TEXT.findall(call.rest)[:1]}
