"""Attachment bytes on the disk, addressed by their hash, until the portal has acknowledged them."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO

from trayapp.core.errors import LocalFault
from trayapp.core.model import FileKind, StoredFile
from trayapp.durable import make_folder, sync_file, sync_folder
from trayapp.store.file_lock import exclusive
from trayapp.store.translate import translated

_NO_HASH = "none"
"""The name of no file."""
CHUNK = 1 << 20
_TEMPORARY = ".part-"
_LOCK = ".lock"
_HASH = hashlib.sha256().digest_size * 2
"""Letters of a hash."""
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would translate line ends otherwise."""
_log = logging.getLogger(__name__)


def whole_files(folder: Path) -> Iterator[Path]:
    """Those that were written to their end: their names are hashes, of half-written ones they are not."""
    return (path for path in folder.glob("*") if len(path.name) == _HASH)


class DiskSpool:
    """The folder of attachment bytes: one file for each hash, whoever refers to it.

    A file may be wanted by an outbox row, or by a dialog that is still open, here or in another process. So nothing is
    deleted but under `changing`, and never a file that was put again after the row in question was written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        """Keep the bytes, durably. Raises `LocalFault`; what `source` raises passes as it is."""
        with translated(self._folder):
            make_folder(self._folder)
        temporary = self._folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
        try:
            sha256, size = self._write(source, temporary)
            self._keep(temporary, sha256, size)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return StoredFile(name, media_type, size, sha256, kind)

    def open(self, file: StoredFile) -> BinaryIO:
        """The bytes, checked against their hash. Raises `LocalFault` (file_missing, file_damaged, io)."""
        with translated(file.name):
            try:
                handle = self.path(file.sha256).open("rb")
            except FileNotFoundError as error:
                raise LocalFault(str(error), reason="file_missing", name=file.name) from error
            with contextlib.ExitStack() as on_fault:
                on_fault.enter_context(handle)
                _check(handle, file)
                on_fault.pop_all()
            return handle

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, if they do. What is no hash names no file, least of all one elsewhere."""
        return self._folder / (sha256 if sha256.isascii() and sha256.isalnum() else _NO_HASH)

    def changing(self) -> AbstractContextManager[None]:
        """Held by whoever counts on files staying, or deletes some; a lock between processes. Raises `LocalFault`."""
        with translated(self._folder):
            make_folder(self._folder)
        return exclusive(self._folder / _LOCK)

    def stamp(self, file: StoredFile) -> int:
        """When the file was last put (nanoseconds), for `forget`. Raises `LocalFault` when it is not here whole."""
        try:
            status = self.path(file.sha256).stat()
        except FileNotFoundError as error:
            raise LocalFault(str(error), reason="file_missing", name=file.name) from error
        if status.st_size != file.size:
            raise LocalFault(reason="file_damaged", name=file.name)
        return status.st_mtime_ns

    def has(self, sha256: str) -> bool:
        """Whether there are bytes of that hash."""
        return self.path(sha256).is_file()

    def entries(self) -> Iterator[tuple[str, int]]:
        """Every file, half-written ones included, and when it was last put (nanoseconds)."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self._folder) as found:
            for entry in found:
                if entry.name != _LOCK and entry.is_file(follow_symlinks=False):
                    with contextlib.suppress(FileNotFoundError):
                        yield entry.name, entry.stat(follow_symlinks=False).st_mtime_ns

    def forget(self, files: Iterable[tuple[str, int]], wanted: Callable[[str], bool]) -> int:
        """Delete files nobody wants and nobody has put again since their stamp; returns how many went.

        What cannot be deleted now (open elsewhere on Windows) is left to the next sweep.
        """
        chosen = list(files)
        if not chosen:
            return 0
        with self.changing():
            return sum(self._delete(name, stamp) for name, stamp in chosen if not wanted(name))

    def _delete(self, name: str, stamp: int) -> bool:
        path = self._folder / name
        try:
            if path.stat().st_mtime_ns != stamp:
                return False
            path.unlink()
        except OSError as error:
            _log.debug("%s stays in the spool: %s", name, error)
            return False
        return True

    def _write(self, source: BinaryIO, temporary: Path) -> tuple[str, int]:
        digest = hashlib.sha256()
        size = 0
        with _created(temporary) as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                with translated(temporary):
                    target.write(chunk)
            with translated(temporary):
                target.flush()
                sync_file(target.fileno())
        return digest.hexdigest(), size

    def _keep(self, temporary: Path, sha256: str, size: int) -> None:
        target = self.path(sha256)
        with translated(target), self.changing():
            if _holds(target, sha256, size):
                os.utime(target)  # put again: whoever is about to delete it sees the new stamp
            else:
                temporary.replace(target)
            sync_folder(
                self._folder
            )  # also when it was there: whoever put it may have been killed before this


@contextlib.contextmanager
def _created(path: Path) -> Iterator[IO[bytes]]:
    """A new file for this user alone. Closing never complains: after a full disk it would write the rest again."""
    with translated(path):
        target = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")
    try:
        yield target
    finally:
        with contextlib.suppress(OSError):
            target.close()


def _holds(path: Path, sha256: str, size: int) -> bool:
    """The very bytes lie there already; a file that was damaged there is mended by putting it again."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest() == sha256


def _check(handle: BufferedReader, file: StoredFile) -> None:
    if hashlib.file_digest(handle, "sha256").hexdigest() != file.sha256:
        raise LocalFault(reason="file_damaged", name=file.name)
    handle.seek(0)
