"""One part of a policy document laid over another: plain values, as they are read from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_NAMES = ("code", "kind")
"""What tells the items of a list apart: those with the same are laid one over the other, others are added."""


def merged(under: Any, over: Any) -> Any:
    """`under` with what `over` says in the place of its own; neither is changed."""
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        return {**under, **{key: merged(under.get(key), value) for key, value in over.items()}}
    if _coded(under) and _coded(over):
        known = {_name(item): item for item in under}
        known.update({_name(item): merged(known.get(_name(item)), item) for item in over})
        return list(known.values())
    return over


def _coded(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(_name(item) for item in value)


def _name(item: Any) -> str:
    if not isinstance(item, Mapping):
        return ""
    return next((str(item[key]) for key in _NAMES if item.get(key)), "")
