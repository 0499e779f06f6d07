"""Requests to Redmine and what its answers mean as errors of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from trayapp.core.errors import Forbidden, Misconfigured, NotFound, Rejected, SignIn
from trayapp.core.model import NOTHING
from trayapp.portals.clean import paragraphs
from trayapp.portals.http import Answer, Http
from trayapp.portals.problems import check as check_any
from trayapp.portals.problems import problem
from trayapp.portals.wire import decode

T = TypeVar("T")
_WORDS_LIMIT = 2000
_MOST_ERRORS = 50
JSON = {"Content-Type": "application/json"}


class Talk:
    """JSON asked for and sent, with the errors translated."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def ask(
        self, path: str, query: Mapping[str, str] = NOTHING, headers: Mapping[str, str] = NOTHING
    ) -> Answer:
        """An answer that is good, or 304."""
        answer = self._http.call("GET", path, query=query or None, headers=headers)
        check(answer)
        return answer

    def page(self, path: str) -> str:
        """The page for people at a path; empty: there is none for this person. Raises as `Http.call` does."""
        answer = self._http.call("GET", path, headers={"Accept": "text/html"})
        if answer.status != 200 or answer.media_type != "text/html":
            return ""
        return answer.body.decode(errors="replace")

    def get(
        self,
        path: str,
        kind: type[T],
        query: Mapping[str, str] = NOTHING,
        headers: Mapping[str, str] = NOTHING,
    ) -> T:
        """The JSON at a path."""
        return decode(self.ask(path, query, headers), kind)

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Answer:
        """The answer to a change, whatever it is."""
        content = msgspec.json.encode(body, order="deterministic")
        return self._http.call(method, path, write=True, headers=JSON, content=content)

    def upload(self, name: str, size: int, content: Iterable[bytes]) -> Answer:
        """The answer to a file. One whose answer is lost lies there for nobody, and is sent again."""
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        return self._http.call(
            "POST", "uploads.json", query={"filename": name}, headers=headers, content=content
        )


def check(answer: Answer, *, write: bool = False) -> None:
    """Pass for 2xx and 304, raise what else it means."""
    if 200 <= answer.status < 300 or answer.status == 304:
        return
    said = "\n".join(errors(answer))
    if 300 <= answer.status < 400 and _is_sign_in(answer):
        raise SignIn("sent to the page where one signs in", reason="refused")
    if answer.status == 401:
        raise SignIn(said or "status 401", reason="refused", **({"why": said} if said else {}))
    if answer.status in {403, 404} and answer.media_type == "text/html":
        raise Misconfigured(f"status {answer.status} with a page", reason="not_a_portal")
    if answer.status == 403:
        raise Forbidden(said, **({"why": said} if said else {}))
    if answer.status == 404:
        raise NotFound(said)
    if answer.status == 422:
        raise Rejected(said, {"": said or "422"}, reason="refused")
    check_any(answer, write=write)


def errors(answer: Answer) -> tuple[str, ...]:
    """Its reasons, in the language of the person signed in."""
    told = problem(answer).get("errors")
    some = told[:_MOST_ERRORS] if isinstance(told, list) else []
    return tuple(paragraphs(each, _WORDS_LIMIT) for each in some if isinstance(each, str))


def _is_sign_in(answer: Answer) -> bool:
    try:
        return urlsplit(answer.text_header("location")).path.endswith("/login")
    except ValueError:
        return False
