"""One window as the X server tells of it: whether it shows, where, whose it is."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from trayapp.capture.x11_connection import X11, words
from trayapp.core.area import Area

PROPERTIES = (
    "_NET_WM_NAME",
    "WM_NAME",
    "_NET_WM_PID",
    "_NET_WM_STATE",
    "_NET_WM_DESKTOP",
    "_NET_FRAME_EXTENTS",
    "_GTK_FRAME_EXTENTS",
)
"""What is asked of each window."""
_DRAWN, _VIEWABLE = 1, 2
"""Of a window's attributes: it takes more than input; it and all it lies in are mapped."""


@dataclass(frozen=True, slots=True)
class WindowOnX11:
    """What was answered; empty bytes for what the window has not, or where it is gone."""

    window: int
    properties: Mapping[str, bytes]
    geometry: bytes
    corner: bytes
    attributes: bytes

    @property
    def drawn(self) -> bool:
        """It is there, mapped, and has pixels."""
        return bool(self.geometry and self.corner) and shown(self.attributes) and not self.area.empty

    @property
    def area(self) -> Area:
        """With the frame around it; without the shadow that some programs draw themselves within their window."""
        x, y = struct.unpack_from("<hh", self.corner, 12)
        width, height = struct.unpack_from("<HH", self.geometry, 16)
        left, right, top, bottom = (
            frame - shadow
            for frame, shadow in zip(
                self._sides("_NET_FRAME_EXTENTS"), self._sides("_GTK_FRAME_EXTENTS"), strict=True
            )
        )
        return Area(x - left, y - top, width + left + right, height + top + bottom)

    @property
    def title(self) -> str:
        """What stands in its frame."""
        text = self.properties["_NET_WM_NAME"] or self.properties["WM_NAME"]
        return text.decode("utf-8", "replace").strip("\0 \n")

    def number(self, name: str, default: int) -> int:
        """A property that is one number."""
        return next(iter(words(self.properties[name])), default)

    def _sides(self, name: str) -> tuple[int, ...]:
        """Left, right, top, bottom."""
        sides = words(self.properties[name])[:4]
        return sides if len(sides) == 4 and max(sides) < 1 << 15 else (0, 0, 0, 0)


def shown(attributes: bytes) -> bool:
    """Whether a window with these attributes is mapped and has pixels."""
    kind = int.from_bytes(attributes[12:14], "little")
    return kind == _DRAWN and attributes[26] == _VIEWABLE


class Asking:
    """The questions of one window, on their way."""

    def __init__(self, server: X11, window: int, atoms: Mapping[str, int]) -> None:
        self._window = window
        self._properties = {
            name: server.property(window, atoms[name]) if atoms[name] else bytes for name in PROPERTIES
        }
        self._rest = server.geometry(window), server.place(window), server.attributes(window)

    def answer(self) -> WindowOnX11:
        """Once: a reply is read away."""
        properties = {name: ask() for name, ask in self._properties.items()}
        geometry, corner, attributes = (ask() for ask in self._rest)
        return WindowOnX11(self._window, properties, geometry, corner, attributes)
