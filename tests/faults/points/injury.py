"""What is done to a process at one of its system calls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class How(StrEnum):
    """The ways."""

    COUNT = "count"
    """Nothing: only to learn which calls there are."""
    KILL = "kill"
    """Killed before the call is done, which is after the one before it."""
    AMID = "amid"
    """Killed while the call is being done."""
    ERROR = "error"
    """This one call ends with an error."""
    FULL = "full"
    """This call and every later one that writes, until the disk is free again."""
    SHORT = "short"
    """Half of it is written, then nothing more, until the disk is free again."""


@dataclass(frozen=True, slots=True)
class Injury:
    """One trial: which deed, whose process, where and how."""

    deed: str
    side: str
    """app or portal."""
    how: How = How.COUNT
    at: int = 0
    """The number of the call, counted from 1 in this deed."""
    error: str = ""
    """The name of the error, such as ENOSPC."""

    def __str__(self) -> str:
        """One word, which `parse` reads."""
        return f"{self.deed}:{self.side}:{self.how}:{self.at}:{self.error}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `str` made. Raises `ValueError`."""
        deed, side, how, at, error = text.split(":")
        return cls(deed, side, How(how), int(at), error)

    @property
    def kills(self) -> bool:
        """The process does not live on."""
        return self.how in {How.KILL, How.AMID}
