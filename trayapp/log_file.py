"""The log's file. A module of its own: what it is made of takes time to load, and the tray icon shows before that."""

from __future__ import annotations

import contextlib
import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from trayapp.private import open_private


class PrivateRotatingFile(RotatingFileHandler):
    """A rotating log that only its owner can read."""

    def _open(self) -> TextIOWrapper:
        handle = open_private(Path(self.baseFilename), os.O_APPEND)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="replace")

    def rotate(self, source: str, dest: str) -> None:
        """Where another program of ours holds the file open (Windows), it simply grows until the next time."""
        with contextlib.suppress(PermissionError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk costs lines of the log, and must not fill stderr as well."""
