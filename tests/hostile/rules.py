"""Rules of a portal that nobody could follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.portals.samples import POLICY

_FIELD = {"code": "f", "label": "F", "kind": "odd", "shown_if": {}}
_STATUS = POLICY["statuses"][0]


def _form(fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {"natures": [{"code": "n", "label": "N", "fields": fields}]}


def _row(count: int) -> list[dict[str, Any]]:
    """Fields, each of which is shown by an answer to the next one."""
    return [{**_FIELD, "code": f"f{at}", "shown_if": {f"f{at + 1}": ["x"]}} for at in range(count)]


def _natures(count: int) -> list[dict[str, Any]]:
    return [{"code": f"n{at}", "label": "N", "permission": "p" * 90 + str(at)} for at in range(count)]


def _statuses(count: int) -> list[dict[str, Any]]:
    return [{**_STATUS, "code": f"s{at}"} for at in range(count)]


def _priority(hours: float) -> dict[str, Any]:
    return {"code": "p", "label": "P", "meaning": "", "target": {"most": hours}}


RULES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "3 000 fields in a row": lambda: _form(_row(3000)),
    "499 fields in a row": lambda: _form(_row(499)),
    "100 000 fields": lambda: _form([_FIELD] * 100_000),
    "100 000 statuses": lambda: {"statuses": _statuses(100_000)},
    "450 natures of unknown permissions": lambda: {"natures": _natures(450)},
    "499 levels of 30 unknown permissions each": lambda: {
        "levels": [
            {"code": f"l{at}", "label": "L", "permissions": [f"perm{at}x{no}" for no in range(30)]}
            for at in range(499)
        ]
    },
    "codes of a million letters": lambda: {"statuses": [{**_STATUS, "code": "s" * 10**6}]},
    "expressions that never end": lambda: {
        "natures": [{"code": "(a+)+$", "label": "(a|a)*b", "hint": "a" * 10**5 + "!"}]
    },
    "hours out of the day": lambda: {"hours": {"days": [9, -1, 10**30], "opens": "99:99", "closes": "\0"}},
    "a zone that is a path": lambda: {"time_zone": "../../../etc/passwd"},
    "targets without end": lambda: {"priorities": [_priority(1e308)]},
    "timers without end": lambda: {
        "statuses": [{**_STATUS, "timer": {"days": 1e308, "to": "new", "reminders": [-1e308]}}]
    },
    "links that run programs": lambda: {
        "channels": [{"kind": "portal", "label": "L", "value": "file:///bin/sh"}]
    },
    "a form of the future": lambda: {"schema": 10**9},
    "holidays for ever": lambda: {"hours": {"days": [], "holidays": ["2026-01-01"] * 499}},
}
"""What replaces a part of a policy, by name; made when it is asked for."""
