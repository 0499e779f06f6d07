"""Files and steps in memory: a check needs none of them after it has ended."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO, Protocol

from trayapp.core.errors import LocalFault
from trayapp.core.model import FileKind, StoredFile


class Spool(Protocol):
    """Where the bytes of files wait to be sent."""

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        """Keep them."""

    def open(self, file: StoredFile) -> BinaryIO:
        """Give them."""


class MemorySpool:
    """`Spool`, by hash."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        """Keep all of it."""
        content = source.read()
        digest = hashlib.sha256(content).hexdigest()
        self._kept[digest] = content
        return StoredFile(name, media_type, len(content), digest, kind)

    def open(self, file: StoredFile) -> BinaryIO:
        """The bytes. Raises `LocalFault` (file_missing)."""
        if file.sha256 not in self._kept:
            raise LocalFault("gone", reason="file_missing", name=file.name)
        return io.BytesIO(self._kept[file.sha256])


class MemorySteps:
    """`core.ports.Steps` of one operation."""

    def __init__(self) -> None:
        self._noted: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was noted."""
        return self._noted.get(key)

    def put(self, key: str, value: str) -> None:
        """Note it."""
        self._noted[key] = value
