"""Files here and on the portal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What a file is to the employee."""

    SCREENSHOT = "screenshot"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes lie in the spool, addressed by their hash."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    """Lower-case hexadecimal."""
    kind: FileKind = FileKind.FILE


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that the portal holds."""

    id: str
    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str | None = None
