"""What the desktop shows and what is done on it: pictures, windows, readable text, clicks, a global key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from trayapp.core.area import Area, Point
from trayapp.core.sensitive import Found, Kind


@dataclass(frozen=True, slots=True)
class RawShot:
    """A picture of one monitor as it came from the screen: 32 bits a pixel, B G R X, rows without padding."""

    name: str
    x: int
    y: int
    width: int
    height: int
    bgrx: bytes | bytearray | memoryview
    """Never changed once here. Screen libraries hand over a bytearray: copying 33 MB costs as much as the grab."""
    scale: float = 1.0

    @property
    def area(self) -> Area:
        """Where it lies on the desktop, in true pixels."""
        return Area(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as bytes that can be sent."""

    data: bytes
    media_type: str
    """`image/png` or `image/webp`; what an attached file is, when nothing was put on it."""

    @property
    def suffix(self) -> str:
        """Of a file that holds it, such as `.png`."""
        return "." + self.media_type.partition("/")[2].replace("jpeg", "jpg")


class Mend(StrEnum):
    """What a person can do about a refused picture: `params["mend"]` of a `LocalFault` with `reason` denied.

    Without it, taking again is all there is.
    """

    SETTINGS = "settings"
    """macOS: the pane "Screen Recording" of the system's settings, where the app is allowed."""
    ASK_AGAIN = "ask_again"
    """Wayland: the desktop remembers a "no" for good. Once it is forgotten, the next picture asks the person again."""


class Capturer(Protocol):
    """Takes pictures of the screen (APP-2)."""

    @property
    def waits(self) -> bool:
        """A picture may take seconds, for the desktop may ask the person first: never grab on the UI thread."""

    def prepare(self) -> None:
        """Do beforehand what the first grab would take time for; pictures nothing. From any thread.

        Raises `LocalFault` as `grab` does.
        """

    def grab(self) -> Sequence[RawShot]:
        """Every monitor, at once, unencoded; what policy covers is covered in them already.

        Raises `LocalFault` with `reason` no_screen, denied, black, failed or forbidden (by policy): the ticket goes
        without.
        """


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """A window that can be seen."""

    title: str
    area: Area
    """With its frame, in the same true pixels as `RawShot.x`."""
    active: bool = False
    pid: int | None = None
    popup: bool = False
    """A menu, a tooltip, a message: it covers what lies beneath, but is no window a person would choose."""


class WindowList(Protocol):
    """The windows on the screen."""

    def places(self) -> Sequence[WindowPlace]:
        """Every window on this desktop, popups too, the one in front first; empty where the platform does not tell.

        Quick (some milliseconds), from any thread; never raises.
        """


@dataclass(frozen=True, slots=True)
class SeenText:
    """A place on the screen where something private seems to stand. What stands there is not told."""

    kind: Kind
    area: Area
    """Of what was found alone, not of the whole text; in the same true pixels as `RawShot.x`."""


class ScreenText(Protocol):
    """Reads what stands on the screen, to propose what may be private. Nothing of it is ever kept, stored or sent."""

    def read(self, seconds: float, find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        """What `find` says of the texts that can be seen now, without this program's own windows, and every password
        field (whose content is not read); what was found in time, the window in front first.

        Blocks up to `seconds`: never on the UI thread. Empty where no tree can be read; never raises.
        """


class HappeningKind(StrEnum):
    """What was done."""

    CLICK = "click"
    WINDOW = "window"
    """Another window became active, or its title changed."""
    MARK = "mark"
    """The person marked a step by key or button."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something the person did while steps are recorded."""

    kind: HappeningKind
    at: datetime
    place: Point | None = None
    """Of the pointer, in true pixels of the desktop."""
    button: str = ""
    """left, right or middle."""
    window: str = ""
    """The title of the window it happened in."""
    element: str = ""
    """What was clicked, as the accessibility tree names it; empty when nobody knows."""
    role: str = ""
    """What kind of thing that is: button, link, text, menu item …, in the tree's English."""


class InputWatcher(Protocol):
    """Tells of clicks and window changes, while steps are recorded and at no other time."""

    @property
    def sees_clicks(self) -> bool:
        """Whether this platform shows other programs' clicks; where not, the person marks each step."""

    def start(self, tell: Callable[[Happening], None]) -> None:
        """Begin; `tell` is called from a thread of the watcher. Raises `LocalFault` with `reason` input.

        A click is told at the press, for its picture, and once more, with the same `at`, when it is known what was
        clicked. Clicks into this program's own windows are not told, keys never.
        """

    def stop(self) -> None:
        """End; nothing is told any more when it returns."""


class GlobalKey(Protocol):
    """A key that opens the dialog from anywhere (opt-in)."""

    @property
    def offered(self) -> bool:
        """Whether this platform can."""

    def use(self, keys: str) -> None:
        """Listen for `keys` (Qt's portable text, such as `Ctrl+Alt+H`); empty: for none.

        Raises `LocalFault` with `reason` taken (another program has it), keys (cannot be used) or unsupported.
        """

    def close(self) -> None:
        """Give it back."""
