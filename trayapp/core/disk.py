"""Why a disk does not take what is written, as the reasons of `LocalFault`."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_TRIED = 64 * 1024
"""Bytes: what is written at once is seldom more."""


def reason_of(error: OSError) -> str:
    """disk_full, read_only, or io for anything else."""
    return _REASONS.get(error.errno or 0, "io")


def what_ails(folder: Path) -> str | None:
    """The reason, found by trying to write there; `None` when that works. For those who are told too little: SQLite
    calls a quota that is used up and a disk that became read-only "disk I/O error".
    """
    path = folder / ".try"  # one name for all: killed here, no second file is left
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK, 0o600)
        try:
            os.write(handle, bytes(_TRIED))
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return reason_of(error)
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return None
