"""Files that go with a ticket: chosen on this computer, or kept in the spool from before."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trayapp.core.errors import BadFile, TooLarge
from trayapp.core.model import StoredFile
from trayapp.core.service import Desk
from trayapp.ui.pictures.opened import Opened, open_picture


class Attachable(Protocol):
    """One file."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def size(self) -> int:
        """Bytes, as last seen."""

    def store(self, desk: Desk) -> StoredFile:
        """Put it into the spool, off the UI thread. Raises `BadFile`, `TooLarge`, `LocalFault`."""


@dataclass(frozen=True, slots=True)
class PathFile:
    """A file on this computer; read when it is sent, so what is sent is what it holds then."""

    path: Path
    size: int

    @property
    def name(self) -> str:
        return self.path.name

    def store(self, desk: Desk) -> StoredFile:
        return desk.attach(self.path)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that lies in the spool already."""

    file: StoredFile

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def size(self) -> int:
        return self.file.size

    def store(self, _desk: Desk) -> StoredFile:
        return self.file


def take_in(path: Path, limit: int | None) -> PathFile | Opened:
    """A file, or the picture in it when it can be shown. Blocks on slow disks, and for large pictures.

    Of a picture too large for the portal it is not told yet: it can be made smaller. Raises as `look_at`, and
    `BadFile` (picture) for one that is damaged beyond reading.
    """
    look_at(path, None)
    return open_picture(path) or look_at(path, limit)


def look_at(path: Path, limit: int | None) -> PathFile:
    """Whether a file can be taken, told at once and not only at Send. Blocks on slow disks.

    Raises `BadFile` (missing, unreadable, folder) or `TooLarge`.
    """
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise BadFile(str(error), path=str(path), reason="missing") from error
    except OSError as error:
        raise BadFile(str(error), path=str(path), reason="unreadable") from error
    size = status.st_size
    if stat.S_ISDIR(status.st_mode):
        raise BadFile(path=str(path), reason="folder")
    if not stat.S_ISREG(status.st_mode) or not os.access(path, os.R_OK):
        raise BadFile(path=str(path), reason="unreadable")
    if limit is not None and size > limit:
        raise TooLarge(name=path.name, size=str(size), limit=str(limit))
    return PathFile(path, size)
