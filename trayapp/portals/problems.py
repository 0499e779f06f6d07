"""What an answer's status and its `application/problem+json` mean, as errors of the core."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

import msgspec

from trayapp.core.errors import (
    Busy,
    Forbidden,
    Misconfigured,
    NotFound,
    NotRegistered,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.core.model import NOTHING
from trayapp.portals.clean import MOST, line, paragraphs
from trayapp.portals.http import Answer

_WORDS_LIMIT = 2000
"""Letters that are kept of any sentence of a portal."""
_DOCUMENT_LIMIT = 256 * 1024
"""Bytes of a problem document; a longer one is none."""
_FIELDS_LIMIT = 100
"""Reasons by field that are kept."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_WAIT = 86_400.0
"""Seconds; no portal may ask for more."""


def check(answer: Answer, *, write: bool = False, named: Mapping[str, str] = NOTHING) -> None:
    """Pass for 2xx and 304; raise what else the portal said. `named` tells a `NotFound` what was asked for."""
    if 200 <= answer.status < 300 or answer.status == 304:
        return
    raise_for(answer, problem(answer), write=write, named=named)


def problem(answer: Answer) -> Mapping[str, Any]:
    """The problem document, empty when the answer holds none. Its values are unchecked."""
    told = answer.media_type in {"application/problem+json", "application/json"}
    if not told or len(answer.body) > _DOCUMENT_LIMIT:
        return {}
    try:
        document = msgspec.json.decode(answer.body)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def raise_for(
    answer: Answer, document: Mapping[str, Any], *, write: bool, named: Mapping[str, str]
) -> NoReturn:
    """Raise the error that the status and the portal's `kind` stand for."""
    detail = _words(document.get("detail")) or _words(document.get("title")) or f"status {answer.status}"
    if 300 <= answer.status < 400:
        raise Misconfigured("the address redirects elsewhere", reason="not_a_portal")
    if answer.status >= 500 or answer.status == 429:
        raise _passing(answer, detail, write=write)
    if answer.status == 407:
        raise Misconfigured(detail, reason="proxy")
    if answer.status == 401:
        raise SignIn(detail, reason="refused")
    if not document and answer.status in {403, 404, 405}:
        # a portal of ours always says why; this is some other web server, or a box in between
        raise Misconfigured(f"status {answer.status} without a reason", reason="not_a_portal")
    raise _refusal(answer.status, document, detail, named)


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds from a Retry-After header, given as seconds or as a date; within a day; `None` when it is neither."""
    words = value.strip()
    if words.isdecimal():
        seconds = float(words)
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _passing(answer: Answer, detail: str, *, write: bool) -> TrayAppError:
    if answer.status in {429, 503}:
        return Busy(detail, retry_after(answer.text_header("retry-after"), datetime.now(UTC)))
    if answer.status == 511:
        return Offline(detail, reason="captive_portal")
    if write and answer.status in {502, 504}:
        return OutcomeUnknown(detail)  # a gateway speaks: the portal behind it may have done its work
    return ServerFault(detail, status=str(answer.status))


def _refusal(status: int, document: Mapping[str, Any], detail: str, named: Mapping[str, str]) -> TrayAppError:
    kind = document.get("kind")
    if status == 403:
        if kind == "not_registered":
            return NotRegistered(detail, **_way_in(document))
        return Forbidden(detail, why=_words(document.get("detail")))
    if status == 404:
        return NotFound(detail, **named)
    if status == 413:
        return TooLarge(detail, **_limits(document))
    reason = kind if isinstance(kind, str) and kind else f"status_{status}"
    return Rejected(detail, _fields(document) or {"": detail}, reason=line(_words(reason)))


def _fields(document: Mapping[str, Any]) -> dict[str, str]:
    fields = document.get("fields")
    if not isinstance(fields, dict):
        return {}
    some = list(fields.items())[:_FIELDS_LIMIT]
    return {line(name): _words(reason) or "?" for name, reason in some}


def _limits(document: Mapping[str, Any]) -> dict[str, str]:
    """What was too large, and by how much: numbers of bytes, or nothing."""
    told = {"name": line(_words(document.get("name")))}
    for key in ("size", "limit"):
        value = document.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
            told[key] = str(value)
    return {key: words for key, words in told.items() if words}


def _way_in(document: Mapping[str, Any]) -> dict[str, str]:
    """What the portal says to somebody who is not registered (REG-3): why, since which day, and where to ask."""
    said = {key: _words(document.get(key)) for key in ("why", "since", "request_url")}
    if not _is_day(said["since"]):
        said["since"] = ""
    if (
        not said["request_url"].startswith(("https://", "http://", "/"))
        or not said["request_url"].isprintable()
    ):
        said["request_url"] = ""
    return {key: words for key, words in said.items() if words}


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and date.fromisoformat(text).year > 0
    except ValueError:
        return False


def _words(value: object) -> str:
    return paragraphs(value, _WORDS_LIMIT) if isinstance(value, str) else ""
