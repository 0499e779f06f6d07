"""The folder of sealed files: each whole or not there, for this user alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from trayapp.durable import make_folder, sync_file, sync_folder
from trayapp.store.picture_drafts.seal import Unreadable
from trayapp.store.translate import translated

_SUFFIX = ".sealed"
_TEMPORARY = ".part-"
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would translate line ends otherwise."""


class SealedFiles:
    """Nothing else lies in the folder: what is not asked for by name is removed. Raises `LocalFault`."""

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder = folder
        self._largest = largest

    def any(self) -> bool:
        """Whether something lies here, half-written files included."""
        return next(self._entries(), None) is not None

    def has(self, name: str) -> bool:
        """Whether that file is here."""
        return self._path(name).is_file()

    def read(self, name: str) -> bytes | None:
        """All of it; `None`: there is none. Raises `Unreadable` for one that is too large to be ours."""
        with translated(self._folder):
            try:
                with self._path(name).open("rb") as source:
                    found = source.read(self._largest + 1)
            except FileNotFoundError:
                return None
        if len(found) > self._largest:
            raise Unreadable("larger than any draft")
        return found

    def write(self, name: str, data: bytes) -> None:
        """On the disk itself when it returns; killed before that, what was there before is there."""
        temporary = self._folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
        with translated(self._folder):
            make_folder(self._folder)
            try:
                _write(temporary, data)
                temporary.replace(self._path(name))
            finally:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
            sync_folder(self._folder)

    def keep_only(self, name: str | None) -> None:
        """Remove every other file; `None`: every one."""
        with translated(self._folder):
            others = [path for path in self._entries() if name is None or path != self._path(name)]
            for path in others:
                path.unlink(missing_ok=True)
            if others:
                sync_folder(self._folder)

    def _entries(self) -> Iterator[Path]:
        return (path for path in self._folder.glob("*") if not path.is_dir())

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as target:
        target.write(data)
        target.flush()
        sync_file(target.fileno())
