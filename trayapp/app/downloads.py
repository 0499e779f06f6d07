"""Files of the portal, downloaded into the cache to be opened."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from trayapp.core.errors import LocalFault, NotFound, ServerFault
from trayapp.core.model import RemoteFile, TicketRef
from trayapp.core.ports import Portal
from trayapp.core.text import whole
from trayapp.durable import sync_file
from trayapp.private import make_folder

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

LEFT_FREE = 200 * 1024 * 1024
"""Bytes of the disk that no download takes: what the employee writes next must find room."""

_LONGEST_NAME = 120
"""Bytes: file systems count those, and a letter may be four."""
_LONGEST_SUFFIX = 16
_RESERVED = re.compile(
    r"(?i)(con|prn|aux|nul|com\d|lpt\d|com[¹²³]|lpt[¹²³]|conin\$|conout\$|clock\$)\s*(\..*)?"
)
_FORBIDDEN = frozenset('<>:"|?*')
_JOINERS = frozenset("\u200c\u200d")
"""Signs without a width that words of some scripts need."""


class Downloads:
    """Fetches a file once; the next time it is there."""

    def __init__(
        self, cache: Path, open_portal: Callable[[], Portal], whose: Callable[[], str | None] = lambda: None
    ) -> None:
        self._folder = cache / "files"
        self._open_portal = open_portal
        self._whose = whose
        """The account that may see the tickets of now: another one's may have the same numbers."""

    def fetch(self, ref: TicketRef, file: RemoteFile) -> Path:
        """The file on this computer. Blocks; from any thread. Raises `TrayAppError`, `NotFound` also when another
        account is signed in before it is here.
        """
        whose = self._whose()
        name = f"{whose}\0{ref.id}\0{file.id}"
        place = self._folder / hashlib.sha256(name.encode()).hexdigest()[:32]
        target = place / safe_name(file.name)
        try:
            if target.is_file() and target.stat().st_size == file.size:
                return target
            make_folder(place)
            if shutil.disk_usage(place).free < file.size + LEFT_FREE:
                raise LocalFault("too little room for a download", reason="disk_full", path=str(place))
            return self._load(ref, file, target, whose)
        except OSError as error:
            raise LocalFault(str(error), reason="io", path=str(target)) from error

    def forget(self) -> None:
        """Delete what was downloaded; a file that is open elsewhere may stay until the next time."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _load(self, ref: TicketRef, file: RemoteFile, target: Path, whose: str | None) -> Path:
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with _Measured(handle, file) as to, closing(self._open_portal()) as portal:
                portal.fetch(ref, file.id, to)
                to.check()
                to.flush()
                sync_file(to.fileno())  # a size that survives a power cut is believed the next time
            self._expect(whose, file)
            return Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _expect(self, whose: str | None, file: RemoteFile) -> None:
        if self._whose() != whose:
            raise NotFound(what="file", id=file.id)


class _Measured(io.BufferedWriter):
    """The bytes of one file: as many as were told, with the hash that was told."""

    def __init__(self, handle: int, file: RemoteFile) -> None:
        super().__init__(io.FileIO(handle, "wb"))
        self._left = file.size
        self._digest = hashlib.sha256()
        self._told = file.sha256

    def write(self, data: ReadableBuffer, /) -> int:
        self._left -= memoryview(data).nbytes
        if self._left < 0:
            raise ServerFault("the file is larger than was told")
        self._digest.update(data)
        return super().write(data)

    def check(self) -> None:
        """All has come. Raises `ServerFault` when it is not what was told."""
        if self._left or (self._told and self._told.lower() != self._digest.hexdigest()):
            raise ServerFault("the file is not the one that was told of")


def safe_name(name: str) -> str:
    """The portal's name for a file, fit for every file system: no folder, no control character, nothing reserved."""
    base = re.split(r"[/\\]", name)[-1]
    clean = "".join(map(_shown, whole(base))).strip(" .")
    if not clean or _RESERVED.fullmatch(clean):
        clean = f"file_{clean}"
    if len(clean.encode()) <= _LONGEST_NAME:
        return clean
    stem, dot, suffix = clean.rpartition(".")
    ending = _cut(f"{dot}{suffix}", _LONGEST_SUFFIX) if dot else ""
    return _cut(stem if dot else clean, _LONGEST_NAME - len(ending.encode())) + ending


def _shown(sign: str) -> str:
    """The sign, or a line where it stands for nothing that can be seen."""
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} and sign not in _JOINERS
    return "_" if hidden or sign in _FORBIDDEN else sign


def _cut(text: str, most: int) -> str:
    """As much of the text as fits into so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
