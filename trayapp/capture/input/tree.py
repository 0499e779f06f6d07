"""Asks programs on Linux what they show at a place: AT-SPI over D-Bus, each question with what is left of the time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from trayapp.core.area import Area, Point

_BUS = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_ON_SCREEN = 0
_NOTHING = "/org/a11y/atspi/null"
_SHOWING = 25
FAULTS = (DBusErrorResponse, OSError, RuntimeError, LookupError, ValueError, TypeError, StopIteration)
"""What a question can end with: no bus, no answer in time (`TimeoutError`), a program that is gone or confused."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a program, such as a button."""

    bus_name: str
    path: str


ROOT = Node("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


class Tree:
    """A connection to the bus of screen readers. Everything raises one of `FAULTS`; used by one thread."""

    def __init__(self, wait: float) -> None:
        with open_dbus_connection("SESSION") as session:
            reply = session.send_and_get_reply(new_method_call(_BUS, "GetAddress"), timeout=wait)
            address = str(unwrap_msg(reply)[0])
        self._bus: DBusConnection = open_dbus_connection(address)
        self._deadline = 0.0

    def begin(self, seconds: float) -> None:
        """The questions from now on have so much time together."""
        self._deadline = time.monotonic() + seconds

    def close(self) -> None:
        """Give the connection back."""
        self._bus.close()

    def children(self, node: Node) -> list[Node]:
        """What it is made of."""
        return [Node(str(name), str(path)) for name, path in self._ask(node, _ACCESSIBLE, "GetChildren")]

    def parent(self, node: Node) -> Node:
        """What it lies in."""
        name, path = self._get(node, "Parent")
        return Node(str(name), str(path))

    def role(self, node: Node) -> int:
        """What it is, as AT-SPI numbers it."""
        return int(self._ask(node, _ACCESSIBLE, "GetRole"))

    def name(self, node: Node) -> str:
        """What it is called."""
        return str(self._get(node, "Name"))

    def shows(self, node: Node) -> bool:
        """Whether it can be seen now."""
        words = self._ask(node, _ACCESSIBLE, "GetState")
        return bool(words and words[0] >> _SHOWING & 1)

    def holds(self, node: Node, point: Point) -> bool:
        """Whether the point of the desktop lies on it."""
        return self.area(node).contains(point)

    def area(self, node: Node) -> Area:
        """Where it lies on the desktop."""
        return Area(*self._ask(node, _COMPONENT, "GetExtents", "u", (_ON_SCREEN,)))

    def at(self, node: Node, point: Point) -> Node | None:
        """The part of it at the point; programs answer with a part of any depth."""
        place = (int(point.x), int(point.y), _ON_SCREEN)
        name, path = self._ask(node, _COMPONENT, "GetAccessibleAtPoint", "iiu", place)
        return None if not name or path == _NOTHING else Node(str(name), str(path))

    def pid(self, bus_name: str) -> int:
        """Whose program it is."""
        call = new_method_call(message_bus, "GetConnectionUnixProcessID", "s", (bus_name,))
        return int(self._answer(call))

    def _get(self, node: Node, name: str) -> Any:
        address = DBusAddress(node.path, bus_name=node.bus_name, interface=_ACCESSIBLE)
        return self._answer(Properties(address).get(name))[1]

    def _ask(
        self, node: Node, interface: str, method: str, kind: str = "", body: tuple[Any, ...] = ()
    ) -> Any:
        address = DBusAddress(node.path, bus_name=node.bus_name, interface=interface)
        return self._answer(new_method_call(address, method, kind or None, body))

    def _answer(self, call: Any) -> Any:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return unwrap_msg(self._bus.send_and_get_reply(call, timeout=left))[0]
