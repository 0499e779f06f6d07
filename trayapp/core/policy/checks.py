"""What must fit together inside a policy, beyond the shape of each part. The app and the portal's linter use it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trayapp.core.policy.check_forms import forms
from trayapp.core.policy.check_life_cycle import life_cycle
from trayapp.core.policy.check_people import people
from trayapp.core.policy.document import SCHEMA, Policy
from trayapp.core.policy.mistake import HINTS, Mistake, Mistakes, twice, unknown
from trayapp.core.policy.people import Permission
from trayapp.core.policy.screenshots import Cover

VIEWS = ("open", "company", "closed", "collaborator", "completed", "all")
CHANNELS = ("phone", "remote", "portal", "email", "meeting", "invoices", "chat", "app", "waiting_list")


def mistakes(policy: Policy) -> Iterator[Mistake]:
    """Every mistake."""
    return chain(
        _schema(policy),
        _times(policy),
        life_cycle(policy),
        _priorities(policy),
        _guide(policy),
        forms(policy),
        people(policy),
        _around(policy),
        _screenshots(policy),
    )


def fatal(policy: Policy) -> Mistake | None:
    """The first reason why the app cannot follow this policy: it is from the future, or contradicts itself. No hint."""
    before = HINTS.set(False)
    try:
        return next((mistake for mistake in mistakes(policy) if mistake.fatal), None)
    finally:
        HINTS.reset(before)


def _schema(policy: Policy) -> Mistakes:
    if policy.schema > SCHEMA:
        what = f"the document has the form {policy.schema}, and this version knows {SCHEMA}"
        yield Mistake("$.schema", what, "Use a newer version of the program.")
    if policy.schema < 1:
        yield Mistake("$.schema", f"{policy.schema} is no form of the document", f"Say {SCHEMA}.")


def _times(policy: Policy) -> Mistakes:
    try:
        ZoneInfo(policy.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what, hint = f"{policy.time_zone!r} is not a time zone", "A name such as 'America/New_York'."
        yield Mistake("$.time_zone", what, hint, fatal=False)
    clock = {}
    for key, value in (("opens", policy.hours.opens), ("closes", policy.hours.closes)):
        try:
            clock[key] = time.fromisoformat(value)
        except ValueError:
            yield Mistake(f"$.hours.{key}", f"{value!r} is not a time of day", "Such as 08:30.")
            continue
        if clock[key].tzinfo is not None:
            yield Mistake(f"$.hours.{key}", f"{value!r} has a zone of its own", "time_zone says the zone.")
            del clock[key]
    if len(clock) == 2 and clock["opens"] >= clock["closes"]:
        yield Mistake("$.hours.closes", "must be later than opens", "Business hours end on the same day.")
    if not set(policy.hours.days) <= set(range(7)):
        yield Mistake("$.hours.days", "days are 0 (Monday) to 6 (Sunday)")
    business = any(each.target and each.target.business for each in policy.priorities)
    if business and not policy.hours.days:
        what = "answers are promised in business hours, and support never works"
        yield Mistake("$.hours.days", what, "Name the days, 0 is Monday.")


def _priorities(policy: Policy) -> Mistakes:
    codes = [priority.code for priority in policy.priorities]
    yield from twice("$.priorities", codes)
    yield from unknown("$.default_priority", policy.default_priority, codes, "priority")
    yield from unknown("$.locked_priority", policy.locked_priority, codes, "priority")
    for index, priority in enumerate(policy.priorities):
        target = priority.target
        if target and not 0 <= (target.least or 0) <= target.most:
            what = "a target is a number of hours, and least does not exceed most"
            yield Mistake(f"$.priorities[{index}].target", what)


def _guide(policy: Policy) -> Mistakes:
    codes = [priority.code for priority in policy.priorities]
    questions = policy.guide.questions
    yield from twice("$.guide.questions", (question.code for question in questions))
    for index, question in enumerate(questions):
        path = f"$.guide.questions[{index}].answers"
        yield from twice(path, (answer.code for answer in question.answers))
        if not question.answers:
            yield Mistake(path, "a question needs answers")
    answers = {question.code: [answer.code for answer in question.answers] for question in questions}
    for index, rule in enumerate(policy.guide.rules):
        path = f"$.guide.rules[{index}]"
        yield from unknown(f"{path}.priority", rule.priority, codes, "priority")
        for code, answer in rule.when.items():
            key = f"{path}.when.{code}"
            if code not in answers:
                yield from unknown(key, code, answers, "question")
            else:
                yield from unknown(key, answer, answers[code], f"answer to {code!r}")


def _around(policy: Policy) -> Mistakes:
    """Views, shelves and channels (TK-3, INFO-4, CH-1)."""
    yield from twice("$.views", (view.code for view in policy.views))
    for index, view in enumerate(policy.views):
        yield from unknown(f"$.views[{index}].code", view.code, VIEWS, "view", fatal=False)
    yield from twice("$.shelves", (shelf.code for shelf in policy.shelves))
    for index, shelf in enumerate(policy.shelves):
        if shelf.permission:
            key = f"$.shelves[{index}].permission"
            yield from unknown(key, shelf.permission, list(Permission), "permission", fatal=False)
    for index, channel in enumerate(policy.channels):
        yield from unknown(
            f"$.channels[{index}].kind", channel.kind, CHANNELS, "kind of channel", fatal=False
        )
        if not channel.value:
            yield Mistake(f"$.channels[{index}].value", "a channel leads nowhere", fatal=False)


def _screenshots(policy: Policy) -> Mistakes:
    rules = policy.screenshots
    yield from unknown("$.screenshots.cover", rules.cover, list(Cover), "cover", fatal=False)
    for index, media_type in enumerate(rules.formats):
        known = ("image/png", "image/webp")
        yield from unknown(
            f"$.screenshots.formats[{index}]", media_type, known, "kind of picture", fatal=False
        )
