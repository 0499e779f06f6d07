"""How everything looks: spacing, fonts, and the few colours of our own, each as a function of the palette."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, StrEnum

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

GRID = 4
"""Every distance is a multiple of it, in device-independent pixels."""
GAP = 2 * GRID
"""Between things that belong together."""
GROUP = 4 * GRID
"""Between groups."""
EDGE = 6 * GRID
"""From a window's edge to its contents."""
RADIUS = 6
"""Of rounded corners."""
ICON = 18
"""The side of an icon beside body text."""

AA = 4.5
"""The contrast that WCAG AA asks of text."""
_SMALLEST_POINTS = 9.0


class Text(Enum):
    """Sizes of text, relative to the platform's font."""

    SMALL = 0.9
    BODY = 1.0
    TITLE = 1.25


class State(StrEnum):
    """What a colour of ours stands for; a word always stands beside it. The first five are `core.policy.Bucket`s."""

    OPEN = "open"
    WAITING_FOR_YOU = "waiting_for_you"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    FAILED = "failed"


_STATES: dict[State, tuple[str, str]] = {  # on light, on dark
    State.OPEN: ("#1d5fc4", "#7fb2ff"),
    State.WAITING_FOR_YOU: ("#8a5300", "#f2b64c"),
    State.WAITING: ("#5a6372", "#a9b2c0"),
    State.RESOLVED: ("#1c7040", "#69cc92"),
    State.CLOSED: ("#63666d", "#9da1a9"),
    State.FAILED: ("#b3261e", "#ff9a92"),
}
_ACCENT = ("#2b5fd9", "#8cb0ff")


def font(text: Text = Text.BODY, *, strong: bool = False) -> QFont:
    """The platform's font in that size; titles and `strong` text are semibold, nothing is below 9 pt."""
    made = QFont(QGuiApplication.font())
    if made.pointSizeF() > 0:
        made.setPointSizeF(max(_SMALLEST_POINTS, made.pointSizeF() * text.value))
    else:  # some platforms give their font in pixels
        made.setPixelSize(max(12, round(made.pixelSize() * text.value)))
    if strong or text is Text.TITLE:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than the window it stands on."""
    return _luminance(palette.windowText().color()) > _luminance(palette.window().color())


def accent(palette: QPalette) -> QColor:
    """Our one accent colour, readable as text on this palette."""
    return _ours(_ACCENT, palette)


def on_accent(palette: QPalette) -> QColor:
    """Text that stands on the accent colour."""
    return QColor("#0b1730" if is_dark(palette) else "#ffffff")


def state_colour(state: State, palette: QPalette) -> QColor:
    """The state's colour, at least 4.5 : 1 on windows and on fields of this palette."""
    return _ours(_STATES[state], palette)


def muted(palette: QPalette) -> QColor:
    """Secondary text: quieter than text, still 4.5 : 1."""
    mixed = mix(palette.windowText().color(), palette.window().color(), 0.34)
    return readable(mixed, _grounds(palette), dark=is_dark(palette))


def line(palette: QPalette) -> QColor:
    """Hair lines between parts; decoration only."""
    return mix(palette.windowText().color(), palette.window().color(), 0.84)


def outline(palette: QPalette) -> QColor:
    """The border of a control: 3 : 1 on the window, as WCAG asks of what must be found."""
    mixed = mix(palette.windowText().color(), palette.window().color(), 0.55)
    return readable(mixed, _grounds(palette), dark=is_dark(palette), least=3.0)


def tint(colour: QColor, palette: QPalette, share: float = 0.1) -> QColor:
    """A ground lightly tinted with a colour, for notes and chips."""
    return mix(colour, palette.window().color(), 1 - share)


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with `share` (0 to 1) of `other`."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * (1 - share) + b * share) for a, b in pairs))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def readable(colour: QColor, grounds: Sequence[QColor], *, dark: bool, least: float = AA) -> QColor:
    """The colour moved towards white (`dark` grounds) or black until it has `least` contrast on each ground."""
    end = QColor("#ffffff" if dark else "#000000")
    for step in range(21):
        moved = mix(colour, end, step / 20)
        if all(contrast(moved, ground) >= least for ground in grounds):
            return moved
    return end


def _ours(pair: tuple[str, str], palette: QPalette) -> QColor:
    dark = is_dark(palette)
    return readable(QColor(pair[dark]), _grounds(palette), dark=dark)


def _grounds(palette: QPalette) -> tuple[QColor, QColor]:
    return palette.window().color(), palette.base().color()


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
