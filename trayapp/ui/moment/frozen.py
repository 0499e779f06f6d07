"""Pictures of the monitors as they stood still: which Qt screen each belongs on, and cutting a part out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QScreen

from trayapp.core.area import Area
from trayapp.core.ports import RawShot

_BETWEEN = 0xFF16181C
"""What is on no monitor: a region may reach over a gap between two of different heights."""


@dataclass(frozen=True, slots=True)
class Pane:
    """A monitor's picture, and the screen that shows it."""

    shot: RawShot
    image: QImage
    """Reads the shot's own pixels."""
    screen: str
    """The name of the screen that shows it. Not the screen itself: PySide may take a held one away at any time, for it
    believes a screen to belong to whichever window was last asked for its own.
    """
    place: QRect
    """Of that screen, in device-independent pixels."""


def panes(shots: Sequence[RawShot], screens: Sequence[QScreen]) -> list[Pane]:
    """Each picture with its screen; one whose monitor is gone has none and is left out."""
    left = list(screens)
    found: list[Pane] = []
    for shot in shots:
        screen = _screen_of(shot, left)
        if screen is not None:
            left.remove(screen)
            found.append(Pane(shot, image_of(shot), screen.name(), screen.geometry()))
    return found


def image_of(shot: RawShot) -> QImage:
    """Without a copy."""
    return QImage(shot.bgrx, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)


def cut(shots: Sequence[RawShot], area: Area) -> QImage:
    """Exactly those pixels, from all the monitors they lie on; null when they lie on none."""
    parts = [(shot, part) for shot in shots if not (part := shot.area.common(area)).empty]
    if not parts:
        return QImage()
    made = QImage(area.width, area.height, QImage.Format.Format_RGB32)
    made.fill(_BETWEEN)
    painter = QPainter(made)
    for shot, part in parts:
        inside = part.moved(-shot.x, -shot.y)
        painter.drawImage(
            part.x - area.x,
            part.y - area.y,
            image_of(shot),
            inside.x,
            inside.y,
            inside.width,
            inside.height,
        )
    painter.end()
    return made


def _screen_of(shot: RawShot, screens: Sequence[QScreen]) -> QScreen | None:
    """By its socket, else by its place, else by its size, else the one that is left."""
    tests: tuple[Callable[[QScreen], bool], ...] = (
        lambda screen: bool(screen.name()) and shot.name in {screen.name(), _with_socket(shot, screen)},
        lambda screen: (screen.geometry().x(), screen.geometry().y()) == (shot.x, shot.y),
        lambda screen: _true_size(screen) == (shot.width, shot.height),
        lambda _screen: True,
    )
    for fits in tests:
        for screen in screens:
            if fits(screen):
                return screen
    return None


def _with_socket(shot: RawShot, screen: QScreen) -> str:
    """`Maker Model (DP-1)`, when the picture's name ends so."""
    ending = f" ({screen.name()})"
    return shot.name if shot.name.endswith(ending) else ""


def _true_size(screen: QScreen) -> tuple[int, int]:
    place: QRect = screen.geometry()
    scale = screen.devicePixelRatio()
    return round(place.width() * scale), round(place.height() * scale)
