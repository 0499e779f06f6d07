"""A notification daemon at the far end of a socket pair, speaking real D-Bus messages."""

from __future__ import annotations

import socket
from itertools import count
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Parser,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, DBusConnectionBase  # type: ignore[import-untyped]
from jeepney.io.common import MessageFilters  # type: ignore[import-untyped]

_EMITTER = DBusAddress(
    "/org/freedesktop/Notifications",
    interface="org.freedesktop.Notifications",
    bus_name="org.freedesktop.Notifications",
)


class NotificationDaemon:
    """Answers when told to; `shown` holds the arguments of each `Notify`."""

    def __init__(self, *capabilities: str) -> None:
        self.capabilities: list[str] | None = list(capabilities)
        """`None`: asking for them is an error."""
        self.refuses = False
        """Every `Notify` is an error."""
        self.shown: list[tuple[Any, ...]] = []
        self._far = socket.socket()
        self._parser = Parser()
        self._serials = count(1)

    def connect(self) -> DBusConnection:
        """The program's end, as `open_dbus_connection` gives it."""
        self.die()
        near, self._far = socket.socketpair()
        self._far.setblocking(False)
        self._parser = Parser()
        connection = DBusConnection.__new__(DBusConnection)
        DBusConnectionBase.__init__(connection, near)
        connection._filters = MessageFilters()
        return connection

    def work(self) -> None:
        """Answer what has arrived."""
        while True:
            try:
                data = self._far.recv(4096)
            except BlockingIOError:
                return
            if not data:
                return
            self._parser.add_data(data)
            while (message := self._parser.get_next_message()) is not None:
                self._answer(message)

    def click(self, number: int) -> None:
        """Somebody clicks on a notification."""
        self._emit("ActionInvoked", "us", (number, "default"))

    def closed(self, number: int, reason: int) -> None:
        """A notification goes away: 1 expired, 2 dismissed."""
        self._emit("NotificationClosed", "uu", (number, reason))

    def die(self) -> None:
        """The bus goes away."""
        self._far.close()

    def _answer(self, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member)
        if message.header.message_type is not MessageType.method_call or member == "AddMatch":
            return
        if member == "GetCapabilities" and self.capabilities is not None:
            self._send(new_method_return(message, "as", (self.capabilities,)))
        elif member == "Notify" and not self.refuses:
            self.shown.append(message.body)
            self._send(new_method_return(message, "u", (len(self.shown),)))
        else:
            self._send(new_error(message, "org.freedesktop.DBus.Error.ServiceUnknown", "s", ("nobody",)))

    def _emit(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._send(new_signal(_EMITTER, member, signature, body))

    def _send(self, message: Message) -> None:
        self._far.sendall(message.serialise(serial=next(self._serials)))
