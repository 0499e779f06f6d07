"""A screenshot portal on a bus of its own, that answers as told."""

from __future__ import annotations

import shutil
import subprocess
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

from tests.needed import need

ROOT = "/org/freedesktop/portal/desktop"


@contextmanager
def private_bus() -> Iterator[str]:
    """The address of a session bus nobody else is on."""
    need([name for name in ["dbus-daemon"] if not shutil.which(name)])
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@dataclass
class FakePortal:
    """Answers each call of Screenshot. Fill in before the call what it shall say."""

    code: int = 0
    results: dict[str, tuple[str, Any]] = field(default_factory=dict)
    silent: bool = False
    """Takes the request and never answers."""
    refuses: bool = False
    """Answers the call itself with an error."""
    early: bool = True
    """The answer overtakes the reply to the call."""
    calls: list[tuple[str, dict[str, tuple[str, Any]]]] = field(default_factory=list)
    permissions: dict[str, list[str]] | None = None
    """What the permission store remembers for screenshots, by program; `None`: nothing was ever decided."""
    closed: threading.Event = field(default_factory=threading.Event)

    def serve(self, bus: DBusConnection) -> None:
        """Until the connection ends."""
        while True:
            try:
                message = bus.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type != MessageType.method_call:
                continue
            if message.header.fields.get(HeaderFields.member) == "Close":
                self.closed.set()
            elif message.header.fields.get(HeaderFields.member) == "Screenshot":
                self._screenshot(bus, message)
            elif message.header.fields.get(HeaderFields.member) in {"Lookup", "DeletePermission"}:
                self._remembered(bus, message)

    def _screenshot(self, bus: DBusConnection, call: Any) -> None:
        parent, options = call.body
        self.calls.append((parent, options))
        if self.refuses:
            bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("no such thing",)))
            return
        sender = call.header.fields[HeaderFields.sender]
        path = f"{ROOT}/request/{sender[1:].replace('.', '_')}/{options['handle_token'][1]}"
        address = DBusAddress(path, interface="org.freedesktop.portal.Request")
        answer = new_signal(address, "Response", "ua{sv}", (self.code, self.results))
        answer.header.fields[HeaderFields.destination] = sender
        messages = [new_method_return(call, "o", (path,))]
        if not self.silent:
            messages.insert(0 if self.early else 1, answer)
        for message in messages:
            bus.send(message)

    def _remembered(self, bus: DBusConnection, call: Any) -> None:
        """As the permission store does: what it never heard of is an error."""
        table, entry, *program = call.body
        if (table, entry) != ("screenshot", "screenshot") or self.permissions is None:
            bus.send(new_error(call, "org.freedesktop.portal.Error.NotFound", "s", ("no entry",)))
        elif program:
            del self.permissions[program[0]]
            bus.send(new_method_return(call))
        else:
            bus.send(new_method_return(call, "a{sas}v", (self.permissions, ("y", 0))))


@contextmanager
def fake_portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakePortal]:
    """A portal that serves on a private bus, which is this process's session bus meanwhile."""
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        portal = FakePortal()
        with open_dbus_connection("SESSION") as bus:
            for name in ("portal.Desktop", "impl.portal.PermissionStore"):
                Proxy(message_bus, bus).RequestName(f"org.freedesktop.{name}")
            thread = threading.Thread(target=portal.serve, args=[bus])
            thread.start()
            try:
                yield portal
            finally:
                bus.sock.shutdown(2)
                thread.join()
