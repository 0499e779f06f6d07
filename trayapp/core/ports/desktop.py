"""What the desktop gives: secrets, pictures, facts, notifications, start at log-on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from trayapp.core.model import (
    Fact,
)


class Secrets(Protocol):
    """The OS key store (never a file)."""

    def get(self, name: str) -> str | None:
        """The secret, from this session or the key store."""

    def put(self, name: str, value: str) -> bool:
        """Keep it; `False`: no key store, it lives in memory until the program ends."""

    def delete(self, name: str) -> None:
        """Forget it everywhere."""


@dataclass(frozen=True, slots=True)
class RawShot:
    """A picture of one monitor as it came from the screen: 32 bits a pixel, B G R X, rows without padding."""

    name: str
    x: int
    y: int
    width: int
    height: int
    bgrx: bytes | bytearray
    """Never changed once here. Screen libraries hand over a bytearray: copying 33 MB costs as much as the grab."""
    scale: float = 1.0


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
        """Every monitor, at once, unencoded.

        Raises `LocalFault` with `reason` no_screen, denied, black or failed: the ticket goes without.
        """


class FactsCollector(Protocol):
    """Tells about this computer (APP-3)."""

    def prepare(self) -> None:
        """Do beforehand what the first `at_click` would take time for. From any thread."""

    def at_click(self) -> None:
        """Remember for the next `collect` what only the moment of the click knows: the active window. Quick."""

    def collect(self, tell: Callable[[Fact], None]) -> Sequence[Fact]:
        """Every fact, each collector with its time limit; `tell` hears each as it comes, from a worker thread."""


class Notifier(Protocol):
    """Desktop notifications."""

    def show(self, title: str, body: str, target: str = "") -> None:
        """Show one; a click on it calls the handler given at construction with `target`, opaque here."""


class Autostart(Protocol):
    """Start at log-on."""

    def enabled(self) -> bool:
        """Whether the entry exists."""

    def set(self, enabled: bool) -> None:  # noqa: FBT001 - the value of a setting
        """Make or remove it. Raises `LocalFault`."""
