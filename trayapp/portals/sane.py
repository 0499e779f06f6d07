"""What types alone do not say of an answer: texts of a bearable length, times with a zone, forms that can be shown."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import time
from typing import Any, TypeVar

from trayapp.core.model import Probe
from trayapp.core.policy import Policy
from trayapp.portals.clean import cleaned

T = TypeVar("T")

LONGEST_SETTLE = 3600.0
"""Seconds; what a portal may ask at most to wait before a "not found" is believed."""
LONGEST_LIST = 500
"""Things of one kind in a policy: fields of a form, statuses, products. A window shows each of them."""
LONGEST_CHOICE = 2000
"""What may be picked in one field, such as the rooms of a company: a list to scroll in."""


def sane(value: T) -> T:
    """The value, a portal's demands cut to a bearable size. Raises `ValueError`."""
    clean = cleaned(value)
    if isinstance(clean, Policy):
        time.fromisoformat(clean.hours.opens)
        time.fromisoformat(clean.hours.closes)
        _short_lists(clean)
    if isinstance(clean, Probe):
        settle = min(max(clean.capabilities.settle, 0.0), LONGEST_SETTLE)
        return replace(clean, capabilities=replace(clean.capabilities, settle=settle))
    return clean


def _short_lists(part: Any, most: int = LONGEST_LIST) -> None:
    """Raises `ValueError` where a policy, or a part of it, has more of something than anybody could choose from."""
    if isinstance(part, tuple | frozenset | dict):
        if len(part) > most:
            raise ValueError(f"{len(part)} of something in a policy")
        for item in part.values() if isinstance(part, dict) else part:
            _short_lists(item)
    elif is_dataclass(part):
        for field in fields(part):
            most = LONGEST_CHOICE if field.name == "choices" else LONGEST_LIST
            _short_lists(getattr(part, field.name), most)
