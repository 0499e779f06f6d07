"""What an administrator writes beside the settings, of what a server does not tell: laid over the policy made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from trayapp.core.errors import UnusablePolicy
from trayapp.core.policy import Policy
from trayapp.core.policy.laying import merged

Overlay = Callable[[], Mapping[str, Any]]
"""A part of a policy document, as it was read; `{}`: there is none. Raises `UnusablePolicy`."""


def nothing_over() -> Mapping[str, Any]:
    """There is none."""
    return {}


def laid_over(policy: Policy, overlay: Mapping[str, Any]) -> Policy:
    """The policy with the overlay's words in the place of its own. Raises `UnusablePolicy` for what does not fit."""
    import msgspec  # late: the registry is loaded before the tray icon shows

    if not overlay:
        return policy
    # what was written under other words is checked again, and the version tells that they are others
    mark = hashlib.sha256(msgspec.json.encode(overlay, order="deterministic")).hexdigest()[:12]
    marked = {"version": f"{policy.version}+{mark}", **overlay}
    try:
        return msgspec.convert(merged(msgspec.to_builtins(policy), marked), Policy)
    except (msgspec.MsgspecError, ValueError) as error:
        raise UnusablePolicy(f"policy.toml: {error}", reason="unreadable", file="policy.toml") from error
