"""The bytes of uploaded files, on disk under their SHA-256. Nothing a client names is ever part of a path."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from trayapp.core.errors import Rejected
from trayapp.durable import add_folder, sync_file, sync_folder


class Incoming:
    """A file that is arriving: written to a temporary file and hashed, piece by piece."""

    def __init__(self, folder: Path) -> None:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix="incoming-")
        self._file = cast("BinaryIO", os.fdopen(descriptor, "wb"))
        self._path = Path(name)
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        """The next bytes."""
        self._hash.update(piece)
        self._file.write(piece)
        self.size += len(piece)

    def keep(self, sha256: str, place: Path) -> None:
        """All is there: make it durable at its place. Raises `Rejected` when the hash is another."""
        if self._hash.hexdigest() != sha256:
            raise Rejected(
                "the bytes do not have that SHA-256", fields={"sha256": "The bytes have another hash."}
            )
        self._file.flush()
        sync_file(self._file.fileno())
        self._file.close()
        add_folder(place.parent)
        self._path.replace(place)
        sync_folder(place.parent)

    def drop(self) -> None:
        """Forget it, unless it was kept."""
        self._file.close()
        with suppress(FileNotFoundError):
            self._path.unlink()


class Blobs:
    """Content-addressed files."""

    def __init__(self, folder: Path) -> None:
        """Removes what was left half arrived when the portal was killed."""
        self._folder = folder
        add_folder(folder)
        for left in folder.glob("incoming-*"):
            left.unlink()

    def incoming(self) -> Incoming:
        """Begin to receive a file."""
        return Incoming(self._folder)

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie. `sha256` is checked hexadecimal."""
        return self._folder / sha256[:2] / sha256

    def remove(self, sha256: str) -> None:
        """Forget the bytes."""
        with suppress(FileNotFoundError):
            self.path(sha256).unlink()
