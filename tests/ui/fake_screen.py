"""Stand-ins for the screen: windows, text, clicks, a global key, pictures of a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from trayapp.core.ports import DraftPicture, Happening, SeenText, WindowPlace
from trayapp.core.sensitive import Found


@dataclass
class FakeScreen:
    """Windows and text that a test puts on the screen; counts how often it is read."""

    windows: Sequence[WindowPlace] = ()
    text: Sequence[SeenText] = ()

    def places(self) -> Sequence[WindowPlace]:
        return self.windows

    reads: int = 0

    def read(self, seconds: float, find: Callable[[str], Sequence[Found]]) -> Sequence[SeenText]:
        self.reads += 1
        return self.text


@dataclass
class FakeInput:
    """Tells what a test does."""

    sees_clicks: bool = True
    tell: Callable[[Happening], None] | None = None

    def start(self, tell: Callable[[Happening], None]) -> None:
        self.tell = tell

    def stop(self) -> None:
        self.tell = None


@dataclass
class FakeKey:
    """A global key that a test presses. `fail_with` is raised by the next use."""

    offered: bool = True
    keys: str = ""
    fail_with: Exception | None = None

    def use(self, keys: str) -> None:
        if self.fail_with:
            raise self.fail_with
        self.keys = keys

    def close(self) -> None:
        self.keys = ""


@dataclass
class FakePictureDrafts:
    """Keeps pictures in memory."""

    offered: bool = True
    pictures: Sequence[DraftPicture] = ()
    hidden: list[bool] = field(default_factory=list)

    def save(self, pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        self.pictures = tuple(pictures)
        self.hidden.append(hidden)

    def load(self) -> Sequence[DraftPicture]:
        return self.pictures

    def clear(self) -> None:
        self.pictures = ()
