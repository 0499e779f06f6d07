"""Which system calls are looked at, what each can fail with, and what the program may say of it."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tests.faults.points.stopped_calls import NUMBERS, Stopped

_FULL = ("ENOSPC", "EDQUOT")
ERRORS = {
    "write": (*_FULL, "EIO", "EROFS", "EINTR"),
    "pwrite64": (*_FULL, "EIO", "EROFS", "EINTR"),
    "writev": (*_FULL, "EIO", "EROFS", "EINTR"),
    "read": ("EIO", "EINTR"),
    "pread64": ("EIO", "EINTR"),
    "ftruncate": ("EIO", "EROFS", "EINTR"),
    "fallocate": (*_FULL, "EIO"),
    "fsync": ("ENOSPC", "EDQUOT", "EIO"),
    "fdatasync": ("ENOSPC", "EDQUOT", "EIO"),
    "create": (*_FULL, "EIO", "EROFS", "EMFILE", "ENFILE", "EACCES", "EINTR"),
    "reopen": ("EIO", "EROFS", "EMFILE", "ENFILE", "EACCES", "EINTR"),
    "open": ("EIO", "EMFILE", "ENFILE", "EINTR"),
    "mkdir": (*_FULL, "EIO", "EROFS"),
    "mkdir again": (),
    "rename": (*_FULL, "EIO", "EROFS"),
    "unlink": ("EIO", "EROFS"),
    "chmod": ("EIO", "EROFS", "EPERM"),
    "utimensat": ("EIO", "EROFS"),
    "flock": ("ENOLCK", "EIO", "EINTR"),
    "lock": ("ENOLCK", "EIO"),
    "unlock": (),  # no local disk refuses it; where one did, SQLite would hold that lock until the process ends
    "socket": ("EMFILE", "ENFILE", "ENOBUFS"),
    "connect": ("ECONNREFUSED", "ENETUNREACH", "ETIMEDOUT", "EMFILE"),
    "sendto": ("EPIPE", "ECONNRESET"),
    "recvfrom": ("ECONNRESET", "ETIMEDOUT", "EINTR"),
    "accept": ("EMFILE", "ENFILE", "ECONNABORTED"),
}
"""By the name of the point."""
FILLING = ("write", "pwrite64", "writev", "fallocate", "create", "mkdir", "rename", "fsync", "fdatasync")
"""What a full disk refuses; deleting and cutting off go on."""
WRITING = (*FILLING, "reopen", "unlink", "chmod", "utimensat", "ftruncate")
"""What a disk that only can be read refuses."""
HALVED = ("write", "pwrite64")
ON_NET = ("socket", "connect", "sendto", "recvfrom", "accept")
REASONS = {
    "ENOSPC": {"disk_full"},
    "EDQUOT": {"disk_full"},
    "EROFS": {"read_only"},
    "EACCES": {"read_only"},
    "EPERM": {"read_only"},
    "EIO": {"io"},
    "EMFILE": {"io"},
    "ENFILE": {"io"},
    "ENOLCK": {"io", "locked"},
}
"""Of the `LocalFault`, by the error."""
_ALIKE = {
    "renameat": "rename",
    "mkdirat": "mkdir",
    "unlinkat": "unlink",
    "fchmodat": "chmod",
    "fchmod": "chmod",
}
_BY_PATH = {"rename": 0, "mkdir": 0, "unlink": 0, "chmod": 0, "renameat": 1, "mkdirat": 1, "unlinkat": 1}
_BY_PATH |= {"fchmodat": 1, "utimensat": 1, "openat": 1}
_LOCKS = {5, 6, 7, 36, 37, 38}
"""Commands of `fcntl` that have to do with locks."""
_UNLOCK = 2
"""The kind of lock, in the third argument of `fcntl`, that gives one back."""
LOOKED_AT = tuple(NUMBERS)


@dataclass(frozen=True, slots=True)
class Point:
    """A call that counts."""

    name: str
    target: str
    """A path, or `socket:[1]`."""


def point_of(stopped: Stopped, folders: Collection[str]) -> Point | None:
    """What the call is for us; `None`: it has nothing to do with those folders nor with the net."""
    name = _ALIKE.get(stopped.name, stopped.name)
    if name in {"socket", "connect", "accept4"}:
        return Point(name.rstrip("4"), "socket")
    if name == "fcntl" and stopped.arguments[1] not in _LOCKS:
        return None
    target = stopped.text(_BY_PATH[stopped.name]) if stopped.name in _BY_PATH else stopped.handle()
    if stopped.name == "utimensat" and not target:
        target = stopped.handle()
    if target.startswith("socket:"):
        return Point(name, target) if name in ON_NET else None
    if not any(target.startswith(folder) for folder in folders):
        return None
    return Point(_kind(name, target, stopped), target)


def fits(point: Point, error: str) -> bool:
    """Whether that call can end so; what threads do has no fixed order, so the number alone does not tell."""
    return error in ERRORS[point.name] or (error == "EROFS" and point.name in WRITING)


def _kind(name: str, target: str, stopped: Stopped) -> str:
    if name == "fcntl":
        return "unlock" if stopped.short(2) == _UNLOCK else "lock"
    if name == "mkdir":
        return "mkdir again" if Path(target).is_dir() else name
    if name == "openat" and stopped.arguments[2] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
        return "reopen" if Path(target).exists() else "create"
    return "open" if name == "openat" else name
