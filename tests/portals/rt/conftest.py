"""A server that says what a test lets it say."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool
from trayapp.core.password import Password
from trayapp.portals.rt.portal import RtPortal
from trayapp.portals.rt.rest import Rest

SESSION = "RT_SID_desk.443=0123456789abcdef"


class Server:
    """Knows one password and a session for it; everything else is what `says` answers to a path, or to a request."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.says: dict[str, object] = {
            "rt": {"Version": "5.0.3"},
            "user/alice": {
                "id": 29,
                "Name": "alice",
                "EmailAddress": "alice@corp.example",
                "Timezone": "UTC",
            },
        }
        self.otherwise: Callable[[str], object] = lambda _path: None
        """What it answers to all other paths."""
        self.session = SESSION

    def portal(self, secret: str | None = None) -> RtPortal:
        """An adapter at that server."""
        own = secret if secret is not None else Password("alice", "Pass word").secret()
        return RtPortal(
            "https://desk.example", lambda: own, MemorySpool(), transport=httpx.MockTransport(self._answer)
        )

    def rest(self, secret: str | None = None) -> Rest:
        """Its connections alone."""
        own = secret if secret is not None else Password("alice", "Pass word").secret()
        return Rest("https://desk.example", lambda: own, httpx.MockTransport(self._answer))

    def paths(self) -> list[str]:
        """What was asked for."""
        return [request.url.path for request in self.asked]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        found = self._found(request)
        # not read yet, as it is when it comes over a wire
        return httpx.Response(
            found.status_code, headers=found.headers, stream=httpx.ByteStream(found.content)
        )

    def _found(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path.removeprefix("/REST/2.0/")
        if path == "/NoAuth/Login.html":
            return httpx.Response(200, headers={"Set-Cookie": f"{self.session}; path=/; HttpOnly"})
        if "authorization" not in request.headers and request.headers.get("cookie") != self.session:
            return httpx.Response(302, headers={"Location": "/"})
        said = self.says.get(path) or self.otherwise(path)
        if said is None:
            return httpx.Response(404, json={"message": "Not Found"})
        told = said(request) if callable(said) else said
        return told if isinstance(told, httpx.Response) else httpx.Response(200, json=told)


@pytest.fixture
def server() -> Server:
    """With nothing but a version and a person."""
    return Server()
