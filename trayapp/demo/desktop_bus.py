"""Asking a session bus who is there."""

from __future__ import annotations

from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
TIMEOUT = 5.0


def name_owned(address: str, name: str) -> bool:
    """Whether a program answers to the name on the bus at the address; False also when there is no bus."""
    try:
        with open_dbus_connection(address) as bus:
            call = new_method_call(BUS, "NameHasOwner", "s", (name,))
            return bool(bus.send_and_get_reply(call, timeout=TIMEOUT).body[0])
    except (OSError, EOFError):
        return False
