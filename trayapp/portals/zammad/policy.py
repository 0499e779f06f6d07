"""The rules of a server as a policy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from trayapp.core.policy import (
    Bucket,
    Choice,
    Field,
    Level,
    Nature,
    Permission,
    Policy,
    Priority,
    Product,
    Status,
)
from trayapp.portals.sane import sane
from trayapp.portals.zammad.rules import OwnField, Rules

LEVEL = "customer"
NATURE = "ticket"
"""The one kind of request there is, where this company added fields."""
GRANTED = frozenset({Permission.CREATE, Permission.UPDATE, Permission.CLOSE})


def policy_of(rules: Rules, name: str) -> Policy:
    """What the server of that name tells.

    Calendars, channels and words are its administrator's own: they come from the overlay.
    """
    usual = next((item.name for item in rules.urgencies.values() if item.default_create), None)
    made = Policy(
        version="",
        profile="",
        portal_name=name,
        statuses=tuple(_statuses(rules)),
        priorities=tuple(_priorities(rules)),
        default_priority=usual,
        locked_priority=None if rules.urgency_asked else usual,
        natures=_natures(rules),
        products=tuple(_products(rules)),
        levels=(Level(LEVEL, "Customer", permissions=granted(rules)),),
    )
    return sane(replace(made, version=hashlib.sha256(msgspec.json.encode(made)).hexdigest()[:16]))


def granted(rules: Rules) -> frozenset[str]:
    """What every customer may do."""
    return frozenset(GRANTED | ({Permission.PRIORITY} if rules.urgency_asked else set()))


def _statuses(rules: Rules) -> Iterator[Status]:
    back = rules.follow_up()
    for state in rules.states.values():
        bucket = rules.bucket(state.id)
        returns = back and state.name != back.name and bucket is not Bucket.OPEN
        yield Status(
            state.name, state.name.capitalize(), "", bucket, (), back.name if back and returns else None
        )


def _priorities(rules: Rules) -> Iterator[Priority]:
    """Their names count from the least urgent: `1 low`."""
    for item in sorted(rules.urgencies.values(), key=lambda item: item.name, reverse=True):
        number, _, word = item.name.partition(" ")
        label = word if word and number.isdecimal() else item.name
        yield Priority(item.name, label.capitalize(), "")


def _products(rules: Rules) -> Iterator[Product]:
    """Groups, where there is a choice."""
    if len(rules.groups) > 1:
        for group in rules.groups.values():
            yield Product(group.name, group.name.replace("::", " – "))


def _natures(rules: Rules) -> tuple[Nature, ...]:
    if not rules.fields:
        return ()
    return (Nature(NATURE, "Ticket", fields=tuple(map(_field, rules.fields))),)


def _field(own: OwnField) -> Field:
    label = own.code.replace("_", " ").strip().capitalize()
    kind = "choice" if own.choices else "text"
    return Field(own.code, label, kind, own.required, tuple(Choice(item, item) for item in own.choices))
