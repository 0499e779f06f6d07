"""The table of rules, and how it is told which of them are proved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.rules import TABLE, Outcome, Proofs, Rule, lines, rules, strangers, verdict

KNOWN = rules(TABLE.read_text(encoding="utf-8"))
BOTH = Rule("ST-4", "Waiting For", at_portal=True, in_app=True)
APP = Rule("APP-1", "An icon", at_portal=False, in_app=True)
AT_PORTAL, IN_APP = "tests/embedded/test_x.py::test_a", "tests/ui/test_y.py::test_b"
P, F, S, C = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.COLLECTED


def proofs(rule: str, outcomes: Mapping[str, Outcome]) -> Proofs:
    """Tests that ended so and all carry that rule."""
    return Proofs({test: {rule} for test in outcomes}, dict(outcomes))


def test_the_table_has_every_rule_once() -> None:
    """Each group is numbered from 1 without a gap, and every row of the table is read."""
    ids = [rule.id for rule in KNOWN]
    groups: dict[str, list[int]] = {}
    for each in ids:
        group, _, number = each.partition("-")
        groups.setdefault(group, []).append(int(number))
    assert {group: len(numbers) for group, numbers in groups.items()} == {
        "APP": 10, "REG": 6, "ROLE": 14, "TK": 10, "ST": 7, "PR": 8, "CH": 3, "INFO": 6
    }  # fmt: skip
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in groups.values())
    assert len(re.findall(r"^\| [A-Z]+-\d", TABLE.read_text(encoding="utf-8"), re.MULTILINE)) == len(ids)


def test_every_mark_in_the_tests_is_a_rule_of_the_table() -> None:
    """No test proves a rule that there is not."""
    known = {rule.id for rule in KNOWN}
    marked = {
        (path.name, rule)
        for path in Path(__file__).parent.rglob("test_*.py")
        for rule in re.findall(r'mark\.rule\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert marked
    assert {(name, rule) for name, rule in marked if rule not in known} == set()


@pytest.mark.parametrize(
    ("rule", "outcomes", "said"),
    [
        (BOTH, {AT_PORTAL: P, IN_APP: P}, "passed"),
        (BOTH, {AT_PORTAL: C, IN_APP: C}, "counted"),
        (BOTH, {AT_PORTAL: P}, "NOT PROVED: app"),
        (BOTH, {IN_APP: P}, "NOT PROVED: portal"),
        (BOTH, {AT_PORTAL: S, IN_APP: P}, "NOT PROVED: portal"),
        (BOTH, {AT_PORTAL: P, IN_APP: P, "tests/cli/test_z.py::test_c": F}, "FAILED"),
        (BOTH, {AT_PORTAL: P, IN_APP: P, "tests/cli/test_z.py::test_c": S}, "passed"),
        (BOTH, {}, "NOT PROVED: portal, app"),
        (APP, {IN_APP: P}, "passed"),
        (APP, {}, "NOT PROVED: app"),
    ],
)
def test_a_rule_is_proved_where_it_must_be(rule: Rule, outcomes: Mapping[str, Outcome], said: str) -> None:
    """At the portal, in the app, or both; a skipped test proves nothing, and a failed one is enough."""
    assert verdict(rule, proofs(rule.id, outcomes)) == said


def test_the_table_counts_tests_on_both_sides() -> None:
    """A side on which the rule need not be proved is a dash while it has no test."""
    counted = proofs("ST-4", {AT_PORTAL: P, IN_APP: P, "tests/cli/test_z.py::test_c": P})
    told = [line.split() for line in lines([BOTH, APP], counted)]
    assert told[1:] == [["ST-4", "1", "2", "passed"], ["APP-1", "-", "0", "NOT", "PROVED:", "app"]]


def test_a_test_with_an_unknown_rule_is_named() -> None:
    """A misspelt id would prove nothing, silently."""
    assert strangers([BOTH], proofs("ST-44", {IN_APP: P})) == [IN_APP]
    assert strangers([BOTH], proofs("ST-4", {IN_APP: P})) == []


class _Report:
    """What pytest tells of one phase of a test."""

    def __init__(self, when: str, outcome: str) -> None:
        self.nodeid = IN_APP
        self.when = when
        self.failed = outcome == "failed"
        self.skipped = outcome == "skipped"


@pytest.mark.parametrize(
    ("phases", "ended"),
    [
        ([("setup", "passed"), ("call", "passed"), ("teardown", "passed")], P),
        ([("setup", "passed"), ("call", "failed"), ("teardown", "passed")], F),
        ([("setup", "passed"), ("call", "passed"), ("teardown", "failed")], F),
        ([("setup", "skipped"), ("teardown", "passed")], S),
        ([("setup", "failed"), ("teardown", "passed")], F),
    ],
)
def test_a_test_has_failed_when_any_phase_has(phases: list[tuple[str, str]], ended: Outcome) -> None:
    """Setup and teardown count; what was skipped has not passed."""
    noted = proofs("ST-4", {IN_APP: C})
    for when, outcome in phases:
        noted.pytest_runtest_logreport(_Report(when, outcome))  # type: ignore[arg-type]
    assert noted.outcomes[IN_APP] is ended
