"""Undo and redo without limit: every state is a value, so keeping it is enough. In memory alone."""

from __future__ import annotations

from typing import Generic, TypeVar

State = TypeVar("State")


class History(Generic[State]):
    """What is now, what was before, and what was taken back."""

    def __init__(self, first: State) -> None:
        self._past: list[State] = []
        self._now = first
        self._future: list[State] = []
        self._run: str | None = None

    @property
    def now(self) -> State:
        """The present state."""
        return self._now

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def do(self, state: State, run: str | None = None) -> None:
        """Go on to this state; what was taken back is gone. No change is no step.

        Changes of one `run` that follow one another (a mark nudged ten times) are taken back together.
        """
        if state == self._now:
            return
        if run is None or run != self._run:
            self._past.append(self._now)
        self._now, self._run = state, run
        self._future.clear()

    def undo(self) -> None:
        """Go back by one; at the beginning, nothing happens."""
        if self._past:
            self._future.append(self._now)
            self._now = self._past.pop()
        self._run = None

    def redo(self) -> None:
        """Go forward again by one, where something was taken back."""
        if self._future:
            self._past.append(self._now)
            self._now = self._future.pop()
        self._run = None
