"""What can go wrong with one request of the app in the model, and the wire on which it does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from enum import StrEnum

import httpx

from tests.store.mortal import Killed


class Trouble(StrEnum):
    """One kind of trouble with one request."""

    NONE = "none"
    REFUSED = "refused"
    """Surely not sent."""
    CUT = "cut"
    """It broke while it was sent: not applied, but who knows."""
    LOST_ANSWER = "lost answer"
    """Applied; the answer never comes."""
    BUSY = "429"
    FAULT = "500"
    GATEWAY = "502 applied"
    """Applied; a gateway tells of a failure."""
    UNAVAILABLE = "503"
    KILLED_BEFORE = "app killed before a request"
    KILLED_AFTER = "app killed after a request"
    PORTAL_DIES = "portal killed after a request"
    MEANWHILE = "another program of ours meanwhile"


_STATUS = {Trouble.BUSY: 429, Trouble.FAULT: 500, Trouble.GATEWAY: 502, Trouble.UNAVAILABLE: 503}


class Wire(httpx.BaseTransport):
    """Between the app and the portal; shared by all programs of one world."""

    def __init__(
        self, portal: Callable[[], httpx.BaseTransport | None], count: Callable[[str], None]
    ) -> None:
        """`portal`: how it is spoken to; `None` while it is down."""
        self._portal = portal
        self._count = count
        self.planned: deque[Trouble] = deque()
        """What the next requests meet, one after another."""
        self.offline = False
        self.dies: Callable[[], None] = lambda: None
        """Takes the portal down."""
        self.meanwhile: Callable[[], None] = lambda: None
        """What another program does while a request is on its way."""

    def calm(self) -> None:
        """Nothing is planned any more."""
        self.planned.clear()
        self.meanwhile = lambda: None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry it over, as far as it comes."""
        request.read()
        portal = self._portal()
        if self.offline or portal is None:
            self._count("offline" if self.offline else "portal down")
            raise httpx.ConnectError("nobody there", request=request)
        trouble = self.planned.popleft() if self.planned else Trouble.NONE
        if trouble is not Trouble.NONE:
            self._count(trouble)
        return self._meet(trouble, portal, request)

    def _meet(self, trouble: Trouble, portal: httpx.BaseTransport, request: httpx.Request) -> httpx.Response:
        match trouble:
            case Trouble.REFUSED:
                raise httpx.ConnectError("refused", request=request)
            case Trouble.CUT:
                raise httpx.WriteError("cut", request=request)
            case Trouble.BUSY | Trouble.FAULT | Trouble.UNAVAILABLE:
                return _answer(_STATUS[trouble], {"Retry-After": "60"}, b"")
            case Trouble.KILLED_BEFORE:
                raise Killed
            case Trouble.MEANWHILE:
                self.meanwhile()
        answer = portal.handle_request(request)
        return self._spoil(trouble, answer, request)

    def _spoil(self, trouble: Trouble, answer: httpx.Response, request: httpx.Request) -> httpx.Response:
        match trouble:
            case Trouble.LOST_ANSWER:
                raise httpx.ReadError("lost", request=request)
            case Trouble.GATEWAY:
                return _answer(_STATUS[trouble], {}, b"<html>")
            case Trouble.KILLED_AFTER:
                raise Killed
            case Trouble.PORTAL_DIES:
                self.dies()
                raise httpx.ReadError("dead", request=request)
        return _answer(answer.status_code, answer.headers, answer.content)


def _answer(status: int, headers: Mapping[str, str], content: bytes) -> httpx.Response:
    """One that can be read piece by piece, as from a socket."""
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(content))
