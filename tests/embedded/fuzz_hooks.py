"""Loaded by schemathesis: puts things that are there into many of the requests that it makes up.

Left to chance alone, nearly every request would end at an unknown ticket or at a key that came before.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response

from tests.embedded.fuzz_names import ANSWERS, FOLDER, WORDS

_OFTEN = 0.8
_KEY, _IF_MATCH = "Idempotency-Key", "If-Match"
_UPLOAD = "/files/{sha256}"

_chance = random.Random(1)
_folder = Path(os.environ[FOLDER])
_words: dict[str, list[Any]] = json.loads((_folder / WORDS).read_text(encoding="utf-8"))


@schemathesis.hook
def before_call(context: HookContext, case: Case[Any], kwargs: dict[str, Any]) -> None:
    """Change a request before it is sent."""
    _mend_headers(case)
    _put_words(case.path_parameters)
    _keep_together(case.path_parameters)
    _put_words(case.query)
    _put_words(case.body)
    if case.method == "PUT" and case.path.endswith(_UPLOAD) and _chance.random() < _OFTEN:
        case.path_parameters["sha256"] = _words["sha256"][0]
        case.body = _words["content"][0].encode()


@schemathesis.hook
def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
    """Note what was answered, so that somebody can tell whether anything was tried at all."""
    with (_folder / ANSWERS).open("a", encoding="utf-8") as file:
        file.write(f"{response.status_code} {case.method} {case.path}\n")


def _mend_headers(case: Case[Any]) -> None:
    """Mostly a key that never came before, and no condition that cannot hold."""
    if case.headers is None or _chance.random() > _OFTEN:
        return
    if _KEY in case.headers:
        case.headers[_KEY] = f"{_chance.getrandbits(64):x}"
    case.headers.pop(_IF_MATCH, None)


def _keep_together(path: Any) -> None:
    """Estimates and files are those of the first ticket."""
    if isinstance(path, dict) and path.keys() & {"estimate", "file_id"} and _chance.random() < _OFTEN:
        path["ticket"] = _words["ticket"][0]


def _put_words(values: Any) -> None:
    """Mostly a word of that kind in place of one that was made up."""
    if not isinstance(values, dict):
        return
    for name in values:
        if name in _words and _chance.random() < _OFTEN:
            values[name] = _chance.choice(_words[name])
