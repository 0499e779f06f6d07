"""Putting bytes and folder entries on the disk itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from trayapp import private

if sys.platform == "darwin":
    import fcntl

    def sync_file(handle: int) -> None:
        """Wait until the file's bytes survive a power cut; a plain fsync stops at the drive's cache here."""
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)

else:

    def sync_file(handle: int) -> None:
        """Wait until the file's bytes survive a power cut."""
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until a rename in the folder survives a power cut; Windows offers no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """A folder for this user alone. Raises `NotOurs` for somebody else's, `OSError`."""
    private.make_folder(folder)
