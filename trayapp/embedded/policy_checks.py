"""What must fit together inside a profile, beyond the shape of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trayapp.core.policy import Field, Policy
from trayapp.embedded.profile import Profile

Mistake = tuple[str, str]
"""The path of a key, and what is wrong with it."""

TICKET_FIELDS = frozenset({"subject", "description", "product", "category", "priority", "files", "facts"})
"""Names that a policy's own field may not take: reasons of a refusal are given by field."""


def mistakes(profile: Profile) -> Iterator[Mistake]:
    """Every mistake, in reading order."""
    policy = profile.policy
    yield from _times(policy)
    yield from _twice("$.policy.statuses", (item.code for item in policy.statuses))
    yield from _twice("$.policy.priorities", (item.code for item in policy.priorities))
    yield from _priorities(policy)
    yield from _guide(policy)
    yield from _products(policy)
    yield from _twice("$.policy.levels", (item.code for item in policy.levels))
    yield from _flow(profile)


def _times(policy: Policy) -> Iterator[Mistake]:
    try:
        ZoneInfo(policy.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "$.policy.time_zone", f"{policy.time_zone!r} is not a time zone"
    clock = {}
    for key, value in (("opens", policy.hours.opens), ("closes", policy.hours.closes)):
        try:
            clock[key] = time.fromisoformat(value)
        except ValueError:
            yield f"$.policy.hours.{key}", f"{value!r} is not a time of day such as 08:30"
    if len(clock) == 2 and clock["opens"] >= clock["closes"]:
        yield "$.policy.hours.closes", "must be later than opens"
    if not set(policy.hours.days) <= set(range(7)):
        yield "$.policy.hours.days", "days are 0 (Monday) to 6 (Sunday)"


def _twice(path: str, codes: Iterable[str]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            yield f"{path}[{index}].code", f"{code!r} is there twice"
        seen.add(code)


def _priorities(policy: Policy) -> Iterator[Mistake]:
    for key, code in (
        ("default_priority", policy.default_priority),
        ("locked_priority", policy.locked_priority),
    ):
        if code is not None and not policy.priority(code):
            yield f"$.policy.{key}", f"{code!r} is not a priority"
    for index, priority in enumerate(policy.priorities):
        if priority.target and not 0 <= (priority.target.least or 0) <= priority.target.most:
            yield f"$.policy.priorities[{index}].target", "least must not exceed most"


def _guide(policy: Policy) -> Iterator[Mistake]:
    answers = {
        question.code: {answer.code for answer in question.answers} for question in policy.guide.questions
    }
    for index, rule in enumerate(policy.guide.rules):
        path = f"$.policy.guide.rules[{index}]"
        if not policy.priority(rule.priority):
            yield f"{path}.priority", f"{rule.priority!r} is not a priority"
        for question, answer in rule.when.items():
            if answer not in answers.get(question, set()):
                yield f"{path}.when.{question}", f"{answer!r} is not an answer to a question of that name"


def _products(policy: Policy) -> Iterator[Mistake]:
    yield from _twice("$.policy.products", (item.code for item in policy.products))
    for number, product in enumerate(policy.products):
        path = f"$.policy.products[{number}].categories"
        yield from _twice(path, (item.code for item in product.categories))
        for index, category in enumerate(product.categories):
            yield from _fields(f"{path}[{index}].fields", category.fields)


def _fields(path: str, fields: tuple[Field, ...]) -> Iterator[Mistake]:
    yield from _twice(path, (item.code for item in fields))
    for index, item in enumerate(fields):
        if item.code in TICKET_FIELDS:
            yield f"{path}[{index}].code", f"{item.code!r} is the name of a part of every ticket"
        if item.kind == "choice" and not item.choices:
            yield f"{path}[{index}].choices", "a choice needs choices"


def _flow(profile: Profile) -> Iterator[Mistake]:
    flow = profile.flow
    named = [("start", flow.start), ("closed", flow.closed)]
    if flow.agent_takes:
        named.append(("agent_takes", flow.agent_takes))
    if flow.agent_asks:
        named.append(("agent_asks", flow.agent_asks))
    for key, code in named:
        if not profile.policy.status(code):
            yield f"$.flow.{key}", f"{code!r} is not a status"
