"""The composition root: builds real parts and wires them, for the tray program and the command line alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trayapp.app.opened import App, open_app

__all__ = ["App", "open_app"]


def __getattr__(name: str) -> object:
    """Loads the parts when they are asked for: the tray program shows its icon without them."""
    if name not in __all__:
        raise AttributeError(name)
    from trayapp.app import opened

    return getattr(opened, name)
