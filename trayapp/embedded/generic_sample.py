"""A sample made up from the policy alone: for a portal whose profile is nobody's but its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from trayapp.core.model import Severity
from trayapp.core.policy import Category, Field, Level, Nature, Permission, Policy, Product
from trayapp.embedded.profile import Profile
from trayapp.embedded.sample_parts import (
    AGENT,
    Event,
    Sample,
    SampleAnnouncement,
    SampleArticle,
    SampleCompany,
    Someone,
    Story,
)

_HERE, _ELSEWHERE, _SUPPORT = "Sample Company", "Other Company", "Support"
_ANSWERS = {"date": "{+7}", "yes_no": "yes"}
"""What is answered to a field of that kind; to others, words."""


def make(profile: Profile) -> Sample:
    """One person of each level, a ticket in each status that support can reach, an article on each shelf."""
    policy = profile.policy
    people = tuple(_people(policy))
    return Sample(
        companies=(
            SampleCompany(
                _HERE, "sample.example", maintenance_days=300, free_sessions_days=60, coupon="SAMPLE"
            ),
            SampleCompany(_ELSEWHERE, "other.example"),
            SampleCompany(_SUPPORT),
        ),
        people=people,
        stories=tuple(_stories(profile, people)),
        articles=tuple(
            SampleArticle(shelf.code, f"About: {shelf.label}", f"This is what stands on “{shelf.label}”.", 24)
            for shelf in policy.shelves
        ),
        announcements=(
            SampleAnnouncement(
                "Maintenance at the weekend", "The portal may be slow on Saturday.", 5, Severity.INFO
            ),
        ),
    )


def _people(policy: Policy) -> Iterator[Someone]:
    employees = [level for level in policy.levels if not level.may(Permission.STAFF)]
    for level in employees:
        yield Someone(f"{level.code}@sample.example", f"{level.label} Sample", _HERE, level.code)
    for level in employees[:1]:
        yield Someone(f"{level.code}@other.example", f"{level.label} Other", _ELSEWHERE, level.code)
    for level in policy.levels:
        if level.may(Permission.STAFF):
            yield Someone(f"{level.code}@support.example", f"{level.label} Support", _SUPPORT, level.code)


def _stories(profile: Profile, people: Sequence[Someone]) -> Iterator[Story]:
    policy = profile.policy
    writer = next((each for each in people if _creates(policy.level(each.level))), None)
    if writer is None:
        return
    ways = _ways(policy, profile.flow.start)
    for index, (status, way) in enumerate(ways.items()):
        begun = 40.0 - index
        steps = tuple(Event(AGENT, begun - (number + 1) / 10, status=code) for number, code in enumerate(way))
        nature, product, category, fields = _form(policy, writer, index)
        found = policy.status(status)
        label = found.label if found else status
        yield Story(
            writer.email,
            begun,
            f"A ticket that is {label}",
            "It stands here to show how the list and the ticket look.",
            nature,
            product,
            category,
            fields,
            events=steps,
        )


def _creates(level: Level | None) -> bool:
    return level is not None and level.may(Permission.CREATE)


def _ways(policy: Policy, start: str) -> dict[str, tuple[str, ...]]:
    """For each status that support can reach by hand, over which others; the nearest way."""
    ways: dict[str, tuple[str, ...]] = {start: ()}
    ahead = [start]
    while ahead:
        here = ahead.pop(0)
        found = policy.status(here)
        for code in (found.next if found else ()) or [status.code for status in policy.statuses]:
            if code not in ways:
                ways[code] = (*ways[here], code)
                ahead.append(code)
    return ways


def _form(
    policy: Policy, writer: Someone, index: int
) -> tuple[str | None, str | None, str | None, Mapping[str, str]]:
    """Nature, product, category and answers for a ticket; another one for each index."""
    level = policy.level(writer.level)
    natures = [each for each in policy.natures if _open_to(each, level, policy) and _can_fill(each.fields)]
    nature = natures[index % len(natures)] if natures else None
    product, category = (None, None) if nature and not nature.about else _category(policy, index)
    codes = (
        nature.code if nature else None,
        product.code if product else None,
        category.code if category else None,
    )
    return *codes, _answers(policy.fields(*codes))


def _open_to(nature: Nature, level: Level | None, policy: Policy) -> bool:
    return policy.open_to(nature, level.permissions if level else frozenset())


def _category(policy: Policy, index: int) -> tuple[Product | None, Category | None]:
    pairs = [
        (product, each)
        for product in policy.products
        for each in product.categories
        if _can_fill(each.fields)
    ]
    return pairs[index % len(pairs)] if pairs else (None, None)


def _can_fill(fields: Sequence[Field]) -> bool:
    """Whether no file is needed: the sample has none."""
    return not any(each.kind == "file" and each.required for each in fields)


def _answers(fields: Sequence[Field]) -> dict[str, str]:
    """An answer to all that is needed, in the order in which one would fill in the form."""
    answers: dict[str, str] = {}
    for _ in fields:
        for each in fields:
            if each.required and each.code not in answers and each.shown(answers):
                answers[each.code] = (
                    each.choices[0].code if each.choices else _ANSWERS.get(each.kind, "Sample")
                )
    return answers
