"""What lies under the pointer on X11: which window, whose, and what it is for."""

from __future__ import annotations

import os
from dataclasses import dataclass

from trayapp.capture.input.xcb import Connection
from trayapp.core.area import Area

_DEEPEST = 8
"""Levels of windows in windows that are looked through; programs draw most of their parts into one."""
DESKTOP, PANEL = "desktop", "panel"
_NOWHERE = Area(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Under:
    """A place on the desktop."""

    x: int
    y: int
    title: str = ""
    """Of the window there; of the active one for a menu, which has none."""
    kind: str = ""
    """`desktop`, `panel`, or empty for a window of a program."""
    pid: int = 0
    popup: bool = False
    """No window but something that hangs on one, as an open menu does."""
    area: Area = _NOWHERE
    """Of the window that has the title, without its frame."""
    ours: bool = False
    """It belongs to this program, its tray icon included."""


def under(screen: Connection) -> Under:
    """What the pointer points at now."""
    path, pointer = [screen.root], screen.pointer(screen.root)
    place, child = (pointer.x, pointer.y), pointer.child
    while child and len(path) <= _DEEPEST:
        path.append(child)
        child = screen.pointer(child).child
    pids = [screen.number(window, "_NET_WM_PID") for window in path[1:]]
    if os.getpid() in pids:
        return Under(*place, ours=True)
    window = next((each for each in path[1:] if screen.property(each, "WM_STATE")), 0)
    kind = DESKTOP if len(path) == 1 else _kind(screen, window) if window else ""
    titled = 0 if kind else window or active(screen)
    title, area = (title_of(screen, titled), screen.area(titled)) if titled else ("", _NOWHERE)
    return Under(
        *place, title, kind, next((pid for pid in pids if pid), 0), len(path) > 1 and not window, area
    )


def active(screen: Connection) -> int:
    """The window that has the keyboard; 0: none."""
    return screen.number(screen.root, "_NET_ACTIVE_WINDOW")


def title_of(screen: Connection, window: int) -> str:
    """What stands in the window's frame; empty when it has no name."""
    if not window:
        return ""
    title = screen.property(window, "_NET_WM_NAME") or screen.property(window, "WM_NAME")
    return title.decode("utf-8", "replace").strip()


def is_ours(screen: Connection, window: int) -> bool:
    """Whether the window belongs to this program."""
    return screen.number(window, "_NET_WM_PID") == os.getpid()


def _kind(screen: Connection, window: int) -> str:
    types = screen.property(window, "_NET_WM_WINDOW_TYPE")
    numbers = {int.from_bytes(types[at : at + 4], "little") for at in range(0, len(types), 4)}
    for kind, name in ((DESKTOP, "_NET_WM_WINDOW_TYPE_DESKTOP"), (PANEL, "_NET_WM_WINDOW_TYPE_DOCK")):
        if screen.atom(name) in numbers:
            return kind
    return ""
