"""Putting bytes, names and folders on the disk itself. Standard library alone."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from pathlib import Path

from trayapp import private

_NO_SUCH_CALL = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
"""A file system that cannot, or somebody else's folder above ours: no reason to refuse service."""
_on_disk: set[Path] = set()
"""Folders that were seen to so far: once is enough."""

if sys.platform == "darwin":
    import fcntl

    def sync_file(handle: int) -> None:
        """Wait until the file's bytes survive a power cut; a plain fsync stops at the drive's cache here."""
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:  # a folder on a network knows no such call
            os.fsync(handle)

else:

    def sync_file(handle: int) -> None:
        """Wait until the file's bytes survive a power cut."""
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until a name in the folder survives a power cut; Windows offers no such call and needs none."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise


def make_folder(folder: Path) -> None:
    """A folder for this user alone that survives a power cut: what lies in it is worth no more than its own name.

    Raises `NotOurs` for somebody else's, `OSError`.
    """
    new = _missing(folder)
    private.make_folder(folder)
    _keep_names(folder, new)


def add_folder(folder: Path) -> None:
    """The same, but one that is there already is left as its owner wants it. Raises `OSError`."""
    new = _missing(folder)
    folder.mkdir(mode=private.FOLDER, parents=True, exist_ok=True)
    _keep_names(folder, new)


def _missing(folder: Path) -> list[Path]:
    return [each for each in (folder, *folder.parents) if not each.exists()]


def _keep_names(folder: Path, new: list[Path]) -> None:
    """One that is there may have been made a moment ago, by another thread or by a program that was killed since."""
    if new or folder not in _on_disk:
        for each in new or [folder]:
            sync_folder(each.parent)
        _on_disk.add(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Write the file in one step: after a kill or a power cut the old one is there, or the new one. Raises `OSError`.

    It is for this user alone. The folder is there.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(private.open_private(temporary, os.O_EXCL), "wb") as file:
            file.write(content)
            file.flush()
            sync_file(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
