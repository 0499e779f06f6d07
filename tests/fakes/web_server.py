"""A web server that gives each path the answer it was told, over real sockets. What was asked is kept."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Page:
    """One answer."""

    status: int = 200
    body: str | bytes = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def page(body: str, status: int = 200) -> Page:
    """A page of the web."""
    return Page(status, body, {"Content-Type": "text/html; charset=utf-8"})


def document(body: str, status: int = 200, kind: str = "application/json") -> Page:
    """A document for programs."""
    return Page(status, body, {"Content-Type": kind})


def to(url: str) -> Page:
    """Leads elsewhere."""
    return Page(302, "", {"Location": url, "Content-Type": "text/html"})


class WebServer:
    """Answers paths it was not told with `otherwise`."""

    def __init__(
        self, pages: Mapping[str, Page], otherwise: Page | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.pages = dict(pages)
        self.otherwise = otherwise or page("<title>Not found</title>", 404)
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = web.pages.get(self.path, web.otherwise)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def handle(self) -> None:
                with suppress(ConnectionError, ssl.SSLError):  # whoever does not trust it hangs up
                    super().handle()

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        return Handler
