"""Answers of a portal as nouns of the core: untrusted, type-checked, tolerant of what is newer than this program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from trayapp.core.errors import Misconfigured, ServerFault, UnusablePolicy
from trayapp.core.model import (
    Once,
    Relation,
    Role,
    Side,
)
from trayapp.core.policy import SCHEMA, Bucket, Policy
from trayapp.portals.decoders import decoder_of
from trayapp.portals.http import Answer, oversized, unusable
from trayapp.portals.sane import sane

T = TypeVar("T")

_CLOSED_SETS: Mapping[str, tuple[type[StrEnum], StrEnum]] = {
    "relation": (Relation, Relation.COMPANY),
    "side": (Side, Side.SYSTEM),
    "bucket": (Bucket, Bucket.OPEN),
    "role": (Role, Role.COLLABORATOR),
    "submit_once": (Once, Once.NONE),
    "update_once": (Once, Once.NONE),
}
"""Codes that the core knows all of, and what one of a newer portal counts as: always the cautious reading."""
MOST_PARTS = 500_000
"""Names, values and brackets in one answer; each takes some hundred bytes of memory, however short it is written."""
MOST_POLICY_PARTS = 20_000
_FREE = frozenset({"fields", "when", "shown_if", "texts"})
"""Mappings whose keys are codes of the portal's policy, not names of ours."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Of a policy, what can be read in every version of it."""

    schema: int = 1


def decode(answer: Answer, kind: type[T], *, write: bool = False) -> T:
    """The answer's JSON as `kind`. Unknown fields are ignored.

    Raises `Misconfigured` (`not_a_portal`) for something that is not JSON at all, `ServerFault` for JSON that does
    not fit; after a write, `OutcomeUnknown` for either.
    """
    _require_json(answer, write=write)
    if parts_in(answer.body) > MOST_PARTS:
        raise oversized(f"the answer has more than {MOST_PARTS} parts", write=write)
    try:
        return sane(_typed(answer.body, kind))
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise unusable(f"the answer does not fit: {error}", write=write) from error


def decode_policy(answer: Answer) -> Policy:
    """The answer's policy. Raises `UnusablePolicy` for one that is from the future or that does not fit.

    `Misconfigured` for something that is no JSON: a page of somebody in between says nothing of the policy.
    """
    _require_json(answer, write=False)
    if parts_in(answer.body) > MOST_POLICY_PARTS:
        raise UnusablePolicy(f"the policy has more than {MOST_POLICY_PARTS} parts", reason="unreadable")
    try:
        form: int = decoder_of(_Form).decode(answer.body).schema
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise UnusablePolicy(str(error), reason="unreadable") from error
    if form > SCHEMA:
        raise UnusablePolicy(reason="future", found=str(form), known=str(SCHEMA))
    try:
        return decode(answer, Policy)
    except ServerFault as error:
        raise UnusablePolicy(error.detail, reason="unreadable") from error


def _require_json(answer: Answer, *, write: bool) -> None:
    if answer.media_type != "application/json":
        detail = f"status {answer.status} with {answer.media_type or 'no content type'}"
        raise unusable(detail, write=write) if write else Misconfigured(detail, reason="not_a_portal")


def parts_in(body: bytes) -> int:
    """How many parts the JSON has at most, without reading it: reading is what takes the memory."""
    return sum(map(body.count, (b",", b":", b"[", b"{")))


def _typed(body: bytes, kind: type[T]) -> T:
    try:
        value: T = decoder_of(kind).decode(body)
    except msgspec.ValidationError:
        return msgspec.convert(_cautious(msgspec.json.decode(body)), kind)
    return value


def _cautious(value: Any) -> Any:
    """The same JSON, with codes that this program does not know replaced by their cautious reading."""
    if isinstance(value, list):
        return [_cautious(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: item if key in _FREE else _known(key, _cautious(item)) for key, item in value.items()}


def _known(key: str, value: Any) -> Any:
    codes, otherwise = _CLOSED_SETS.get(key, (None, None))
    if codes is None or not isinstance(value, str) or value in set(codes):
        return value
    return otherwise
