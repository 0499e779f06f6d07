"""The composition root: builds real parts and wires them, for the tray program and the command line alike."""

from trayapp.app.opened import App, open_app

__all__ = ["App", "open_app"]
