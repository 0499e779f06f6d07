"""Stops a process of ours before each system call of some kinds and lets another decide: seccomp's user notification.

The kernel holds the calling thread until the supervisor says go on, or which error the call ends with. Nothing is
traced, so it costs little, holds for all threads, and needs no right but that of limiting oneself.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_NUMBERS = {
    "x86_64": {
        "read": 0,
        "write": 1,
        "pread64": 17,
        "pwrite64": 18,
        "writev": 20,
        "socket": 41,
        "connect": 42,
        "sendto": 44,
        "recvfrom": 45,
        "fcntl": 72,
        "flock": 73,
        "fsync": 74,
        "fdatasync": 75,
        "ftruncate": 77,
        "rename": 82,
        "mkdir": 83,
        "unlink": 87,
        "chmod": 90,
        "fchmod": 91,
        "mkdirat": 258,
        "renameat": 264,
        "renameat2": 316,
        "fchmodat": 268,
        "openat": 257,
        "unlinkat": 263,
        "utimensat": 280,
        "fallocate": 285,
        "accept4": 288,
    },
    "aarch64": {
        "read": 63,
        "write": 64,
        "pread64": 67,
        "pwrite64": 68,
        "writev": 66,
        "socket": 198,
        "connect": 203,
        "sendto": 206,
        "recvfrom": 207,
        "fcntl": 25,
        "flock": 32,
        "fsync": 82,
        "fdatasync": 83,
        "ftruncate": 46,
        "renameat": 38,
        "mkdirat": 34,
        "unlinkat": 35,
        "fchmodat": 53,
        "fchmod": 52,
        "renameat2": 276,
        "openat": 56,
        "utimensat": 88,
        "fallocate": 47,
        "accept4": 242,
    },
}
NUMBERS = _NUMBERS.get(platform.machine(), {})
"""Of each call on this machine, by its name; empty: not known here."""
_NAMES = {number: name for name, number in NUMBERS.items()}
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}.get(platform.machine(), -1)
_SYS_PIDFD_OPEN, _SYS_PIDFD_GETFD = 434, 438
_NO_NEW_PRIVS, _SET_FILTER, _NEW_LISTENER = 38, 1, 8
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_NOTIFY, _ALLOW = 0x7FC00000, 0x7FFF0000
_RECEIVE, _ANSWER, _GO_ON = 0xC0502100, 0xC0182101, 1
_NOTICE = struct.Struct("=QIIiIQ6Q")
_libc = ctypes.CDLL(None, use_errno=True)


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("yes", ctypes.c_ubyte),
        ("no", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def stop_at(names: Iterable[str]) -> int:
    """From now on this process and its threads stop at those calls; the listener for the supervisor. Raises `OSError`.

    Who calls it sends the listener away with `sendmsg`, which is none of them.
    """
    numbers = [NUMBERS[name] for name in names if name in NUMBERS]
    steps = [_Step(_LOAD, 0, 0, 0)]
    steps += [_Step(_EQUAL, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    steps += [_Step(_RETURN, 0, 0, _ALLOW), _Step(_RETURN, 0, 0, _NOTIFY)]
    array = (_Step * len(steps))(*steps)
    program = _Program(len(steps), array)
    if not numbers or _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(errno.ENOSYS, "calls cannot be stopped on this machine")
    listener = int(_libc.syscall(_SYS_SECCOMP, _SET_FILTER, _NEW_LISTENER, ctypes.byref(program)))
    if listener < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return listener


@dataclass(frozen=True, slots=True)
class Stopped:
    """A call that a thread stands before."""

    id: int
    pid: int
    """Of the thread."""
    name: str
    arguments: tuple[int, ...]

    def text(self, argument: int) -> str:
        """The path which that argument points to; empty when the process is gone."""
        return self._read(argument, 4096).partition(b"\0")[0].decode(errors="replace")

    def short(self, argument: int) -> int:
        """The C `short` which that argument points to; -1 when the process is gone."""
        read = self._read(argument, 2)
        return int.from_bytes(read, sys.byteorder, signed=True) if len(read) == 2 else -1

    def _read(self, argument: int, size: int) -> bytes:
        try:
            with open(f"/proc/{self.pid}/mem", "rb", 0) as memory:  # noqa: PTH123 - no regular file
                memory.seek(self.arguments[argument])
                return memory.read(size)
        except OSError:
            return b""

    def handle(self) -> str:
        """What the first argument is open on: a path, `socket:[1]`, `pipe:[2]`."""
        try:
            return str(Path(f"/proc/{self.pid}/fd/{self.arguments[0] & 0xFFFFFFFF}").readlink())
        except OSError:
            return ""


def next_stopped(listener: int) -> Stopped | None:
    """The next one; `None`: it died meanwhile."""
    if sys.platform == "win32":
        raise NotImplementedError
    buffer = bytearray(_NOTICE.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.EINTR}:
            return None
        raise
    ident, pid, _, number, _, _, *arguments = _NOTICE.unpack(buffer)
    return Stopped(ident, pid, _NAMES[number], tuple(arguments))


def go_on(listener: int, stopped: Stopped) -> None:
    """Let it do what it asks for."""
    _answer(listener, struct.pack("=QqiI", stopped.id, 0, 0, _GO_ON))


def fail(listener: int, stopped: Stopped, number: int) -> None:
    """It is not done and ends with that error."""
    _answer(listener, struct.pack("=QqiI", stopped.id, 0, -number, 0))


def write_half(listener: int, stopped: Stopped) -> bool:
    """Do half of a `write` or `pwrite64` in its place, as a disk that fills up does. `False`: there is no half."""
    if sys.platform == "win32":
        raise NotImplementedError
    _, at, count, *rest = stopped.arguments
    if count < 2:
        return False
    with open(f"/proc/{stopped.pid}/mem", "rb", 0) as memory:  # noqa: PTH123
        memory.seek(at)
        half = memory.read(count // 2)
    handle = _its_handle(stopped)
    try:
        done = os.pwrite(handle, half, rest[0]) if stopped.name == "pwrite64" else os.write(handle, half)
    finally:
        os.close(handle)
    _answer(listener, struct.pack("=QqiI", stopped.id, done, 0, 0))
    return True


def _its_handle(stopped: Stopped) -> int:
    with open(f"/proc/{stopped.pid}/status", encoding="ascii") as lines:  # noqa: PTH123
        process = next(int(line.split()[1]) for line in lines if line.startswith("Tgid:"))
    of = _called(_SYS_PIDFD_OPEN, process, 0)
    try:
        return _called(_SYS_PIDFD_GETFD, of, stopped.arguments[0], 0)
    finally:
        os.close(of)


def _called(number: int, *arguments: int) -> int:
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _answer(listener: int, answer: bytes) -> None:
    if sys.platform == "win32":
        raise NotImplementedError
    try:
        fcntl.ioctl(listener, _ANSWER, answer)
    except OSError as error:
        if error.errno != errno.ENOENT:  # killed meanwhile
            raise
