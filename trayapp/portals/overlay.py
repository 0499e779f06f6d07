"""What an administrator writes beside the settings, of what a server does not tell: laid over the policy made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trayapp.core.errors import UnusablePolicy
from trayapp.core.policy import Policy

Overlay = Callable[[], Mapping[str, Any]]
"""A part of a policy document, as it was read; `{}`: there is none. Raises `UnusablePolicy`."""
_NAMES = ("code", "kind")
"""What tells the items of a list apart: those with the same are laid one over the other, others are added."""


def nothing_over() -> Mapping[str, Any]:
    """There is none."""
    return {}


def laid_over(policy: Policy, overlay: Mapping[str, Any]) -> Policy:
    """The policy with the overlay's words in the place of its own. Raises `UnusablePolicy` for what does not fit."""
    import msgspec  # late: the registry is loaded before the tray icon shows

    if not overlay:
        return policy
    try:
        return msgspec.convert(_merged(msgspec.to_builtins(policy), overlay), Policy)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnusablePolicy(f"policy.toml: {error}", reason="unreadable") from error


def _merged(under: Any, over: Any) -> Any:
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        return {**under, **{key: _merged(under.get(key), value) for key, value in over.items()}}
    if _coded(under) and _coded(over):
        known = {_name(item): item for item in under}
        known.update({_name(item): _merged(known.get(_name(item)), item) for item in over})
        return list(known.values())
    return over


def _coded(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(_name(item) for item in value)


def _name(item: Any) -> str:
    if not isinstance(item, Mapping):
        return ""
    return next((str(item[key]) for key in _NAMES if item.get(key)), "")
