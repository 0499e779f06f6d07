"""What a policy may not contradict itself in, and which of it the app cannot follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trayapp.core.policy import (
    Bucket,
    BusinessHours,
    Category,
    Channel,
    Choice,
    Field,
    Guide,
    Level,
    Nature,
    Policy,
    Priority,
    Product,
    Question,
    RegistrationRules,
    Rule,
    Shelf,
    Status,
    SupportTerms,
    Target,
    Timer,
    View,
)
from trayapp.core.policy.checks import fatal, mistakes

OPEN = Status("open", "Open", "", Bucket.OPEN)
WAITS = Status(
    "waits",
    "Waits",
    "",
    Bucket.WAITING_FOR_YOU,
    on_update="open",
    timer=Timer(5, "closed", (1, 4)),
)
CLOSED = Status("closed", "Closed", "", Bucket.CLOSED, new_ticket=True)
BASIC = Level("basic", "Basic", permissions=frozenset({"create"}))
SOUND = Policy(
    "1",
    "sound",
    "Acme IT",
    statuses=(OPEN, WAITS, CLOSED),
    priorities=(Priority("high", "High", "", target=Target(2)),),
    guide=Guide(
        (Question("halted", "Halted?", (Choice("yes", "Yes"),)),), (Rule("high", {"halted": "yes"}),)
    ),
    levels=(BASIC,),
)


def with_status(**changes: object) -> Policy:
    """The status that waits is another one."""
    return replace(SOUND, statuses=(OPEN, replace(WAITS, **changes), CLOSED))  # type: ignore[arg-type]


def with_fields(*fields: Field) -> Policy:
    """A nature asks these."""
    return replace(SOUND, natures=(Nature("n", "N", fields=fields),))


def test_a_sound_policy_has_no_mistake() -> None:
    """Nothing is found where nothing is wrong, and nothing keeps the app from following it."""
    assert list(mistakes(SOUND)) == []
    assert fatal(SOUND) is None


def test_a_policy_that_says_little_can_be_followed() -> None:
    """A portal that names neither statuses nor levels is poor, and no contradiction."""
    assert fatal(Policy("1", "bare", "Acme IT")) is None


DEPENDS = {"a": ("yes",)}
FATAL = [
    (replace(SOUND, schema=2), "$.schema"),
    (replace(SOUND, schema=0), "$.schema"),
    (replace(SOUND, hours=BusinessHours(opens="half nine")), "$.hours.opens"),
    (replace(SOUND, hours=BusinessHours(opens="08:00+02:00")), "$.hours.opens"),
    (replace(SOUND, hours=BusinessHours(opens="18:00")), "$.hours.closes"),
    (replace(SOUND, hours=BusinessHours(days=(7,))), "$.hours.days"),
    (replace(SOUND, hours=BusinessHours(days=())), "$.hours.days"),
    (replace(SOUND, statuses=(*SOUND.statuses, OPEN)), "$.statuses[3].code"),
    (replace(SOUND, statuses=(*SOUND.statuses, replace(OPEN, code=""))), "$.statuses[3].code"),
    (with_status(next=("open", "gone")), "$.statuses[1].next[1]"),
    (with_status(on_update="gone"), "$.statuses[1].on_update"),
    (with_status(timer=Timer(5, "gone")), "$.statuses[1].timer.to"),
    (with_status(timer=Timer(5, "waits")), "$.statuses[1].timer.to"),
    (with_status(timer=Timer(0, "closed")), "$.statuses[1].timer.days"),
    (with_status(timer=Timer(float("inf"), "closed")), "$.statuses[1].timer.days"),
    (with_status(timer=Timer(5, "closed", (1, 5))), "$.statuses[1].timer.reminders[1]"),
    (with_status(timer=Timer(5, "closed", (2, 1))), "$.statuses[1].timer.reminders"),
    (replace(SOUND, statuses=(OPEN, replace(CLOSED, on_update="open"))), "$.statuses[1].on_update"),
    (replace(SOUND, default_priority="mega"), "$.default_priority"),
    (replace(SOUND, locked_priority="mega"), "$.locked_priority"),
    (
        replace(SOUND, priorities=(Priority("high", "High", "", target=Target(2, 3)),)),
        "$.priorities[0].target",
    ),
    (replace(SOUND, guide=Guide((), (Rule("mega"),))), "$.guide.rules[0].priority"),
    (replace(SOUND, guide=Guide((), (Rule("high", {"x": "y"}),))), "$.guide.rules[0].when.x"),
    (
        replace(SOUND, guide=Guide(SOUND.guide.questions, (Rule("high", {"halted": "no"}),))),
        "$.guide.rules[0].when.halted",
    ),
    (replace(SOUND, guide=Guide((Question("q", "?", ()),))), "$.guide.questions[0].answers"),
    (with_fields(Field("subject", "Subject")), "$.natures[0].fields[0].code"),
    (with_fields(Field("a", "A"), Field("a", "B")), "$.natures[0].fields[1].code"),
    (with_fields(Field("a", "A", "choice")), "$.natures[0].fields[0].choices"),
    (with_fields(Field("b", "B", shown_if=DEPENDS)), "$.natures[0].fields[0].shown_if.a"),
    (
        with_fields(Field("a", "A", "yes_no"), Field("b", "B", shown_if={"a": ("maybe",)})),
        "$.natures[0].fields[1].shown_if.a[0]",
    ),
    (with_fields(Field("a", "A"), Field("b", "B", shown_if={"a": ()})), "$.natures[0].fields[1].shown_if.a"),
    (with_fields(Field("a", "A", shown_if=DEPENDS)), "$.natures[0].fields[0].shown_if"),
    (
        with_fields(Field("a", "A", shown_if={"b": ("x",)}), Field("b", "B", shown_if={"a": ("x",)})),
        "$.natures[0].fields[0].shown_if",
    ),
    (replace(SOUND, products=(Product("p", "P"), Product("p", "Q"))), "$.products[1].code"),
    (
        replace(SOUND, products=(Product("p", "P", (Category("c", "C"), Category("c", "D"))),)),
        "$.products[0].categories[1].code",
    ),
    (replace(SOUND, levels=(BASIC, BASIC)), "$.levels[1].code"),
    (replace(SOUND, levels=(replace(BASIC, grants=("king",)),)), "$.levels[0].grants[0]"),
    (replace(SOUND, registration=RegistrationRules(owner_level="king")), "$.registration.owner_level"),
    (
        replace(SOUND, registration=RegistrationRules(request_url="javascript:x")),
        "$.registration.request_url",
    ),
    (replace(SOUND, shelves=(Shelf("s", "S"), Shelf("s", "T"))), "$.shelves[1].code"),
]


@pytest.mark.parametrize(("policy", "key"), FATAL)
def test_a_contradiction_is_found_and_not_followed(policy: Policy, key: str) -> None:
    """It is named by its key, and the app refuses such a policy."""
    found = {mistake.key: mistake for mistake in mistakes(policy)}
    assert key in found
    assert found[key].fatal
    reason = fatal(policy)
    assert reason is not None
    assert str(reason).startswith("$.")


UNKNOWN = [
    (replace(SOUND, time_zone="Mars/Base"), "$.time_zone"),
    (replace(SOUND, levels=(replace(BASIC, permissions=frozenset({"fly"})),)), "$.levels[0].permissions"),
    (replace(SOUND, levels=(replace(BASIC, permissions=frozenset({"staff"})),)), "$.levels"),
    (
        replace(SOUND, levels=(replace(BASIC, permissions=frozenset({"register"})),)),
        "$.levels[0].permissions",
    ),
    (replace(SOUND, levels=(replace(BASIC, grants=("basic",)),)), "$.levels[0].grants"),
    (replace(SOUND, features=frozenset({"estimate"})), "$.features"),
    (replace(SOUND, features=frozenset({"estimates"})), "$.features"),
    (replace(SOUND, views=(View("mine", "Mine"),)), "$.views[0].code"),
    (replace(SOUND, channels=(Channel("pigeon", "Pigeon", "coo"),)), "$.channels[0].kind"),
    (replace(SOUND, channels=(Channel("phone", "Call", ""),)), "$.channels[0].value"),
    (replace(SOUND, shelves=(Shelf("s", "S", "fly"),)), "$.shelves[0].permission"),
    (replace(SOUND, natures=(Nature("n", "N", permission="fly"),)), "$.natures[0].permission"),
    (replace(SOUND, natures=(Nature("n", "N", feature="orders"),)), "$.natures[0].feature"),
    (with_fields(Field("a", "A", "colour")), "$.natures[0].fields[0].kind"),
    (with_fields(Field("a", "A", "text", choices=(Choice("x", "X"),))), "$.natures[0].fields[0].choices"),
    (with_status(on_update=None), "$.statuses[1]"),
    (with_status(new_ticket=True, on_update=None), "$.statuses[1].new_ticket"),
    (replace(SOUND, statuses=(replace(OPEN, next=("open",)), CLOSED)), "$.statuses[0]"),
    (replace(SOUND, statuses=(OPEN, replace(CLOSED, timer=Timer(1, "open")))), "$.statuses[1].timer"),
    (replace(SOUND, statuses=(OPEN,)), "$.statuses"),
    (
        replace(SOUND, registration=RegistrationRules(required_from=date(2017, 6, 10))),
        "$.registration.required_from",
    ),
    (replace(SOUND, registration=RegistrationRules(approval="maybe")), "$.registration.approval"),
    (replace(SOUND, registration=RegistrationRules(self_service="some")), "$.registration.self_service"),
    (replace(SOUND, terms=SupportTerms(paid_from=date(2018, 11, 1))), "$.terms.paid_from"),
    (replace(SOUND, terms=SupportTerms(sessions="Free.")), "$.terms.coupon_field"),
]


@pytest.mark.parametrize(("policy", "key"), UNKNOWN)
def test_what_a_newer_portal_may_mean_is_told_and_followed(policy: Policy, key: str) -> None:
    """Whoever writes the policy hears of it; the app goes on."""
    assert key in {mistake.key for mistake in mistakes(policy) if not mistake.fatal}
    assert fatal(policy) is None


def test_timers_may_lead_round_in_a_circle() -> None:
    """A ticket may wait, be looked at, and wait again, for ever."""
    there = Status("there", "There", "", Bucket.OPEN, timer=Timer(1, "back"))
    back = Status("back", "Back", "", Bucket.OPEN, timer=Timer(1, "there"))
    assert list(mistakes(replace(SOUND, statuses=(there, back, CLOSED)))) == []


def test_a_category_may_depend_on_what_the_nature_asked() -> None:
    """Both are parts of one form; a nature that asks for no category is part of another."""
    field = Field("b", "B", shown_if={"a": ("yes",)})
    product = Product("p", "P", (Category("c", "C", (field,)),))
    nature = Nature("n", "N", fields=(Field("a", "A", "yes_no"),))
    assert list(mistakes(replace(SOUND, natures=(nature,), products=(product,)))) == []
    alone = replace(SOUND, natures=(replace(nature, about=False),), products=(product,))
    assert [each.key for each in mistakes(alone)] == ["$.products[0].categories[0].fields[0].shown_if.a"]


@pytest.mark.parametrize(("code", "hint"), [("clsed", "Did you mean 'closed'?"), ("xyz", "There is")])
def test_the_nearest_code_is_named(code: str, hint: str) -> None:
    """What was perhaps meant, or all that there is."""
    found = next(mistakes(with_status(on_update=code)))
    assert found.hint.startswith(hint)
