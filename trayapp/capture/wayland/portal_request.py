"""One call of org.freedesktop.portal.Screenshot over D-Bus: asks, waits for the answer, gives the picture's address.

jeepney and not QtDBus: it blocks in the thread that calls it and needs no Qt event loop, so the UI thread stays free
while the desktop asks the person for permission.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from trayapp.core.errors import LocalFault

_BUS_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_SCREENSHOT = DBusAddress(_PATH, bus_name=_BUS_NAME, interface="org.freedesktop.portal.Screenshot")
_ANSWERS = MatchRule(type="signal", interface=_REQUEST, member="Response")
_GRANTED = 0


def screenshot_uri(parent: str, limit: float) -> str:
    """The address of a picture of all monitors, which the desktop has just written. Blocks up to `limit` seconds.

    `parent` names the window that asks. Raises `LocalFault`: `reason` is denied when the desktop or the person refuses,
    failed when there is no portal or no answer in time.
    """
    deadline = time.monotonic() + limit
    try:
        with open_dbus_connection("SESSION") as bus:
            return _uri_of(_ask(bus, parent, deadline))
    except TimeoutError as error:
        raise LocalFault(f"no answer in {limit:g} s", reason="failed", cause="timeout") from error
    except (DBusErrorResponse, OSError, RuntimeError, KeyError, ValueError) as error:
        raise LocalFault(f"no screenshot portal: {error!r}", reason="failed", cause="no_portal") from error


def _ask(bus: DBusConnection, parent: str, deadline: float) -> Message:
    """The portal's answer. Listening begins before the call: the answer may overtake its reply."""
    Proxy(message_bus, bus, timeout=_left(deadline)).AddMatch(_ANSWERS)
    heard: deque[Message] = deque()
    with bus.filter(_ANSWERS, queue=heard):
        options = {"handle_token": ("s", f"trayapp_{secrets.token_hex(8)}"), "interactive": ("b", False)}
        call = new_method_call(_SCREENSHOT, "Screenshot", "sa{sv}", (parent, options))
        reply = bus.send_and_get_reply(call, timeout=_left(deadline))
        request = unwrap_msg(reply)[0]
        try:
            return _answer(bus, heard, (_field(reply, HeaderFields.sender), request), deadline)
        except TimeoutError:
            address = DBusAddress(request, bus_name=_BUS_NAME, interface=_REQUEST)
            bus.send(new_method_call(address, "Close"))
            raise


def _answer(bus: DBusConnection, heard: deque[Message], wanted: tuple[str, str], deadline: float) -> Message:
    """The answer to our request from the portal itself; anybody on the bus may send us signals."""
    while True:
        message = bus.recv_until_filtered(heard, timeout=_left(deadline))
        if (_field(message, HeaderFields.sender), _field(message, HeaderFields.path)) == wanted:
            return message


def _uri_of(answer: Message) -> str:
    code, results = answer.body
    if code != _GRANTED:  # the specification knows 1 and 2; portals disagree about which means what
        raise LocalFault(f"the portal answered {code}", reason="denied")
    try:
        return str(results["uri"][1])
    except (KeyError, IndexError, TypeError) as error:
        raise LocalFault(f"an answer without a picture: {error!r}", reason="failed") from error


def _field(message: Message, field: HeaderFields) -> str:
    value: Any = message.header.fields.get(field, "")
    return str(value)


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.0)
