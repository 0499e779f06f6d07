"""Profiles: the one that comes with the program says what the rules say, and a mistake is named by its key."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trayapp.core.policy import Bucket, Policy
from trayapp.embedded import policy_file
from trayapp.embedded.encoding import from_json, to_json
from trayapp.embedded.policy_file import BadPolicy
from trayapp.embedded.profile import Profile
from trayapp.paths import resource


@pytest.fixture(scope="module")
def msp() -> Profile:
    """The default profile."""
    return policy_file.load("msp")


def test_the_policy_survives_the_wire(msp: Profile) -> None:
    """What the app decodes is what the portal has."""
    assert from_json(to_json(msp.policy), Policy) == msp.policy


@pytest.mark.rule("PR-2")
def test_targets_are_those_of_the_rules(msp: Profile) -> None:
    """High 2 and Standard 4 to 8 business hours, Low 24 to 48 hours, Scheduled 3 to 5 days, none for Critical."""
    targets = {each.code: each.target for each in msp.policy.priorities}
    told = {code: (each.least, each.most, each.business) if each else None for code, each in targets.items()}
    assert told == {
        "critical": None,
        "high": (None, 2, True),
        "standard": (4, 8, True),
        "low": (24, 48, False),
        "scheduled": (72, 120, False),
    }


@pytest.mark.rule("PR-6")
def test_business_hours_are_those_of_the_rules(msp: Profile) -> None:
    """Monday to Friday, 8:30 to 17:00, where the support team works."""
    hours = msp.policy.hours
    assert (hours.days, hours.opens, hours.closes) == ((0, 1, 2, 3, 4), "08:30", "17:00")
    assert msp.policy.time_zone == "America/New_York"


@pytest.mark.rule("PR-7")
def test_the_desktop_is_locked_to_standard(msp: Profile) -> None:
    """Every ticket from the desktop is Standard."""
    assert msp.policy.locked_priority == "standard"


@pytest.mark.rule("PR-8")
def test_the_guide_always_ends_at_a_priority_and_reaches_each(msp: Profile) -> None:
    """Any way to answer all questions leads somewhere, and to each priority leads some way."""
    questions = msp.policy.guide.questions
    ways = itertools.product(*[[(each.code, answer.code) for answer in each.answers] for each in questions])
    reached = {msp.policy.guide.suggest(dict(way)) for way in ways}
    assert reached == {priority.code for priority in msp.policy.priorities}


@pytest.mark.rule("ST-7")
def test_the_seven_statuses_are_there(msp: Profile) -> None:
    """All states of the life cycle, each with a meaning and a bucket."""
    buckets = {status.code: status.bucket for status in msp.policy.statuses if status.meaning}
    assert buckets == {
        "new": Bucket.OPEN,
        "assigned": Bucket.OPEN,
        "waiting_for_customer": Bucket.WAITING_FOR_YOU,
        "waiting_for": Bucket.WAITING,
        "pending_support": Bucket.OPEN,
        "resolved": Bucket.RESOLVED,
        "closed": Bucket.CLOSED,
    }


@pytest.mark.rule("CH-1")
def test_every_channel_is_named(msp: Profile) -> None:
    """The nine ways to reach support."""
    assert {channel.kind for channel in msp.policy.channels} == {
        "phone", "remote", "portal", "email", "meeting", "invoices", "chat", "app", "waiting_list"
    }  # fmt: skip


@pytest.mark.rule("CH-2")
def test_the_phone_number_and_the_advice_are_there(msp: Profile) -> None:
    """The number to call when the internet is down, and advice against private mails and texts."""
    phone = msp.policy.channel("phone")
    assert phone is not None
    assert phone.value == "508-205-1116"
    assert len(msp.policy.advice) == 2


@pytest.mark.rule("ROLE-4")
def test_levels_are_data(msp: Profile) -> None:
    """The profile says which level sees the whole company."""
    assert {level.code for level in msp.levels if "company" in level.permissions} == {"manager", "primary"}


Edit = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (lambda d: d["policy"].update(color="red"), "$.policy.color"),
        (lambda d: d["policy"]["statuses"][2].update(labl="x"), "$.policy.statuses[2].labl"),
        (lambda d: d["policy"]["priorities"][1]["target"].update(min=1), "$.policy.priorities[1].target.min"),
        (lambda d: d["policy"]["statuses"][0].update(bucket="bin"), "$.policy.statuses[0].bucket"),
        (lambda d: d["policy"]["products"][0].pop("label"), "$.policy.products[0]"),
        (lambda d: d["policy"].update(locked_priority="mega"), "$.policy.locked_priority"),
        (lambda d: d["policy"].update(time_zone="Mars/Base"), "$.policy.time_zone"),
        (lambda d: d["policy"]["hours"].update(opens="half nine"), "$.policy.hours.opens"),
        (lambda d: d["policy"]["hours"].update(closes="08:00"), "$.policy.hours.closes"),
        (lambda d: d["policy"]["hours"].update(days=[7]), "$.policy.hours.days"),
        (lambda d: d["policy"]["priorities"][2]["target"].update(least=9), "$.policy.priorities[2].target"),
        (lambda d: d["policy"]["statuses"].append(d["policy"]["statuses"][0]), "$.policy.statuses[7].code"),
        (lambda d: d["policy"]["guide"]["rules"][0].update(priority="x"), "$.policy.guide.rules[0].priority"),
        (
            lambda d: d["policy"]["guide"]["rules"][0].update(when={"affected": "cats"}),
            "$.policy.guide.rules[0].when.affected",
        ),
        (
            lambda d: d["policy"]["products"][0]["categories"][2]["fields"][0].update(code="subject"),
            "$.policy.products[0].categories[2].fields[0].code",
        ),
        (
            lambda d: d["policy"]["products"][0]["categories"][2]["fields"][1].update(choices=[]),
            "$.policy.products[0].categories[2].fields[1].choices",
        ),
        (lambda d: d["levels"][0]["permissions"].append("fly"), "$.levels[0].permissions[4]"),
        (lambda d: d["flow"].update(start="born"), "$.flow.start"),
        (lambda d: d["flow"]["employee_update"].update(new="gone"), "$.flow.employee_update.new"),
        (lambda d: d.pop("policy"), "$.policy"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, edit: Edit, key: str) -> None:
    """A profile with a mistake is refused, with the file and the path of the key in it."""
    document = json.loads(resource("policies", "msp.json").read_text(encoding="utf-8"))
    edit(document)
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BadPolicy) as refused:
        policy_file.load_file(path)
    assert refused.value.params == {"reason": "policy", "path": str(path), "key": key}
    assert "mine.json" in str(refused.value)


@pytest.mark.parametrize("content", ["", "{", "[]", None])
def test_a_file_that_is_no_profile_is_refused(tmp_path: Path, content: str | None) -> None:
    """Missing, empty or broken: refused, and the file is named."""
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadPolicy):
        policy_file.load_file(path)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    """The message names the profiles."""
    with pytest.raises(ValueError, match="msp"):
        policy_file.load("../msp")


def test_the_version_changes_with_the_content(tmp_path: Path, msp: Profile) -> None:
    """Any change of the file is another version; none is the same."""
    document = json.loads(resource("policies", "msp.json").read_text(encoding="utf-8"))
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert policy_file.load_file(path).policy.version == msp.policy.version
    document["policy"]["advice"].append("Be kind.")
    path.write_text(json.dumps(document), encoding="utf-8")
    assert policy_file.load_file(path).policy.version != msp.policy.version
