"""Deals the files that a draft or outbox item has to those file fields whose answer they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from trayapp.core.policy import Field, Policy

T = TypeVar("T")


def every_field(policy: Policy | None) -> dict[str, Field]:
    """Whatever any form of this policy may ask, by code."""
    if policy is None:
        return {}
    fields = [field for nature in policy.natures for field in nature.fields]
    fields += [
        field for product in policy.products for category in product.categories for field in category.fields
    ]
    return {field.code: field for field in fields}


def deal(
    answers: Mapping[str, str], policy: Policy | None, files: Iterable[T], name: Callable[[T], str]
) -> tuple[dict[str, T], list[T]]:
    """The files by the code of the field they answer, and those that answer none."""
    rest, dealt = list(files), dict[str, T]()
    for code, field in every_field(policy).items():
        if field.kind != "file" or not answers.get(code):
            continue
        found = next((each for each in rest if name(each) == answers[code]), None)
        if found is not None:
            dealt[code] = found
            rest.remove(found)
    return dealt, rest


def unknown(answers: Mapping[str, str], policy: Policy | None) -> dict[str, str]:
    """Answers to fields that the policy has no more."""
    if policy is None:
        return {}
    known = every_field(policy)
    return {code: value for code, value in answers.items() if code not in known and value}
