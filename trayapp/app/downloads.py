"""Files of the portal, downloaded into the cache to be opened."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.core.model import RemoteFile, TicketRef
from trayapp.core.ports import Portal
from trayapp.private import make_folder

_LONGEST_NAME = 120
"""Bytes: file systems count those, and a letter may be four."""
_LONGEST_SUFFIX = 16
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class Downloads:
    """Fetches a file once; the next time it is there."""

    def __init__(self, cache: Path, open_portal: Callable[[], Portal]) -> None:
        self._folder = cache / "files"
        self._open_portal = open_portal

    def fetch(self, ref: TicketRef, file: RemoteFile) -> Path:
        """The file on this computer. Blocks; from any thread. Raises `TrayAppError`."""
        place = self._folder / hashlib.sha256(f"{ref.id}\0{file.id}".encode()).hexdigest()[:32]
        target = place / safe_name(file.name)
        try:
            if target.is_file() and target.stat().st_size == file.size:
                return target
            make_folder(place)
            return self._load(ref, file, target)
        except OSError as error:
            raise LocalFault(str(error), reason="io", path=str(target)) from error

    def forget(self) -> None:
        """Delete what was downloaded; a file that is open elsewhere may stay until the next time."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _load(self, ref: TicketRef, file: RemoteFile, target: Path) -> Path:
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as to, closing(self._open_portal()) as portal:
                portal.fetch(ref, file.id, to)
            return Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def safe_name(name: str) -> str:
    """The portal's name for a file, fit for every file system: no folder, no control character, nothing reserved."""
    base = re.split(r"[/\\]", name)[-1]
    clean = re.sub(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]', "_", base).strip(" .")
    if not clean or _RESERVED.fullmatch(clean):
        clean = f"file_{clean}"
    if len(clean.encode()) <= _LONGEST_NAME:
        return clean
    stem, dot, suffix = clean.rpartition(".")
    ending = _cut(f"{dot}{suffix}", _LONGEST_SUFFIX) if dot else ""
    return _cut(stem if dot else clean, _LONGEST_NAME - len(ending.encode())) + ending


def _cut(text: str, most: int) -> str:
    """As much of the text as fits into so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
