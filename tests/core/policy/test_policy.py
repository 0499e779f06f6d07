"""What the app reads off a policy."""

from __future__ import annotations

import pytest

from trayapp.core.policy import (
    Bucket,
    Category,
    Channel,
    Choice,
    Guide,
    Policy,
    Priority,
    Product,
    Question,
    Rule,
    Status,
)

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
GUIDE = Guide(
    (Question("halted", "Is work halted?", YES_NO), Question("many", "Are many affected?", YES_NO)),
    (
        Rule("critical", {"halted": "yes", "many": "yes"}),
        Rule("high", {"halted": "yes", "many": "no"}),
        Rule("low", {"halted": "no"}),
    ),
)
POLICY = Policy(
    "1",
    "msp",
    "Acme IT",
    statuses=(Status("waiting", "Waiting For Customer", "", Bucket.WAITING_FOR_YOU),),
    priorities=(Priority("high", "High", ""),),
    products=(Product("mail", "Mail", (Category("spam", "Spam"),)), Product("print", "Print")),
    channels=(Channel("phone", "Call", "+1 555"), Channel("phone", "Night", "+1 556")),
)


@pytest.mark.rule("PR-8")
@pytest.mark.parametrize(
    ("answers", "priority"),
    [
        ({}, None),
        ({"many": "yes"}, None),
        ({"halted": "yes"}, None),
        ({"halted": "no"}, "low"),
        ({"halted": "no", "many": "yes"}, "low"),
        ({"halted": "yes", "many": "yes"}, "critical"),
        ({"halted": "yes", "many": "no"}, "high"),
        ({"halted": "perhaps"}, None),
    ],
)
def test_answers_lead_to_a_priority(answers: dict[str, str], priority: str | None) -> None:
    """The first rule that holds wins, as soon as it holds; before that there is no suggestion."""
    assert GUIDE.suggest(answers) == priority


def test_a_rule_without_conditions_always_holds() -> None:
    """A last rule may stand for everything else."""
    assert Guide((), (Rule("standard"),)).suggest({}) == "standard"


def test_an_unknown_status_counts_as_open() -> None:
    """A ticket with a status that the policy does not name is never hidden."""
    assert (POLICY.bucket("waiting"), POLICY.bucket("teleported")) == (Bucket.WAITING_FOR_YOU, Bucket.OPEN)


def test_what_the_policy_does_not_name_is_none() -> None:
    """Unknown codes, and no code at all, find nothing."""
    assert POLICY.priority("high") == POLICY.priorities[0]
    assert [POLICY.priority(code) for code in ("low", None)] == [None, None]
    assert POLICY.category("mail", "spam") == Category("spam", "Spam")
    assert [POLICY.category(*codes) for codes in (("print", "spam"), (None, "spam"), ("mail", None))] == [
        None
    ] * 3


@pytest.mark.rule("CH-1")
def test_the_first_channel_of_a_kind_is_the_one() -> None:
    """Channels come in the order of their importance; a kind that is not named is not there."""
    assert POLICY.channel("phone") == POLICY.channels[0]
    assert POLICY.channel("chat") is None
