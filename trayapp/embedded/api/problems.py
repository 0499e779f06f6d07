"""Errors as `application/problem+json` (RFC 9457), one shape for all of them."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from trayapp.core.errors import Busy, NotRegistered, Rejected, TrayAppError
from trayapp.core.text import whole
from trayapp.embedded.api.methods import allowed
from trayapp.embedded.encoding import to_json
from trayapp.embedded.problems import MissingFiles, Stopping

MEDIA_TYPE = "application/problem+json"
STATUS = {
    "sign_in": 401,
    "not_registered": 403,
    "forbidden": 403,
    "not_found": 404,
    "missing_files": 409,
    "cursor_gone": 410,
    "stale": 412,
    "too_large": 413,
    "rejected": 422,
    "key_reused": 422,
    "busy": 429,
}
"""The HTTP status of each kind of problem."""
_KIND = {401: "sign_in", 403: "forbidden", 404: "not_found", 413: "too_large", 429: "busy", 503: "busy"}

_log = logging.getLogger(__name__)


def answer(
    status: int,
    kind: str,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that tells of a problem."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "kind": kind,
        "fields": {},
    }
    return Response(to_json(body | dict(more or {})), status, headers, MEDIA_TYPE)


def too_busy(seconds: float) -> Response:
    """503: not now, but after so many seconds."""
    headers = {"Retry-After": str(math.ceil(seconds))}
    return answer(503, "busy", "the portal has its hands full", headers=headers)


def kind_of(status: int) -> str:
    """What an HTTP status means when nothing else is known."""
    return _KIND.get(status, "server_fault" if status >= 500 else "rejected")


def of_error(error: TrayAppError) -> Response:
    """What a domain error looks like on the wire."""
    status = 503 if isinstance(error, Stopping) else STATUS.get(error.kind, 500)
    kind = error.kind if error.kind in STATUS else "server_fault"
    more: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, Rejected):
        more["fields"] = dict(error.fields)
    if isinstance(error, NotRegistered):
        more |= error.params
    if isinstance(error, MissingFiles):
        more["missing"] = list(error.missing)
    if isinstance(error, Busy) and error.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(error.retry_after))
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if "limit" in error.params:
        more["limit"] = int(error.params["limit"])
    return answer(status, kind, error.detail or error.kind, more, headers)


def install(app: FastAPI) -> None:
    """Give every error of the app that shape."""
    app.add_exception_handler(TrayAppError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


async def _domain(_: Request, error: Exception) -> Response:
    assert isinstance(error, TrayAppError)  # noqa: S101 - registered for it alone
    return of_error(error)


async def _validation(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    fields = {_field(item["loc"], error.body): whole(str(item["msg"])) for item in error.errors()}
    return answer(422, "rejected", "the request has a field that is wrong", {"fields": fields})


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    headers = {"Allow": allowed(request)} if error.status_code == 405 else error.headers
    return answer(error.status_code, kind_of(error.status_code), str(error.detail), headers=headers)


async def _bug(request: Request, error: Exception) -> Response:
    _log.error("bug at %s %s: %s", request.method, request.url.path, type(error).__name__)
    return answer(500, "server_fault", "the portal failed")


def _field(location: tuple[int | str, ...], body: Any) -> str:
    """`body.files.0.name` -> `files.0.name`; neither the body nor the kind of a wish (`subscriber`) is a field."""
    names = location[1:]
    if len(names) > 1 and isinstance(body, dict) and names[0] not in body:
        names = names[1:]
    return whole(".".join(str(name) for name in names))
