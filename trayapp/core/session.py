"""Ports about the person and their choices: signing in, and settings with where each value comes from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trayapp.core.model import Probe
from trayapp.core.ports.authority import DeviceCode

Value = str | int | bool | None
"""What a setting may hold."""


class Source(StrEnum):
    """Where a setting's value comes from, weakest first."""

    DEFAULT = "default"
    USER = "user"
    MACHINE = "machine"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands."""

    key: str
    value: Value
    default: Value
    kind: str
    """text, number, yes_no, choice or keys."""
    source: Source
    locked: bool = False
    """The machine's policy keeps the employee from changing it."""
    choices: tuple[str, ...] = ()


class Preferences(Protocol):
    """Settings: the machine's policy over the employee's file over the defaults."""

    def all(self) -> Sequence[Setting]:
        """Every setting, in the order they are shown."""

    def get(self, key: str) -> Setting:
        """One setting. Raises `NotFound`."""

    def set(self, key: str, value: Value) -> Setting:
        """Change it, atomically on disk. Raises `NotFound`, `Rejected`, `Forbidden` (locked) or `LocalFault`."""


class Session(Protocol):
    """Who is signed in to the portal."""

    def signed_in(self) -> bool:
        """A token is at hand (the portal may still refuse it)."""

    def sign_in(self, token: str) -> Probe:
        """Ask the portal, then keep the token. Blocks on the network: never on the UI thread. Raises `TrayAppError`."""

    def methods(self) -> frozenset[str]:
        """How one may sign in to the portal that is set up: token, browser, device, password.

        Blocks. Raises `TrayAppError`.
        """

    def sign_in_with_browser(
        self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str
    ) -> Probe:
        """Through the system's browser. Blocks until the person is back, or `cancel` is set. Raises `TrayAppError`."""

    def sign_in_with_device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Probe:
        """On another device; `show` gets the code for it. Blocks likewise. Raises `TrayAppError`."""

    def sign_in_with_password(self, user: str, password: str) -> Probe:
        """With the name and password that the portal knows. Blocks likewise. Raises `TrayAppError`."""

    def sign_out(self) -> None:
        """Forget the token and what was pulled; the outbox stays."""

    def durable(self) -> bool:
        """The key store took the token; `False`: it lives until the program ends."""
