"""Reading a profile: by name or from a file; a mistake is named by its place, and nothing with one is served."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trayapp.core.policy import Policy
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


Edit = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (lambda d: d["policy"].update(color="red"), "$.policy.color"),
        (lambda d: d["policy"]["statuses"][2].update(labl="x"), "$.policy.statuses[2].labl"),
        (lambda d: d["policy"]["priorities"][1]["target"].update(min=1), "$.policy.priorities[1].target.min"),
        (lambda d: d["policy"]["statuses"][0].update(bucket="bin"), "$.policy.statuses[0].bucket"),
        (lambda d: d["policy"]["products"][0].pop("label"), "$.policy.products[0].label"),
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
        (
            lambda d: d["policy"]["levels"][0]["permissions"].append("fly"),
            "$.policy.levels[0].permissions[8]",
        ),
        (lambda d: d["flow"].update(start="born"), "$.flow.start"),
        (lambda d: d["flow"].update(closed="new"), "$.flow.closed"),
        (lambda d: d["flow"].update(agent_asks="assigned"), "$.flow.agent_asks"),
        (lambda d: d.update(first_number=0), "$.first_number"),
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


def test_a_profile_is_taken_from_any_file(tmp_path: Path, msp: Profile) -> None:
    """What names no profile of ours may be the path of a file that holds one."""
    path = tmp_path / "mine.json"
    path.write_bytes(resource("policies", "msp.json").read_bytes())
    assert policy_file.load(str(path)) == msp


def test_the_version_changes_with_the_content(tmp_path: Path, msp: Profile) -> None:
    """Any change of the file is another version; none is the same."""
    document = json.loads(resource("policies", "msp.json").read_text(encoding="utf-8"))
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert policy_file.load_file(path).policy.version == msp.policy.version
    document["policy"]["advice"].append("Be kind.")
    path.write_text(json.dumps(document), encoding="utf-8")
    assert policy_file.load_file(path).policy.version != msp.policy.version
