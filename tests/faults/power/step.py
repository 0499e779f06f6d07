"""What a program did to the disk, step by step, and what it told meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """One kind of step."""

    MAKE = "make"
    """A file, unless it is there already."""
    FOLDER = "folder"
    WRITE = "write"
    SIZE = "size"
    """Cut off or lengthen to `at` bytes."""
    SYNC = "sync"
    """Wait until a file, or the names in a folder, are on the disk itself."""
    RENAME = "rename"
    REMOVE = "remove"
    MARK = "mark"
    """No deed on the disk: the session says what it promised."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step."""

    deed: Deed
    path: str
    """Absolute."""
    to: str = ""
    at: int = 0
    data: bytes = b""
