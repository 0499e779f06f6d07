"""A proxy that stands between the app and its portal and does to each request what a plan says."""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from tests.faults.fault import Fault, Kind
from tests.faults.http_wire import Stream
from tests.faults.made_up import chunked, last, made_up, without_body

Plan = Callable[[str, str], Fault]
"""The fault for a request, by its method and path."""
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes `close` send a reset."""
_MADE_UP = {Kind.STATUS, Kind.PAGE, Kind.REDIRECT}
_KILLS = {Kind.KILL_BEFORE, Kind.STOP}
_EVENTS = b"text/event-stream"
_IDS = re.compile(r"(?<=/)[^/?]*\d[^/?]*|(?<==)[^&]*")
"""What differs in the paths of two requests of the same sort."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, as they came."""

    method: str
    path: str
    asked: int
    """Bytes of the request."""
    answered: int
    """Bytes of the answer."""
    with_body: bool
    """Of the answer."""


class Proxy:
    """Listens on loopback; one thread for each connection. The event stream passes as it is."""

    def __init__(self, upstream: tuple[str, int], plan: Plan) -> None:
        self.upstream = upstream
        """May be set to another portal."""
        self.end_portal: Callable[[Kind], None] = lambda _: None
        """Ends the portal as that kind of fault says; returns when it is gone."""
        self.patient = False
        """Cut a request that arrived whole only once the portal is done with it."""
        self.log: list[Exchange] = []
        """What passed without a fault."""
        self._plan = plan
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._open: set[socket.socket] = set()
        self._before = b""
        self._alike: dict[tuple[str, str], bytes] = {}
        self._thread = self._listen()

    def close(self) -> None:
        """End every connection."""
        self.down()
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def down(self) -> None:
        """Refuse connections from now on."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # `close` alone does not wake who waits in `accept`
        self._listener.close()
        self._thread.join(5)

    def up(self) -> None:
        """Accept connections again, at the same address."""
        if self._listener.fileno() < 0:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            self._thread = self._listen()

    def _listen(self) -> threading.Thread:
        thread = threading.Thread(target=self._accept, name="proxy", daemon=True)
        thread.start()
        return thread

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with suppress(OSError, ValueError):
                asking = Stream(client.recv)
                while head := asking.head():
                    if not self._one(client, asking, head):
                        return
        finally:
            self._open.discard(client)
            client.close()

    def _one(self, client: socket.socket, asking: Stream, head: bytes) -> bool:
        """Carry one request over; whether the connection lives on."""
        method, path = head.split(b" ", 2)[:2]
        fault = self._plan(method.decode(), path.decode())
        if fault.kind is Kind.REFUSE:
            return _reset(client)
        if fault.kind is Kind.STALL:
            return _wait_for_end(client)
        if fault.kind is Kind.EARLY:
            client.sendall(last(made_up(fault)))
            return False
        request = method, path, head + b"".join(asking.body(head, answer=False))
        if fault.kind in _KILLS:
            self.end_portal(fault.kind)
        if fault.kind in _MADE_UP:
            answer = made_up(fault)
            client.sendall(without_body(answer) if method == b"HEAD" else answer)
            return True
        if fault.kind in {Kind.EARLIER, Kind.ALIKE}:
            return self._mistake(client, fault, request)
        with socket.create_connection(self.upstream, 10) as portal:
            self._open.add(portal)
            try:
                return self._carry(client, portal, fault, request)
            finally:
                self._open.discard(portal)

    def _carry(
        self, client: socket.socket, portal: socket.socket, fault: Fault, request: tuple[bytes, bytes, bytes]
    ) -> bool:
        method, path, whole = request
        if fault.kind is Kind.CUT_REQUEST:
            part = whole[: fault.length(whole)]
            portal.sendall(part)
            if self.patient and part == whole:
                portal.recv(1)
            return _reset(portal) or _reset(client)
        portal.settimeout(None)
        portal.sendall(whole)
        if fault.kind is Kind.KILL_DURING:
            time.sleep(fault.seconds)
            self.end_portal(fault.kind)
            return _reset(client)
        answering = Stream(portal.recv)
        answer = answering.head()
        if not answer:  # the portal is gone
            return _reset(client)
        pieces = answering.body(answer, answer=True, bodiless=method == b"HEAD" or _bodiless(answer))
        if _EVENTS in answer:
            return _pass_on(client, [answer], pieces)
        answer += b"".join(pieces)
        if fault.kind is Kind.NONE:
            self._note(method.decode(), path.decode(), whole, answer)
            return self._pass(client, fault, answer)
        return self._spoil(client, fault, answer, request)

    def _pass(self, client: socket.socket, fault: Fault, answer: bytes) -> bool:
        if fault.then_down:
            self.down()
            answer = last(answer)
        client.sendall(answer)
        return not fault.then_down

    def _spoil(
        self, client: socket.socket, fault: Fault, answer: bytes, request: tuple[bytes, bytes, bytes]
    ) -> bool:
        match fault.kind:
            case Kind.CUT_ANSWER | Kind.CLOSE_ANSWER:
                client.sendall(answer[: fault.length(answer)])
                return fault.kind is Kind.CUT_ANSWER and _reset(client)
            case Kind.CHUNKS:
                client.sendall(chunked(answer))
                return False
            case Kind.HANG:
                return _wait_for_end(client)
            case Kind.KILL_AFTER:
                self.end_portal(fault.kind)
                return _reset(client)
            case Kind.DELAY:
                time.sleep(fault.seconds)
            case Kind.THROTTLE:
                for at in range(0, len(answer), max(fault.after, 1)):
                    client.sendall(answer[at : at + fault.after])
                return True
            case Kind.APPLIED_STATUS | Kind.APPLIED_PAGE:
                answer = made_up(fault)
            case Kind.REPLAY:
                answer = self._again(request)
        answer = without_body(answer) if request[0] == b"HEAD" else answer
        client.sendall(answer)
        return True

    def _again(self, request: tuple[bytes, bytes, bytes]) -> bytes:
        with socket.create_connection(self.upstream, 10) as again:
            again.sendall(request[2])
            second = Stream(again.recv)
            head = second.head()
            bodiless = request[0] == b"HEAD" or _bodiless(head)
            return head + b"".join(second.body(head, answer=True, bodiless=bodiless))

    def _mistake(self, client: socket.socket, fault: Fault, request: tuple[bytes, bytes, bytes]) -> bool:
        method, path = request[0].decode(), request[1].decode()
        answer = self._before if fault.kind is Kind.EARLIER else self._alike.get((method, _sort(path)), b"")
        if not answer:
            return _reset(client)
        client.sendall(without_body(answer) if request[0] == b"HEAD" else answer)
        return True

    def _note(self, method: str, path: str, whole: bytes, answer: bytes) -> None:
        with_body = not answer.endswith(b"\r\n\r\n")
        self.log.append(Exchange(method, path, len(whole), len(answer), with_body))
        if with_body or method == "HEAD":
            self._before = self._alike[method, _sort(path)] = answer


def _sort(path: str) -> str:
    return _IDS.sub("*", path)


def _wait_for_end(client: socket.socket) -> bool:
    """Until the app gives up."""
    with suppress(OSError):
        client.settimeout(60)
        while client.recv(1) and client.fileno() >= 0:
            time.sleep(0.001)
    return False


def _pass_on(client: socket.socket, *parts: Iterable[bytes]) -> bool:
    for part in parts:
        for piece in part:
            client.sendall(piece)
    return True


def _bodiless(head: bytes) -> bool:
    return head.split(b" ", 2)[1] in {b"204", b"304"}


def _reset(peer: socket.socket) -> bool:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    peer.close()
    return False
