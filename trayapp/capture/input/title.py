"""Decides when another window, or another title, is worth telling: once it has settled, and says something new."""

from __future__ import annotations

from dataclasses import dataclass

SETTLED = 0.35
"""Seconds without a change after which a title counts: programs open with one title and take another."""


@dataclass(frozen=True, slots=True)
class Front:
    """The window that is active: its number, and its title."""

    window: int
    title: str

    @property
    def says(self) -> tuple[int, str]:
        """What of it is news: not the number of unread mails, not the star of a changed document."""
        return self.window, "".join(letter for letter in self.title.casefold() if letter.isalpha())


class Settling:
    """Told of every change, it says what has settled. Times in seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._told: Front | None = None
        self._waits: Front | None = None
        self._due = 0.0

    def change(self, front: Front, now: float) -> None:
        """The active window, or its title, is another one now."""
        self._waits, self._due = front, now + SETTLED

    def hurry(self, title: str) -> Front | None:
        """What waits counts at once, when it is that window which is clicked into now and it is news."""
        if self._waits is None or self._waits.title != title:
            return None
        return self.settled(self._due)

    def left(self, now: float) -> float | None:
        """Seconds until something may have settled; `None`: nothing waits."""
        return None if self._waits is None else max(self._due - now, 0.0)

    def settled(self, now: float) -> Front | None:
        """What has settled since the last time and is news."""
        if self._waits is None or now < self._due:
            return None
        front, self._waits = self._waits, None
        if self._told is not None and self._told.says == front.says:
            return None
        self._told = front
        return front
