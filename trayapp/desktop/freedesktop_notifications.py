"""Notifications by org.freedesktop.Notifications, with a click that comes back.

Through jeepney, because Qt's tray messages lose the click on StatusNotifierItem trays and QtDBus of PySide6 cannot send
the `u` that `Notify` takes. Nothing here waits for the notification daemon: answers come through a `QSocketNotifier`.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QSocketNotifier

log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_ADDRESS = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
_KEPT = 100
"""Notifications whose click is still awaited; desktops keep no more."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was asked to be shown."""

    title: str
    body: str
    target: str


class FreedesktopNotifications(QObject):
    """Sends notifications over the session bus and hears what is clicked."""

    def __init__(
        self,
        clicked: Callable[[str], None],
        app_name: str,
        desktop_entry: str,
        instead: Callable[[str, str, str], bool] | None = None,
        connect: Callable[[], DBusConnection] = open_dbus_connection,
    ) -> None:
        """`instead` shows what the daemon refused; `desktop_entry` names the .desktop file, for its icon."""
        super().__init__()
        self._clicked = clicked
        self._app_name = app_name
        self._desktop_entry = desktop_entry
        self._instead = instead
        self._connect = connect
        self._bus: DBusConnection | None = None
        self._reader: QSocketNotifier | None = None
        self._markup: bool | None = None
        """Bodies are markup; `None`: the daemon has not said yet."""
        self._early: list[_Shown] = []
        self._asked: dict[int, _Shown] = {}
        self._shown: dict[int, str] = {}
        self._capabilities = 0

    def show(self, title: str, body: str, target: str) -> bool:
        """Show it; `False` without a bus."""
        if self._bus is None and not self._open():
            return False
        # the bus throws out who sends it a NUL
        item = _Shown(title.replace("\0", ""), body.replace("\0", ""), target)
        if self._markup is None:
            self._early.append(item)
            return True
        return self._notify(item)

    def close(self) -> None:
        """Leave the bus."""
        if self._reader is not None:
            self._reader.setEnabled(False)
            self._reader.deleteLater()
        if self._bus is not None:
            self._bus.close()
        self._bus = self._reader = self._markup = None
        self._asked.clear()

    def _open(self) -> bool:
        try:
            self._bus = self._connect()
            rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
            self._send(message_bus.AddMatch(rule))
            self._capabilities = self._send(new_method_call(_ADDRESS, "GetCapabilities"))
        except Exception as error:  # noqa: BLE001 - no bus, a refused one, an odd address: all mean "not this way"
            log.info("no session bus for notifications: %s", error)
            self.close()
            return False
        self._reader = QSocketNotifier(self._bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._reader.activated.connect(self._read)
        return True

    def _send(self, message: Message) -> int:
        assert self._bus is not None  # noqa: S101 - callers looked
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        return int(serial)

    def _notify(self, item: _Shown) -> bool:
        body = html.escape(item.body, quote=False) if self._markup else item.body
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", self._desktop_entry)}
        arguments = (self._app_name, 0, "", item.title, body, ["default", "Open"], hints, -1)
        try:
            serial = self._send(new_method_call(_ADDRESS, "Notify", "susssasa{sv}i", arguments))
        except OSError as error:
            self._lost(error)
            return False
        self._asked[serial] = item
        return True

    def _read(self) -> None:
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except (TimeoutError, BlockingIOError):
                return
            except Exception as error:  # noqa: BLE001 - the bus went away, or speaks nonsense
                self._lost(error)
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self._signal(fields.get(HeaderFields.member), message.body)
            return
        serial = fields.get(HeaderFields.reply_serial)
        failed = message.header.message_type is MessageType.error
        if serial == self._capabilities and self._markup is None:
            self._markup = not failed and "body-markup" in message.body[0]
            early, self._early = self._early, []
            for item in early:
                if not self._notify(item):
                    self._hand_over(item)
        elif (item_asked := self._asked.pop(serial, None)) is not None:
            if failed:
                self._hand_over(item_asked)
            else:
                self._remember(message.body[0], item_asked.target)

    def _remember(self, number: int, target: str) -> None:
        self._shown[number] = target
        while len(self._shown) > _KEPT:
            self._shown.pop(next(iter(self._shown)))

    def _signal(self, member: str | None, body: tuple[Any, ...]) -> None:
        if member == "ActionInvoked" and body[0] in self._shown:
            self._clicked(self._shown.pop(body[0]))
        elif member == "NotificationClosed" and body[1:2] != (
            1,
        ):  # expired ones may still be clicked in a history
            self._shown.pop(body[0], None)

    def _lost(self, error: Exception) -> None:
        log.info("the session bus is gone: %s", error)
        waiting = [*self._early, *self._asked.values()]
        self._early = []
        self.close()
        for item in waiting:
            self._hand_over(item)

    def _hand_over(self, item: _Shown) -> None:
        if self._instead is None or not self._instead(item.title, item.body, item.target):
            log.info("the desktop did not take a notification")
