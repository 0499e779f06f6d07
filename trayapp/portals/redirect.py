"""Where the browser comes back to after signing in: a listener on this computer alone (RFC 8252, 7.3)."""

from __future__ import annotations

import html
import logging
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from trayapp.core.errors import SignIn

PATH = "/signed-in"
_LOOK_SECONDS = 0.2
_LONGEST_LINE = 8192
_log = logging.getLogger(__name__)
_PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{words}</title>
<style>:root {{ color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }}
body {{ display: grid; place-items: center; min-height: 80vh; margin: 2rem; text-align: center }}</style></head>
<body><p role="status">{words}</p></body></html>"""


class Redirect:
    """One wait for one answer. Requests that are not the browser's are turned away and waited past."""

    def __init__(self, goodbye: str) -> None:
        self._answer: dict[str, str] | None = None
        self._page = _PAGE.format(words=html.escape(goodbye)).encode()
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self._server.timeout = _LOOK_SECONDS

    @property
    def url(self) -> str:
        """The redirect URI: a loopback address, never a name that could be resolved to elsewhere."""
        return f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def wait(self, cancel: threading.Event, seconds: float) -> Mapping[str, str]:
        """The parameters that the browser brought. Raises `SignIn` (cancelled, timeout)."""
        end = time.monotonic() + seconds
        while self._answer is None:
            if cancel.is_set():
                raise SignIn("given up", reason="cancelled")
            if time.monotonic() > end:
                raise SignIn("the browser did not come back", reason="timeout")
            self._server.handle_request()
        return self._answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.server_close()

    def _take(self, target: str) -> bool:
        if len(target) > _LONGEST_LINE:
            return False
        try:
            parts = urlsplit(target)
            found = dict(parse_qsl(parts.query)) if parts.path == PATH else {}
        except ValueError:  # such as //[
            return False
        if not found.keys() & {"code", "error"}:
            return False
        self._answer = found
        return True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        redirect = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5  # somebody who connects and says nothing does not hold the browser up for ever

            def do_GET(self) -> None:
                here = f"127.0.0.1:{redirect._server.server_port}"
                # another name for this computer would be a page that was led here (DNS rebinding)
                known = self.headers.get("Host") == here and redirect._take(self.path)
                page = redirect._page if known else b""
                self.send_response(HTTPStatus.OK if known else HTTPStatus.NOT_FOUND)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Never the line itself: it holds the code."""
                _log.debug("the browser came back")

        return Handler
