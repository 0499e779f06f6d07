"""A GlobalShortcuts portal on a bus of its own, that answers as told and presses the key."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]

from tests.capture.wayland.fake_portal import ROOT, private_bus

SESSION = f"{ROOT}/session/1_1/ours"
INTERFACE = "org.freedesktop.portal.GlobalShortcuts"


@dataclass
class FakeShortcuts:
    """Answers CreateSession and BindShortcuts; `press` sends Activated."""

    code: int = 0
    """Of the answer to BindShortcuts."""
    binds: bool = True
    """The shortcut that was asked for is in the answer."""
    silent: bool = False
    bound: list[tuple[str, dict[str, tuple[str, Any]]]] = field(default_factory=list)
    """Id and wishes of each shortcut that was asked for."""
    bus: DBusConnection = None
    client: str = ""

    def serve(self) -> None:
        """Until the connection ends."""
        answers = {
            "Get": lambda call: new_method_return(call, "v", (("u", 1),)),
            "CreateSession": self._create,
            "BindShortcuts": self._bind,
        }
        while True:
            try:
                message = self.bus.receive()
            except (OSError, ValueError):
                return
            member = message.header.fields.get(HeaderFields.member)
            if message.header.message_type == MessageType.method_call and member in answers:
                reply = answers[member](message)
                if reply is not None:
                    self.bus.send(reply)

    def press(
        self, shortcut: str | None = None, session: str = SESSION, sender: DBusConnection = None
    ) -> None:
        """The key goes down; or another shortcut's, or that of another session."""
        address = DBusAddress(ROOT, interface=INTERFACE)
        body: tuple[Any, ...] = (session, shortcut or self.bound[-1][0], 1, {})
        (sender or self.bus).send(new_signal(address, "Activated", "osta{sv}", body))

    def _create(self, call: Any) -> Any:
        self.client = call.header.fields[HeaderFields.sender]
        return self._answered(call, call.body[0], 0, {"session_handle": ("s", SESSION)})

    def _bind(self, call: Any) -> Any:
        _session, shortcuts, _parent, options = call.body
        self.bound += [(each[0], each[1]) for each in shortcuts]
        if self.silent:
            return new_method_return(call, "o", (self._request(options),))
        if self.code > 2:
            return new_error(call, "org.freedesktop.DBus.Error.Failed", "s", ("no",))
        kept: list[Any] = [(each[0], {}) for each in shortcuts] if self.binds else []
        return self._answered(call, options, self.code, {"shortcuts": ("a(sa{sv})", kept)})

    def _answered(self, call: Any, options: Any, code: int, results: dict[str, tuple[str, Any]]) -> Any:
        """The answer overtakes the reply to the call, as it may."""
        path = self._request(options)
        address = DBusAddress(path, interface="org.freedesktop.portal.Request")
        answer = new_signal(address, "Response", "ua{sv}", (code, results))
        answer.header.fields[HeaderFields.destination] = self.client
        self.bus.send(answer)
        return new_method_return(call, "o", (path,))

    def _request(self, options: Any) -> str:
        return f"{ROOT}/request/{self.client[1:].replace('.', '_')}/{options['handle_token'][1]}"


@contextmanager
def fake_shortcuts(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeShortcuts]:
    """A portal that serves on a private bus, which is this process's session bus meanwhile."""
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        portal = FakeShortcuts()
        with open_dbus_connection("SESSION") as bus:
            Proxy(message_bus, bus).RequestName("org.freedesktop.portal.Desktop")
            portal.bus = bus
            thread = threading.Thread(target=portal.serve)
            thread.start()
            try:
                yield portal
            finally:
                bus.sock.shutdown(2)
                thread.join()
