"""The linter of profiles: every fault is told, each with its line and column, and what would be right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trayapp.embedded.policy_lint import Fault, lint
from trayapp.paths import resource

SOUND = resource("policies", "cases.json").read_text(encoding="utf-8")

LEVEL = "$.policy.levels[0]"
FIELD = "$.policy.products[0].categories[0].fields[2]"


def changed(*edits: tuple[str, str]) -> str:
    """A sound profile with faults put in."""
    text = SOUND
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def place_of(text: str, part: str) -> tuple[int, int]:
    """Line and column of the first time that part stands there."""
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def only(text: str) -> Fault:
    """The one fault there is."""
    (fault,) = lint(text).faults
    return fault


def test_nothing_is_wrong_with_a_sound_profile() -> None:
    """No fault, and the profile itself."""
    linted = lint(SOUND)
    assert linted.faults == ()
    assert linted.profile is not None
    assert linted.profile.policy.profile == "cases"


@pytest.mark.parametrize(
    ("old", "new", "at", "key", "hint"),
    [
        ('"label": "New"', '"labell": "New"', '"labell"', "$.policy.statuses[0].labell", "Did you mean 'label'?"),
        ('"waiting_for_you"', '"wating"', '"wating"', "$.policy.statuses[2].bucket", "Did you mean 'waiting'?"),
        ('"days": 5', '"days": "5"', '"5"', "$.policy.statuses[2].timer.days", ""),
        ('"2026-01-01"', '"2026-13-01"', '"2026-13-01"', "$.policy.hours.holidays[0]", "Such as 2026-12-24."),
        ('"to": "resolved"', '"to": "solved"', '"solved"', "$.policy.statuses[2].timer.to", "Did you mean 'resolved'?"),
        ('"start": "new"', '"start": "nev"', '"nev"', "$.flow.start", "Did you mean 'new'?"),
        ('"company", "coll', '"compny", "coll', '"compny"', f"{LEVEL}.permissions[3]", "Did you mean 'company'?"),
        ('"incidents"]', '"incident"]', '"incident"]', "$.policy.features[1]", "Did you mean 'incidents'?"),
        ('"kind": "long_text"', '"kind": "longtext"', '"longtext"', f"{FIELD}.kind", "Did you mean 'long_text'?"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_what_would_be_right(
    old: str, new: str, at: str, key: str, hint: str
) -> None:
    """Line and column are those of the key or value itself; the nearest word that would do is named."""
    text = changed((old, new))
    faults = [fault for fault in lint(text).faults if fault.key == key]
    assert [(fault.line, fault.column, fault.hint) for fault in faults] == [(*place_of(text, at), hint)]


def test_every_fault_is_told_at_once_in_the_order_of_the_file() -> None:
    """A wrong key, a wrong value and a contradiction, each in its place; what only follows from one is not told."""
    text = changed(
        ('"code": "new", "label": "New"', '"code": "new", "lable": "New"'),
        ('"days": 5', '"days": true'),
        ('"agent_takes": "assigned"', '"agent_takes": "asigned"'),
    )
    assert [fault.key for fault in lint(text).faults] == [
        "$.policy.statuses[0].label",
        "$.policy.statuses[0].lable",
        "$.policy.statuses[2].timer.days",
        "$.flow.agent_takes",
    ]


def test_what_is_missing_stands_where_it_is_missing() -> None:
    """The place is that of the object, the key that of what should be in it."""
    text = changed(('"profile": "cases",\n', ""))
    fault = only(text)
    assert (fault.key, fault.what) == ("$.policy.profile", "'profile' is missing")
    assert (fault.line, fault.column) == place_of(text, '{\n        "portal_name"')


def test_a_key_that_is_there_twice_is_told() -> None:
    """JSON would silently take the last one."""
    text = changed(('"first_number": 100210', '"first_number": 100210,\n  "first_number": 1'))
    fault = only(text)
    assert (fault.key, fault.what) == ("$.first_number", "the key is there twice")
    assert fault.line == SOUND.count("\n")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ('{"policy": {},\n "flow": }', 2, 10),
        ('{\n "policy": {"hours" 1}}', 2, 21),
        ('{"a": NaN}', 1, 1),
        ("[" * 100_000, 1, 1),
    ],
)
def test_what_is_no_json_is_named_by_its_line(text: str, line: int, column: int) -> None:
    """Broken JSON is one fault, where it breaks."""
    fault = only(text)
    assert (fault.line, fault.column, fault.key) == (line, column, "$")
    assert fault.what.startswith("not JSON: ")


@pytest.mark.parametrize("document", [[], 1, "x", None, {}, {"policy": []}, {"policy": {}, "flow": 1}])
def test_any_json_is_read(document: Any) -> None:
    """Whatever is there instead of a profile is a fault, never a crash."""
    linted = lint(json.dumps(document))
    assert linted.profile is None
    assert linted.faults


def test_any_value_in_any_place_is_a_fault_and_no_crash() -> None:
    """Each value of a profile in turn is replaced by one of another kind, and the linter says so."""
    document = json.loads(SOUND)
    for path in list(_paths(document))[::29]:
        for other in (None, 7, "x", [], {}, [None], {"x": 1}):
            linted = lint(json.dumps(_with(json.loads(SOUND), path, other)))
            assert linted.faults or linted.profile is not None


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _paths(item, (*path, key))


def _with(document: Any, path: tuple[str | int, ...], other: Any) -> Any:
    if not path:
        return other
    holder = document
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = other
    return document


def test_the_version_follows_the_content() -> None:
    """Any change is another version; a profile may also say its own."""
    one, same, other = lint(SOUND), lint(SOUND), lint(changed(('"FAQ"', '"Questions"')))
    assert one.profile
    assert same.profile
    assert other.profile
    assert one.profile.policy.version == same.profile.policy.version != other.profile.policy.version
    own = lint(changed(('"profile": "cases"', '"version": "7", "profile": "cases"'))).profile
    assert own is not None
    assert own.policy.version == "7"
