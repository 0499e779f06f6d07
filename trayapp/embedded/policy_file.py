"""Reads a profile from its JSON file. A mistake in it is named by the path of its key."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import msgspec

from trayapp.core.errors import LocalFault
from trayapp.embedded.policy_checks import mistakes
from trayapp.embedded.profile import Profile
from trayapp.paths import resource


class BadPolicy(LocalFault):
    """A profile that cannot be used. `params`: `reason` is `policy`, `path` the file, `key` where in it."""

    def __init__(self, path: Path, key: str, why: str) -> None:
        super().__init__(f"{path.name}: {key}: {why}", reason="policy", path=str(path), key=key)


def names() -> list[str]:
    """The profiles that come with the program."""
    return sorted(path.stem for path in resource("policies").glob("*.json"))


def load(name: str) -> Profile:
    """The profile of that name. Raises `ValueError` for a name that is none, `BadPolicy` for a bad file."""
    if name not in names():
        raise ValueError(f"unknown profile {name!r}; there is {', '.join(names())}")
    return load_file(resource("policies", f"{name}.json"))


def load_file(path: Path) -> Profile:
    """The profile in that file. Raises `BadPolicy`."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadPolicy(path, "$", str(error)) from error
    if not isinstance(document, dict) or not isinstance(document.get("policy"), dict):
        raise BadPolicy(path, "$.policy", "must be an object")
    document["policy"].setdefault("version", _version(document))
    return _profile(path, document)


def _profile(path: Path, document: dict[str, Any]) -> Profile:
    for key in _unknown_keys(document, Profile, "$"):
        raise BadPolicy(path, key, "is not a key of a profile")
    try:
        profile = msgspec.convert(document, Profile)
    except msgspec.ValidationError as error:
        why, _, key = str(error).partition(" - at `")
        raise BadPolicy(path, key.rstrip("`") or "$", why) from error
    for key, why in mistakes(profile):
        raise BadPolicy(path, key, why)
    return profile


def _version(document: dict[str, Any]) -> str:
    """Changes whenever anything in the file does."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def _unknown_keys(value: Any, kind: Any, path: str) -> Iterator[str]:
    """Paths of keys that no dataclass knows: a misspelt key would otherwise be a rule silently missing."""
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(value, dict):
        hints = typing.get_type_hints(kind)
        for key, item in value.items():
            if key in hints:
                yield from _unknown_keys(item, hints[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"
        return
    for inner in _inner(kind):
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _unknown_keys(item, inner, f"{path}[{index}]")
        elif isinstance(value, dict):
            yield from _unknown_keys(value, inner, path)


def _inner(kind: Any) -> tuple[Any, ...]:
    """The types inside `tuple[X, ...]` and `X | None` that may hold objects of ours."""
    origin = typing.get_origin(kind)
    if origin is tuple or origin is types.UnionType:
        return tuple(item for item in typing.get_args(kind) if item is not Ellipsis and not _plain(item))
    return ()


def _plain(kind: Any) -> bool:
    return kind in {str, int, float, bool, type(None)} or typing.get_origin(kind) is Mapping
