"""Asks the server: one request, its answer checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import httpx
import msgspec

from trayapp.core.model import NOTHING
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.auth import TokenSource
from trayapp.portals.http import TIMEOUT, Answer, Http
from trayapp.portals.wire import decode
from trayapp.portals.zammad.answers import raws, rows
from trayapp.portals.zammad.auth import SecretAuth
from trayapp.portals.zammad.refusals import check

API = "api/v1"
Told = Mapping[str, Any]


class Link:
    """One server's API."""

    def __init__(
        self,
        address: str,
        secret: TokenSource,
        transport: httpx.BaseTransport | None = None,
        timeout: httpx.Timeout = TIMEOUT,
        witness: Witness = no_witness,
    ) -> None:
        auth = SecretAuth(httpx.URL(address), secret)
        self.http = Http(address, secret, transport, timeout=timeout, auth=auth, witness=witness)

    def get(self, path: str, query: Mapping[str, str] | None = None, named: Told = NOTHING) -> Answer:
        """Ask; the answer is a good one. Raises what `Http.call` and `check` raise."""
        answer = self.http.call("GET", f"{API}/{path}", query=query)
        check(answer, named=named)
        return answer

    def one(self, path: str, query: Mapping[str, str] | None = None, named: Told = NOTHING) -> dict[str, Any]:
        """Ask for one thing."""
        return decode(self.get(path, query, named), dict[str, Any])

    def all(
        self, path: str, query: Mapping[str, str] | None = None, named: Told = NOTHING
    ) -> list[dict[str, Any]]:
        """Ask for a list."""
        return rows(self.get(path, query, named))

    def raws(self, path: str, named: Told = NOTHING) -> list[msgspec.Raw]:
        """Ask for a list, each of which is read by itself."""
        return raws(self.get(path, named=named))

    def put(self, path: str, body: Told, named: Told = NOTHING) -> None:
        """Change something; what became of it is read back by whoever cares."""
        content = msgspec.json.encode(body)
        self.send("PUT", path, [content], len(content), named=named)

    def send(
        self,
        method: str,
        path: str,
        body: Iterable[bytes],
        size: int,
        sent: Callable[[], None] | None = None,
        named: Told = NOTHING,
    ) -> dict[str, Any]:
        """Write a body of so many bytes; what the server answers. Raises `OutcomeUnknown` where nobody knows."""
        headers = {"Content-Type": "application/json", "Content-Length": str(size)}
        answer = self.http.call(method, f"{API}/{path}", write=True, headers=headers, content=body, sent=sent)
        check(answer, write=True, named=named)
        return decode(answer, dict[str, Any], write=True)

    def close(self) -> None:
        """Give back the connections."""
        self.http.close()
