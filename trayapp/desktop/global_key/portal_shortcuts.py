"""Talks to org.freedesktop.portal.GlobalShortcuts over D-Bus: one session with one shortcut, and its activations.

jeepney and not QtDBus: it blocks in the thread that calls it and needs no Qt event loop.
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
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import Properties, unwrap_msg  # type: ignore[import-untyped]

from trayapp.core.errors import LocalFault

_BUS_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
_SHORTCUTS = DBusAddress(_PATH, bus_name=_BUS_NAME, interface=_INTERFACE)
_ANSWERS = MatchRule(type="signal", interface=_REQUEST, member="Response")
_PRESSES = MatchRule(type="signal", interface=_INTERFACE, member="Activated", path=_PATH)
_ID = "ask-for-help"
_GRANTED = 0
_LOOK_SECONDS = 2.0
_TROUBLE = (DBusErrorResponse, OSError, RuntimeError, KeyError, ValueError, IndexError, TypeError)
"""Whatever a bus or a portal may come up with."""


def offered() -> bool:
    """Whether this desktop has such a portal. Blocks up to two seconds."""
    try:
        with open_dbus_connection("SESSION") as bus:
            ask = Properties(_SHORTCUTS).get("version")
            return bool(unwrap_msg(bus.send_and_get_reply(ask, timeout=_LOOK_SECONDS))[0][1])
    except (*_TROUBLE, TimeoutError):
        return False


class ShortcutSession:
    """Open while the key is wanted. Raises `LocalFault` with `reason` unsupported, or taken when the person refuses."""

    def __init__(self, trigger: str, description: str, seconds: float) -> None:
        """Blocks up to `seconds`: the desktop may ask the person."""
        self._deadline = time.monotonic() + seconds
        self._heard: deque[Message] = deque()
        try:
            self._bus: DBusConnection = open_dbus_connection("SESSION")
        except _TROUBLE as error:
            raise LocalFault(f"no session bus: {error!r}", reason="unsupported") from error
        try:
            self._open(trigger, description)
        except (*_TROUBLE, TimeoutError) as error:
            self._bus.close()
            raise LocalFault(f"no shortcut from the portal: {error!r}", reason="unsupported") from error
        except LocalFault:
            self._bus.close()
            raise

    def wait(self) -> bool:
        """Until the key is pressed (`True`), or the session ends. For one thread."""
        try:
            while True:
                message = self._bus.receive()
                if _PRESSES.matches(message) and self._is_ours(message):
                    return True
        except _TROUBLE:
            return False

    def end(self) -> None:
        """From another thread; whoever waits is told."""
        self._bus.sock.shutdown(2)

    def close(self) -> None:
        """After `wait` has said that it ended: the portal drops the session with its connection."""
        self._bus.close()

    def _open(self, trigger: str, description: str) -> None:
        for rule in (_ANSWERS, _PRESSES):
            Proxy(message_bus, self._bus, timeout=self._left()).AddMatch(rule)
        options = {"session_handle_token": ("s", f"trayapp_{secrets.token_hex(8)}")}
        created = self._call("CreateSession", "a{sv}", (), options)
        self._session = str(created["session_handle"][1])
        wanted = [(_ID, {"description": ("s", description), "preferred_trigger": ("s", trigger)})]
        bound = self._call("BindShortcuts", "oa(sa{sv})sa{sv}", (self._session, wanted, ""), {})
        if _ID not in {each[0] for each in bound["shortcuts"][1]}:
            raise LocalFault("the desktop bound no key", reason="taken")

    def _call(
        self, member: str, signature: str, arguments: tuple[Any, ...], options: dict[str, tuple[str, Any]]
    ) -> dict[str, Any]:
        """What the portal answers to the request. Listening begins before the call: it may overtake its reply."""
        options = {**options, "handle_token": ("s", f"trayapp_{secrets.token_hex(8)}")}
        with self._bus.filter(_ANSWERS, queue=self._heard):
            call = new_method_call(_SHORTCUTS, member, signature, (*arguments, options))
            reply = self._bus.send_and_get_reply(call, timeout=self._left())
            self._portal, path = _field(reply, HeaderFields.sender), unwrap_msg(reply)[0]
            while True:
                answer = self._bus.recv_until_filtered(self._heard, timeout=self._left())
                if self._from_portal(answer) and _field(answer, HeaderFields.path) == path:
                    break
        code, results = answer.body
        if code != _GRANTED:
            raise LocalFault(f"the portal answered {code} to {member}", reason="taken")
        return dict(results)

    def _is_ours(self, message: Message) -> bool:
        if message.header.message_type != MessageType.signal:
            return False
        session, shortcut = message.body[0], message.body[1]
        return bool(self._from_portal(message) and session == self._session and shortcut == _ID)

    def _from_portal(self, message: Message) -> bool:
        """Anybody on the bus may send us signals."""
        return _field(message, HeaderFields.sender) == self._portal

    def _left(self) -> float:
        return max(self._deadline - time.monotonic(), 0.0)


def _field(message: Message, field: HeaderFields) -> str:
    value: Any = message.header.fields.get(field, "")
    return str(value)
