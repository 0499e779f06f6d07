"""The bus that screen readers listen on: many questions at once, each batch with a deadline."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

_AT_ONCE = 200
"""Questions under way: enough that nobody waits, few enough that no queue overflows."""
_SENDING = 1.0
FAULTS = (DBusErrorResponse, OSError, RuntimeError, ValueError, LookupError)
"""What a bus that is not there, breaks off or talks nonsense may raise here."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in a program's tree."""

    bus_name: str
    path: str


@dataclass(frozen=True, slots=True)
class Question:
    """A call of a method."""

    node: Node
    interface: str
    method: str
    signature: str = ""
    body: tuple[Any, ...] = ()


class Bus:
    """A connection. Raises `FAULTS`, but an unanswered or refused question is `None` in the list of answers."""

    def __init__(self, environment: Mapping[str, str], seconds: float) -> None:
        address = environment.get("AT_SPI_BUS_ADDRESS") or _address(environment, seconds)
        self._connection: DBusConnection = open_dbus_connection(address, auth_timeout=seconds)
        self._connection.sock.settimeout(_SENDING)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def ask(self, questions: Iterable[Question], until: float) -> Sequence[Any]:
        """Ask all, then tell the answers in the same order; what comes after `until` (monotonic) is lost."""
        asked = list(questions)
        answers: list[Any] = [None] * len(asked)
        if time.monotonic() >= until:
            return answers
        waiting: dict[int, int] = {}
        todo = enumerate(asked)
        self._send_more(todo, waiting)
        while waiting:
            message = self._receive(until)
            if message is None:
                break
            at = waiting.pop(message.header.fields.get(HeaderFields.reply_serial, 0), None)
            if at is not None:
                answers[at] = _told(message)
                self._send_more(todo, waiting)
        return answers

    def _send_more(self, todo: Iterator[tuple[int, Question]], waiting: dict[int, int]) -> None:
        while len(waiting) < _AT_ONCE:
            at, question = next(todo, (0, None))
            if question is None:
                return
            serial = next(self._connection.outgoing_serial)
            self._connection.send(_message(question), serial=serial)
            waiting[serial] = at

    def _receive(self, until: float) -> Message | None:
        left = until - time.monotonic()
        if left <= 0:
            return None
        try:
            return self._connection.receive(timeout=left)
        except TimeoutError:
            return None


def _told(message: Message) -> Any:
    """The value of an answer, all of them where there are several; `None` for a refusal."""
    if message.header.message_type is not MessageType.method_return or not message.body:
        return None
    return message.body[0] if len(message.body) == 1 else message.body


def _message(question: Question) -> Message:
    address = DBusAddress(question.node.path, question.node.bus_name, question.interface)
    return _unstarted(new_method_call(address, question.method, question.signature or None, question.body))


def _unstarted(message: Message) -> Message:
    """Asking must not start a program."""
    message.header.flags = MessageFlag.no_auto_start
    return message


def _address(environment: Mapping[str, str], seconds: float) -> str:
    """Where the session says that the bus is."""
    session = environment.get("DBUS_SESSION_BUS_ADDRESS") or "SESSION"
    where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    with open_dbus_connection(session, auth_timeout=seconds) as bus:
        reply = bus.send_and_get_reply(_unstarted(new_method_call(where, "GetAddress")), timeout=seconds)
        return str(unwrap_msg(reply)[0])
