"""What the API document says of answers that several operations give."""

from __future__ import annotations

from typing import Any

from trayapp.embedded.api.problems import MEDIA_TYPE

Responses = dict[int | str, dict[str, Any]]

_ABOUT = {
    400: "The request cannot be read (rejected).",
    401: "No token, or one that is not known (kind sign_in).",
    403: "Not registered for support (not_registered), or this level may not do this (forbidden).",
    404: "No such thing for this person (not_found).",
    409: "Files are named that were not uploaded (missing_files; `missing` lists them).",
    412: "The ticket has changed since (stale).",
    413: "Too large (too_large).",
    422: "Refused, with reasons by field (rejected), or a key that came before with another request (key_reused).",
    429: "Too many requests (busy); obey Retry-After.",
    503: "Not now (busy); obey Retry-After.",
}


def _header(text: str, *, required: bool, kind: str = "string") -> dict[str, Any]:
    return {"description": text, "required": required, "schema": {"type": kind}}


_RETRY = {"Retry-After": _header("In seconds.", required=False, kind="integer")}
_HEADERS = {
    401: {"WWW-Authenticate": _header("Bearer", required=True)},
    429: _RETRY,
    503: _RETRY,
}


def problem(text: str) -> dict[str, Any]:
    """An answer that tells of a problem; the schema is added by `embedded.openapi`."""
    return {
        "description": text,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


PROBLEMS: Responses = {
    status: problem(text) | ({"headers": _HEADERS[status]} if status in _HEADERS else {})
    for status, text in _ABOUT.items()
}
"""Problems every request may meet."""

_ETAG = {"ETag": _header("Names this version; give it back in If-None-Match.", required=True)}
_REPLAYED = {"Idempotency-Replayed": _header("`true`: it took effect at an earlier request.", required=False)}


def tagged(unchanged: str) -> Responses:
    """An answer with an ETag, or 304 when the client has it."""
    return {200: {"headers": _ETAG}, 304: {"description": unchanged, "headers": _ETAG}}


def once(status: int, *, etag: bool = False) -> Responses:
    """The answer to a request that takes effect once for each key."""
    return {status: {"headers": _REPLAYED | (_ETAG if etag else {})}}
