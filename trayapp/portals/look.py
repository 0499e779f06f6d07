"""A look at an address from outside: nobody signs in, nothing is sent but the question, and little is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from trayapp.core.errors import Misconfigured, ServerFault
from trayapp.portals.clean import line
from trayapp.portals.http import Answer, Http

TIMEOUT = httpx.Timeout(connect=8.0, read=10.0, write=10.0, pool=5.0)
"""Seconds."""
_PAGE_LIMIT = 256 * 1024
"""Bytes of a page that are looked at."""
_HOPS = 3
_ASKED = {"Accept": "application/json, text/html;q=0.5, */*;q=0.1"}
_WORD = re.compile(r"<title[^>]*>([^<]{0,200})", re.IGNORECASE)


class Look:
    """Questions to one address; each is asked once. Redirects are followed on that server alone."""

    def __init__(self, address: str, transport: httpx.BaseTransport | None = None) -> None:
        self.address = address
        self.elsewhere = ""
        """Another server that it leads to; nobody follows."""
        self._http = _http(address, transport)
        self._known: dict[str, Answer] = {}

    def get(self, path: str) -> Answer:
        """What is at the address and `path`. Raises `TrayAppError` where there is no answer."""
        if path not in self._known:
            self._known[path] = self._followed(path)
        return self._known[path]

    def json(self, path: str) -> Any:
        """The document at `path` whatever the status; `None`: it is none."""
        answer = self.get(path)
        if answer.media_type not in {"application/json", "application/problem+json"}:
            return None
        try:
            return msgspec.json.decode(answer.body[:_PAGE_LIMIT])
        except (msgspec.MsgspecError, RecursionError, ValueError):
            return None

    def page(self, path: str = "") -> str:
        """The page at `path` as text; empty: it is none."""
        answer = self.get(path)
        if answer.media_type not in {"text/html", "application/xhtml+xml"}:
            return ""
        return answer.body[:_PAGE_LIMIT].decode(errors="replace")

    def title(self) -> str:
        """What the page at the address calls itself."""
        found = _WORD.search(self.page())
        return line(found[1].strip()) if found else ""

    def close(self) -> None:
        """Give back connections."""
        if self._http is not None:
            self._http.close()

    def _followed(self, path: str) -> Answer:
        if self._http is None:
            return Answer(0, {})
        url, answer = f"{self.address}{path}", Answer(0, {})
        for _hop in range(_HOPS):
            answer = self._asked(self._http, url)
            url = self._target(url, answer)
            if not url:
                break
        return answer

    @staticmethod
    def _asked(http: Http, url: str) -> Answer:
        try:
            answer = http.call("GET", url, headers=_ASKED)
        except ServerFault:
            return Answer(500, {})  # too large, or no HTTP: it may still answer other questions
        if answer.status == 407:
            raise Misconfigured("a proxy asks who is there", reason="proxy")
        return answer

    def _target(self, url: str, answer: Answer) -> str:
        """Where it leads on this very server; empty: nowhere."""
        location = answer.text_header("location")
        if not 300 <= answer.status < 400 or not location:
            return ""
        try:
            target = urljoin(url, location)
            parts, own = urlsplit(target), urlsplit(self.address)
        except ValueError:
            return ""
        if (parts.scheme, parts.netloc.lower()) == (own.scheme, own.netloc.lower()):
            return target
        self.elsewhere = line(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        return ""


def _http(address: str, transport: httpx.BaseTransport | None) -> Http | None:
    """`None`: nothing of the web is at such an address, and no question of the web has an answer."""
    if not address.startswith(("https://", "http://")):
        return None
    return Http(address, None, transport, timeout=TIMEOUT)


def text_of(document: Any, *keys: str) -> str:
    """A text in nested objects, cleaned; empty: there is none."""
    for key in keys:
        document = document.get(key) if isinstance(document, Mapping) else None
    return line(document) if isinstance(document, str) else ""
