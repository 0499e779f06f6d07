"""Folders and files of this user alone, whatever the umask and whoever was there before. Standard library alone.

On Windows modes mean nothing: there the folders lie in the user's profile, whose access list lets in the user, the
system and administrators, and what is made in it inherits that. Nothing is checked or changed there.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
ASIDE = ".not-ours"
"""After the name of a file that somebody else has put into a folder of ours while it was open."""
_OTHERS = 0o077
_ALL_WRITE, _GROUP_WRITE = 0o002, 0o020
_BINARY = getattr(os, "O_BINARY", 0)


class NotOurs(PermissionError):
    """Somebody else owns the folder, or has put a link in its place. `filename` is its path."""


def make_folder(folder: Path) -> list[Path]:
    """Make it, or mend it, for this user alone; parents that are missing too. Returns what was open to others.

    Raises `NotOurs`, `OSError`.
    """
    try:
        _make(folder)
    except FileNotFoundError:
        make_folder(folder.parent)
        _make(folder)
    return mended(folder)


def write_new(path: Path) -> int:
    """A handle of an emptied file for this user alone, to be closed by the caller. Raises `OSError`."""
    return open_private(path, os.O_TRUNC)


def open_private(path: Path, how: int) -> int:
    """A handle to write to a file of this user alone, new or not; `how`: more flags. Raises `OSError`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | how | _BINARY, FILE)
    if sys.platform != "win32":
        os.fchmod(handle, FILE)  # it may have been there before
    return handle


def open_to_others(folder: Path) -> bool:
    """Whether others have rights there even now: on a file system without modes, such as that of a memory stick."""
    return sys.platform != "win32" and bool(folder.stat().st_mode & _OTHERS)


def exposed(folder: Path) -> Path | None:
    """The nearest folder above in which others may put another one in this one's place; `None`: they can nowhere."""
    if sys.platform == "win32":
        return None
    return next((parent for parent in folder.resolve().parents if _open(parent)), None)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=FOLDER)
    except FileExistsError:
        if not folder.is_dir():
            raise


if sys.platform == "win32":

    def mended(_folder: Path) -> list[Path]:
        """Nothing to be done here."""
        return []

    def _open(_folder: Path) -> bool:
        return False

else:
    _SYSTEM = frozenset({0, 65534})
    """root, and nobody, whom root looks like from within a sandbox."""
    _NO_MODES = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP})
    """What file systems without modes of their own say, such as a share of another system; some say nothing."""

    def mended(folder: Path) -> list[Path]:
        """Close a folder that is there, and returns what was open to others. Raises `NotOurs`, `OSError`.

        Only a folder that was open itself is looked into: others reach into no other.
        """
        link, here = folder.lstat(), folder.stat()
        above = folder.parent.stat().st_uid
        if {link.st_uid, here.st_uid} != {os.geteuid()} or above not in _SYSTEM | {os.geteuid()}:
            raise NotOurs(errno.EPERM, "somebody else's folder", str(folder))
        if not here.st_mode & _OTHERS or not stat.S_ISDIR(here.st_mode):
            return []
        try:
            folder.chmod(FOLDER)  # first: nobody comes in any more
        except OSError as error:
            if error.errno not in _NO_MODES:
                raise
        if open_to_others(folder):
            return []
        return [folder, *(path for path in _within(folder) if _closed(path))]

    def _within(folder: Path) -> Iterator[Path]:
        for top, folders, files in os.walk(folder):
            yield from (Path(top, name) for name in (*folders, *files))

    def _closed(path: Path) -> bool:
        """Whether others had a right to it. What is somebody else's is set aside: who put it there meant it to be read.

        What is root's stays: root needs no open folder, and IT may have put it there or back from a backup. Nothing is
        done to where a link leads.
        """
        status = path.lstat()
        if status.st_uid == 0 != os.geteuid():
            return False
        if status.st_uid != os.geteuid():
            path.rename(path.with_name(f"{path.name}{ASIDE}"))
            return True
        if not status.st_mode & _OTHERS or stat.S_ISLNK(status.st_mode):
            return False
        path.chmod(FOLDER if stat.S_ISDIR(status.st_mode) else FILE)
        return True

    def _open(folder: Path) -> bool:
        """Somebody else may rename what lies in it."""
        status = folder.stat()
        if status.st_uid not in _SYSTEM | {os.geteuid()}:
            return True
        if status.st_mode & stat.S_ISVTX:
            return False
        return bool(
            status.st_mode & _ALL_WRITE or (status.st_mode & _GROUP_WRITE and not _alone(status.st_gid))
        )

    def _alone(group: int) -> bool:
        """The group is that of this user alone, as many systems set homes up, or of root alone."""
        import grp
        import pwd

        try:
            found, user = grp.getgrgid(group), pwd.getpwuid(os.geteuid())
        except KeyError:
            return False
        return found.gr_name in {user.pw_name, "root"} and set(found.gr_mem) <= {user.pw_name, "root"}
