"""What the desktop gives: secrets, facts, notifications, start at log-on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
