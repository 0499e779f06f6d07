"""A long line while it is drawn, in pieces: those that are behind the pen need no painting any more."""

from __future__ import annotations

from trayapp.core.markup import Freehand, Mark

_LENGTH = 48
"""Points of a piece."""


class Pieces:
    """Cuts the line at work. The whole line, smoothed in one go, takes their place when it is kept."""

    def __init__(self) -> None:
        self._line: Freehand | None = None
        self._done: tuple[Mark, ...] = ()

    def of(self, mark: Mark) -> tuple[tuple[Mark, ...], Mark]:
        """What stays as it is, the same objects each time, and what is still being drawn."""
        if not isinstance(mark, Freehand):
            return (), mark
        if self._line is None or not _goes_on(self._line, mark):
            self._done = ()
        self._line = mark
        while len(mark.points) > (len(self._done) + 1) * _LENGTH + 1:
            start = len(self._done) * _LENGTH
            self._done += (Freehand(mark.points[start : start + _LENGTH + 1], mark.stroke),)
        return self._done, Freehand(mark.points[len(self._done) * _LENGTH :], mark.stroke)


def _goes_on(before: Freehand, after: Freehand) -> bool:
    """Whether it is the same line, drawn further."""
    return (
        len(after.points) >= len(before.points)
        and after.points[0] is before.points[0]
        and after.points[len(before.points) - 1] is before.points[-1]
    )
