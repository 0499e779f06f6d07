"""The windows on an X11 screen: those the window manager lists, and those it leaves alone (menus, messages)."""

from __future__ import annotations

import logging
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence

from trayapp.capture.window_list.window_on_x11 import PROPERTIES, Asking, WindowOnX11, shown
from trayapp.capture.x11_connection import X11, connected, words
from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace

_log = logging.getLogger(__name__)
_OF_ROOT = ("_NET_CLIENT_LIST_STACKING", "_NET_ACTIVE_WINDOW", "_NET_CURRENT_DESKTOP")
_EVERY_DESKTOP = 0xFFFFFFFF
_DEEPEST = 8
"""Windows a window manager may put around one."""


class X11Windows:
    """Asks the server anew each time, over a connection of its own."""

    def __init__(self, display: str) -> None:
        self._display = display

    def places(self) -> Sequence[WindowPlace]:
        """Every window and popup that shows, the one in front first; empty without a window manager that tells."""
        try:
            with connected(self._display) as server:
                return _Look(server).places()
        except (OSError, ValueError, struct.error) as error:
            _log.info("the windows on the screen are not known: %s", error)
            return ()


class _Look:
    """One look at the screen. Every round of questions goes out at once, so it costs a handful of journeys."""

    def __init__(self, server: X11) -> None:
        self._server = server
        self._atoms = server.atoms((*_OF_ROOT, *PROPERTIES, "_NET_WM_STATE_HIDDEN"))
        asked = [server.property(server.root, self._atoms[name]) for name in _OF_ROOT]
        tree, root = server.tree(server.root), server.geometry(server.root)
        self._listed, active, desktop = (words(ask()) for ask in asked)
        self._active = active[0] if active else 0
        self._desktop = desktop[0] if desktop else None
        self._order = words(tree()[32:])
        self._screen = Area(0, 0, *struct.unpack_from("<HH", root(), 16))

    def places(self) -> Sequence[WindowPlace]:
        """The whole screen's."""
        if not self._listed:
            return ()
        tops = self._tops()
        # what was listed and hides is no popup either
        unlisted = self._mapped(set(self._order) - set(tops.values()))
        found = {
            tops[seen.window]: self._place(seen) for seen in self._seen(self._listed) if self._shows(seen)
        }
        found |= {
            seen.window: self._place(seen, popup=True)
            for seen in self._seen(unlisted)
            if self._on_screen(seen)
        }
        return [found[top] for top in reversed(self._order) if top in found]

    def _tops(self) -> Mapping[int, int]:
        """The child of the root that each listed window lies in: its outermost frame."""
        tops, below = {window: window for window in self._listed}, {*self._order, 0}
        for _ in range(_DEEPEST):
            asked = {window: self._server.tree(top) for window, top in tops.items() if top not in below}
            tops |= {window: int.from_bytes(ask()[12:16], "little") for window, ask in asked.items()}
        return tops

    def _mapped(self, windows: Iterable[int]) -> Sequence[int]:
        """Those worth asking about: of the windows that no manager looks after, nearly all are never shown."""
        asked = {window: self._server.attributes(window) for window in windows}
        return [window for window, ask in asked.items() if shown(ask())]

    def _seen(self, windows: Sequence[int]) -> Sequence[WindowOnX11]:
        asked: list[Callable[[], WindowOnX11]] = [
            Asking(self._server, window, self._atoms).answer for window in windows
        ]
        return [answer() for answer in asked]

    def _shows(self, seen: WindowOnX11) -> bool:
        """Neither gone, minimised nor on another desktop; some window managers keep such windows mapped."""
        desktop = seen.number("_NET_WM_DESKTOP", _EVERY_DESKTOP)
        elsewhere = self._desktop is not None and desktop not in {self._desktop, _EVERY_DESKTOP}
        hidden = self._atoms["_NET_WM_STATE_HIDDEN"] in words(seen.properties["_NET_WM_STATE"])
        return self._on_screen(seen) and not elsewhere and not hidden

    def _on_screen(self, seen: WindowOnX11) -> bool:
        return seen.drawn and not seen.area.common(self._screen).empty

    def _place(self, seen: WindowOnX11, *, popup: bool = False) -> WindowPlace:
        pid = seen.number("_NET_WM_PID", 0) or None
        return WindowPlace(seen.title, seen.area, seen.window == self._active, pid, popup)
