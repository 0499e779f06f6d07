"""Takes over the file that the screenshot portal has written: checks that it is ours, reads it, deletes it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from trayapp.core.errors import LocalFault

_MOST_BYTES = 256 * 1024 * 1024


_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link is not followed, and a pipe that somebody laid there is not waited for."""
_CLOCK = 1.0
"""Seconds by which a file system's clock may be behind."""


def take(uri: str, since: float = 0.0) -> bytes:
    """The bytes of the picture; the file is gone afterwards.

    Some portals always write the same file, so it is read at once, and one that was there before `since` (seconds of
    the epoch) is an older picture. All write where others may write too, so only a regular file of this very user is
    believed. Raises `LocalFault` with `reason` failed.
    """
    path = _path_of(uri)
    try:
        with os.fdopen(os.open(path, _OPEN), "rb") as file:
            _refuse(os.fstat(file.fileno()), since)
            data = file.read(_MOST_BYTES)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise LocalFault(f"the portal's picture cannot be taken: {error}", reason="failed") from error
    return data


def _path_of(uri: str) -> Path:
    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or not parts.path.startswith("/"):
        raise LocalFault("the portal's picture is not a file here", reason="failed")
    return Path(unquote(parts.path))


def _refuse(status: os.stat_result, since: float) -> None:
    ours = sys.platform == "win32" or status.st_uid == os.geteuid()
    if not ours or not stat.S_ISREG(status.st_mode):
        raise LocalFault("the portal's picture is not a file of ours", reason="failed")
    if status.st_size > _MOST_BYTES:
        raise LocalFault(f"the portal's picture has {status.st_size} bytes", reason="failed")
    if status.st_mtime < since - _CLOCK:
        raise LocalFault("the portal's picture was there before it was asked for", reason="failed")
