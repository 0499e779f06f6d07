"""The monitors as the Wayland compositor tells them: where each lies, and how many true pixels it has.

Qt does not tell: a monitor at 150 % is one of 200 % to it, for it rounds scales up.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trayapp.capture.screens import Screen
from trayapp.capture.wayland.wire import Event, Wire

_DISPLAY = 1
_GET_REGISTRY, _BIND, _GET_XDG_OUTPUT = 1, 0, 1
_GLOBAL = 0
_OUTPUT, _MANAGER = "wl_output", "zxdg_output_manager_v1"
_KNOWN = {_OUTPUT: 4, _MANAGER: 3}
"""Versions that are spoken here."""
_CURRENT = 1
"""Of a mode's flags."""
_LIMIT = 2.0


@dataclass(slots=True)
class _Output:
    """What has been told of a monitor."""

    name: str = ""
    place: tuple[int, int] = (0, 0)
    pixels: tuple[int, int] = (0, 0)
    """As it is mounted: before it is turned."""
    scale: int = 1
    turned: bool = False
    logical_place: tuple[int, int] | None = None
    logical_size: tuple[int, int] | None = None

    def hear(self, event: Event) -> None:
        """An event of wl_output."""
        match event.kind:
            case 0:
                self.place = event.number(), event.number()
                _ = event.number(), event.number(), event.number(), event.text(), event.text()
                self.turned = bool(event.number() % 2)
            case 1:
                if event.number() & _CURRENT:
                    self.pixels = event.number(), event.number()
            case 3:
                self.scale = max(event.number(), 1)
            case 4:
                self.name = event.text()

    def hear_logical(self, event: Event) -> None:
        """An event of zxdg_output_v1."""
        match event.kind:
            case 0:
                self.logical_place = event.number(), event.number()
            case 1:
                self.logical_size = event.number(), event.number()
            case 3:
                self.name = self.name or event.text()

    def screen(self) -> Screen | None:
        """`None` for one that is off."""
        across, down = self.pixels[::-1] if self.turned else self.pixels
        width, height = self.logical_size or (across // self.scale, down // self.scale)
        if not (across and down and width and height):
            return None
        x, y = self.logical_place or self.place
        return Screen(self.name, x, y, width, height, across / width)


def outputs(environment: Mapping[str, str], limit: float = _LIMIT) -> Sequence[Screen]:
    """Every monitor; empty where the compositor does not tell within `limit` seconds. From any thread."""
    try:
        wire = Wire(environment, limit)
    except OSError:
        return ()
    try:
        return _asked(wire)
    except (OSError, struct.error):
        return ()
    finally:
        wire.close()


def _asked(wire: Wire) -> Sequence[Screen]:
    registry = wire.new()
    wire.say(_DISPLAY, _GET_REGISTRY, registry)
    offered = [
        _offer(event) for event in wire.until_done() if event.thing == registry and event.kind == _GLOBAL
    ]
    found = {_bound(wire, registry, offer): _Output() for offer in offered if offer[1] == _OUTPUT}
    logical = {}
    for manager in [_bound(wire, registry, offer) for offer in offered if offer[1] == _MANAGER][:1]:
        for thing, output in found.items():
            told = wire.new()
            wire.say(manager, _GET_XDG_OUTPUT, told, thing)
            logical[told] = output
    for event in wire.until_done():
        if event.thing in found:
            found[event.thing].hear(event)
        elif event.thing in logical:
            logical[event.thing].hear_logical(event)
    return [screen for output in found.values() if (screen := output.screen())]


def _offer(event: Event) -> tuple[int, str, int]:
    """Number, interface and version of something the compositor has."""
    return event.number(), event.text(), event.number()


def _bound(wire: Wire, registry: int, offer: tuple[int, str, int]) -> int:
    number, interface, version = offer
    thing = wire.new()
    wire.say(registry, _BIND, number, interface, min(version, _KNOWN[interface]), thing)
    return thing
