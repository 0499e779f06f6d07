"""What the server's status and its `error` mean, as errors of the core.

Zammad's words are English whatever the person's language is: its pages translate them, its API does not
(`handles_errors.rb`). They are compared only where the status alone would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trayapp.core.errors import Busy, Misconfigured, SignIn
from trayapp.core.model import NOTHING
from trayapp.portals.http import Answer
from trayapp.portals.problems import problem, raise_for

_SIGN_IN = ("authentication required", "no valid session", "access disabled")
_FIELD = re.compile(r"'(\w+)'")
_OURS = {
    "group_id": "product",
    "group": "product",
    "priority_id": "priority",
    "priority": "priority",
    "title": "subject",
    "body": "description",
}
"""What a field of a draft is called there."""


def check(answer: Answer, *, write: bool = False, named: Mapping[str, str] = NOTHING) -> None:
    """Pass for 2xx; raise what else the server said. `named` tells a `NotFound` what was asked for."""
    if 200 <= answer.status < 300:
        return
    told = problem(answer)
    words = _words(told)
    if answer.status == 403 and words:
        _raise_for_403(words)
    if answer.status == 302:
        raise Misconfigured("the address redirects elsewhere", reason="not_a_portal")
    raise_for(answer, _document(answer.status, words), write=write, named=named)


def _raise_for_403(words: str) -> None:
    """Who did not say who they are is told 403, not 401 (`authenticates.rb`), and so is everybody in maintenance."""
    small = words.lower()
    if "maintenance mode" in small:
        raise Busy(words)
    if any(sign in small for sign in _SIGN_IN):
        raise SignIn(words, reason="refused", why=words)


def _document(status: int, words: str) -> Mapping[str, Any]:
    """As `raise_for` reads it; empty for an answer without words, which is none of this server's."""
    if not words:
        return {}
    fields = {_field(words): words} if status == 422 else {}
    return {"detail": words, "fields": fields}


def _field(words: str) -> str:
    """The field that a refusal names: `Invalid value '9' for field 'group_id'!`; empty: none."""
    named = _FIELD.findall(words)
    return next((_OURS[name] for name in reversed(named) if name in _OURS), _last_of(words, named))


def _last_of(words: str, named: list[str]) -> str:
    return named[-1] if named and "field '" in words else ""


def _words(told: Mapping[str, Any]) -> str:
    for key in ("error_human", "error"):
        value = told.get(key)
        if isinstance(value, str) and value:
            return value
    return ""
