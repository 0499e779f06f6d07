"""The steps as values, and the rules by which happenings become steps that a colleague can follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from trayapp.core.area import Area, Point
from trayapp.core.markup import Hiding, Markup
from trayapp.core.ports import Happening, HappeningKind
from trayapp.ui.recorder.shot import Shot
from trayapp.ui.texts.recorder import said_of

MOST = 50
"""Steps of one recording; it then stops by itself."""
_DOUBLE = timedelta(milliseconds=500)
_NEAR = 8
"""Pixels between two presses of a double click."""
_FLEETING = timedelta(seconds=1.5)
"""A window that gives way to another so soon, such as a splash screen, is no step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    happening: Happening
    shot: Shot | None = None
    """`None`: not there yet, or it could not be taken."""
    markup: Markup = field(default_factory=Markup)
    double: bool = False
    opened: str = ""
    """The title of the window that came up after it."""
    last: bool = False
    """It shows how it ended."""
    own_words: str | None = None
    """What the employee wrote in place of our words."""

    def words(self, *, first: bool = False) -> str:
        """What happens in it. What was clicked is not named when it was hidden in the picture."""
        if self.own_words is not None:
            return self.own_words
        happening = replace(self.happening, element="") if self._hidden else self.happening
        return said_of(happening, first=first, double=self.double, opened=self.opened, last=self.last)

    @property
    def _hidden(self) -> bool:
        place, shot = self.happening.place, self.shot
        if place is None or shot is None or not self.markup.hides:
            return False
        point = Point(place.x - shot.area.x, place.y - shot.area.y)
        covers = [mark.area for mark in self.markup.marks if isinstance(mark, Hiding)]
        crop: Area | None = self.markup.crop
        return any(area.contains(point) for area in covers) or (crop is not None and not crop.contains(point))


@dataclass(frozen=True, slots=True)
class Steps:
    """A recording while it grows."""

    items: tuple[Step, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    @property
    def full(self) -> bool:
        """There is room for no more."""
        return len(self.items) >= MOST

    def add(self, happening: Happening) -> Steps:
        """With what happened; the same when it says nothing new."""
        if any(step.happening.at == happening.at for step in self.items):
            return self._named(happening)
        match happening.kind:
            case HappeningKind.WINDOW:
                return _follow(self, happening)
            case HappeningKind.CLICK if self._doubles(happening):
                return self._swap_last(double=True)
        return _with(self._without_prelude(happening.window), happening)

    def picture(self, at: datetime, shot: Shot) -> Steps:
        """With the picture of the step of that moment; the same when it is none any more."""
        return Steps(tuple(_pictured(step, shot) if step.happening.at == at else step for step in self.items))

    def finish(self, happening: Happening, shot: Shot | None) -> Steps:
        """With how it ended; the same when there is no room, or no picture."""
        if shot is None or self.full or not self.items:
            return self
        last = self.items[-1]
        kept = (
            self.items[:-1]
            if last.happening.kind is HappeningKind.WINDOW and len(self.items) > 1
            else self.items
        )
        before = Steps(kept)
        if kept is not self.items and kept[-1].happening.kind is HappeningKind.CLICK:
            before = before._swap_last(opened=last.happening.window)
        return Steps((*before.items, Step(happening, shot, last=True)))

    def without_tail(self, since: datetime) -> Steps:
        """Without clicks on the task bar, and in what it opened, by which the recording was stopped."""
        for at, step in enumerate(self.items):
            if step.happening.at >= since and step.happening.role == "panel":
                return Steps(self.items[:at])
        return self

    def _named(self, happening: Happening) -> Steps:
        """It is known now what was clicked."""
        named = (
            replace(step, happening=happening) if step.happening.at == happening.at else step
            for step in self.items
        )
        return Steps(tuple(named))

    def _doubles(self, happening: Happening) -> bool:
        if not self.items or self.items[-1].happening.kind is not HappeningKind.CLICK:
            return False
        last = self.items[-1].happening
        if last.place is None or happening.place is None or last.button != happening.button:
            return False
        apart = abs(last.place.x - happening.place.x), abs(last.place.y - happening.place.y)
        return happening.at - last.at < _DOUBLE and max(apart) <= _NEAR

    def _without_prelude(self, window: str) -> Steps:
        """A window that came up, and is clicked into next: the click's picture shows it, the step before names it."""
        if not self.items or not window:
            return self
        last = self.items[-1]
        if last.happening.kind is not HappeningKind.WINDOW or last.happening.window != window:
            return self
        rest = Steps(self.items[:-1])
        if rest.items and rest.items[-1].happening.kind is HappeningKind.CLICK:
            return rest._swap_last(opened=window)
        return rest

    def _swap_last(self, **changes: object) -> Steps:
        return Steps((*self.items[:-1], replace(self.items[-1], **changes)))  # type: ignore[arg-type]


def _pictured(step: Step, shot: Shot) -> Step:
    place = step.happening.place if step.happening.kind is HappeningKind.CLICK else None
    return replace(step, shot=shot, markup=shot.ring(place) if place is not None else Markup())


def _follow(steps: Steps, happening: Happening) -> Steps:
    """Another window, or another title, is in front."""
    last = steps.items[-1] if steps.items else None
    if last is None or last.happening.kind is not HappeningKind.WINDOW:
        same = (
            last is not None and last.happening.window == happening.window and last.happening.role != "panel"
        )
        return steps if same else _with(steps, happening)
    if last.happening.window == happening.window:
        return steps
    if len(steps.items) > 1 and happening.at - last.happening.at < _FLEETING:
        return _follow(Steps(steps.items[:-1]), happening)
    return _with(steps, happening)


def _with(steps: Steps, happening: Happening) -> Steps:
    return steps if steps.full else Steps((*steps.items, Step(happening)))
