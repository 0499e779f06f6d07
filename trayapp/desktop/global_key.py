"""Chooses how a key is heard from anywhere (opt-in)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trayapp.core.errors import LocalFault
from trayapp.core.ports import GlobalKey


def global_key(_environment: Mapping[str, str], _pressed: Callable[[], None]) -> GlobalKey:
    """The key of this session; `pressed` is called from any thread."""
    return NoGlobalKey()


class NoGlobalKey:
    """A session in which no program hears keys of others."""

    offered = False

    def use(self, keys: str) -> None:
        """Raises `LocalFault` with `reason` unsupported for any key."""
        if keys:
            raise LocalFault("no global keys here", reason="unsupported")

    def close(self) -> None:
        """Nothing to give back."""
