"""A proxy that stands between the app and its portal and does to each request what a plan says."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from tests.faults.fault import Fault, Kind
from tests.faults.http_wire import Stream

Plan = Callable[[str, str], Fault]
"""The fault for a request, by its method and path."""
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes `close` send a reset."""


class Proxy:
    """Listens on loopback; one thread for each connection. The event stream passes as it is."""

    def __init__(self, upstream: tuple[str, int], plan: Plan) -> None:
        self._upstream = upstream
        self._plan = plan
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._accept, name="proxy", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End every connection."""
        self._listener.close()
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
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
        body = b"".join(asking.body(head, answer=False))
        if fault.kind is Kind.STATUS:
            client.sendall(_made_up(fault))
            return True
        with socket.create_connection(self._upstream, 10) as portal:
            self._open.add(portal)
            try:
                return self._carry(client, portal, fault, (method, head + body))
            finally:
                self._open.discard(portal)

    def _carry(
        self, client: socket.socket, portal: socket.socket, fault: Fault, request: tuple[bytes, bytes]
    ) -> bool:
        method, whole = request
        if fault.kind is Kind.CUT_REQUEST:
            portal.sendall(whole[: fault.after])
            return _reset(portal) or _reset(client)
        portal.settimeout(None)
        portal.sendall(whole)
        answering = Stream(portal.recv)
        answer = answering.head()
        pieces = answering.body(answer, answer=True, bodiless=method == b"HEAD" or _bodiless(answer))
        if fault.kind is Kind.NONE:
            return _pass_on(client, [answer], pieces)
        return self._spoil(client, fault, answer + b"".join(pieces), whole)

    def _spoil(self, client: socket.socket, fault: Fault, answer: bytes, whole: bytes) -> bool:
        match fault.kind:
            case Kind.CUT_ANSWER:
                client.sendall(answer[: fault.after])
                return _reset(client)
            case Kind.HANG:
                with suppress(OSError):
                    client.recv(1)  # until the app gives up
                return False
            case Kind.DELAY:
                time.sleep(fault.seconds)
            case Kind.THROTTLE:
                for at in range(0, len(answer), max(fault.after, 1)):
                    client.sendall(answer[at : at + fault.after])
                return True
            case Kind.APPLIED_STATUS:
                answer = _made_up(fault)
            case Kind.REPLAY:
                with socket.create_connection(self._upstream, 10) as again:
                    again.sendall(whole)
                    second = Stream(again.recv)
                    head = second.head()
                    answer = head + b"".join(second.body(head, answer=True, bodiless=_bodiless(head)))
        client.sendall(answer)
        return True


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


def _made_up(fault: Fault) -> bytes:
    body = b"<html><body><h1>Trouble</h1></body></html>" if fault.html else b'{"error": {"code": "trouble"}}'
    kind = "text/html" if fault.html else "application/json"
    later = f"Retry-After: {fault.retry_after}\r\n" if fault.retry_after is not None else ""
    head = f"HTTP/1.1 {fault.status} Trouble\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{later}\r\n"
    return head.encode() + body
