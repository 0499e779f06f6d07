"""The frontmost program on macOS."""

from __future__ import annotations

import importlib

from trayapp.machine.collector import Unsupported


def frontmost() -> str:
    """The program's name; titles would need one more permission. Raises `Unsupported` without pyobjc, `LookupError`."""
    try:
        workspace = importlib.import_module("AppKit").NSWorkspace.sharedWorkspace()
    except ImportError as error:
        raise Unsupported from error
    program = workspace.frontmostApplication()
    if program is None:
        raise LookupError("no frontmost program")
    return str(program.localizedName())
