"""How much of the disk the local copy of the portal may take: what the employee writes comes first."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from trayapp.core.errors import LocalFault, ServerFault

MOST_COPY = 2 * 1024**3
"""Bytes of the database beyond which nothing more is taken from the portal."""
SMALL_COPY = 64 * 1024 * 1024
"""Bytes that are never what fills a disk."""
LEFT_FREE = 200 * 1024 * 1024
"""Bytes of the disk that a larger copy leaves free."""


def check_room(connection: sqlite3.Connection, path: Path) -> None:
    """Whether more of the portal's may be written here.

    Raises `ServerFault` when the portal has told more than any computer keeps, `LocalFault` (disk_full) when the disk
    is nearly full: a copy can be pulled again, words cannot.
    """
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    taken = (pages - free) * size
    if taken > MOST_COPY:
        raise ServerFault(f"the portal tells more than {MOST_COPY} bytes")
    if taken > SMALL_COPY and shutil.disk_usage(path.parent).free < LEFT_FREE:
        raise LocalFault("too little room for a copy of the portal", reason="disk_full", path=str(path))
