"""Which rule of tests/rules.md is proved by which tests, and whether they pass. `python -m scripts.rules [--collect]`

Runs the tests that carry the mark `rule`, and no others. Ends with 1 when a rule is not proved where it must be.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "rules.md"
PORTAL_TESTS = "tests/embedded/"
_ROW = re.compile(r"^\| ([A-Z]+-\d+) \| (.+) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table."""

    id: str
    text: str
    at_portal: bool
    """A test at the portal's API must prove it."""
    in_app: bool
    """A test of the app must prove it."""


class Outcome(Enum):
    """What became of a test."""

    COLLECTED = "collected"
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(eq=False, slots=True)  # pytest keeps its plugins in sets
class Proofs:
    """Notes which tests carry which rule, and how they end; a plugin of pytest."""

    rules: dict[str, set[str]] = field(default_factory=dict)
    """Ids of rules by test."""
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note what each test says it proves."""
        for item in session.items:
            self.rules[item.nodeid] = {str(mark.args[0]) for mark in item.iter_markers("rule")}
            self.outcomes[item.nodeid] = Outcome.COLLECTED

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended; once failed it stays failed."""
        before = self.outcomes.get(report.nodeid)
        if report.failed:
            self.outcomes[report.nodeid] = Outcome.FAILED
        elif report.skipped and before is not Outcome.FAILED:
            self.outcomes[report.nodeid] = Outcome.SKIPPED
        elif report.when == "call":
            self.outcomes[report.nodeid] = Outcome.PASSED

    def of(self, rule: str, *, portal: bool) -> list[Outcome]:
        """How the tests of a rule ended, at the portal or in the app."""
        return [
            outcome
            for test, outcome in self.outcomes.items()
            if rule in self.rules.get(test, set()) and test.startswith(PORTAL_TESTS) is portal
        ]


def rules(table: str) -> list[Rule]:
    """The rules of the table."""
    return [Rule(row[0], row[1], row[2] == "yes", row[3] == "yes") for row in _ROW.findall(table)]


def verdict(rule: Rule, proofs: Proofs) -> str:
    """`passed` or `counted` when all is well; otherwise what is missing."""
    portal, app = proofs.of(rule.id, portal=True), proofs.of(rule.id, portal=False)
    if Outcome.FAILED in portal + app:
        return "FAILED"
    proving = {Outcome.PASSED, Outcome.COLLECTED}
    missing = [
        name
        for name, needed, found in (("portal", rule.at_portal, portal), ("app", rule.in_app, app))
        if needed and not proving & set(found)
    ]
    if missing or not portal + app:
        return f"NOT PROVED: {', '.join(missing) or 'anywhere'}"
    return "counted" if Outcome.COLLECTED in portal + app else "passed"


def lines(known: Sequence[Rule], proofs: Proofs) -> Iterable[str]:
    """The table as text."""
    yield f"{'rule':<8} {'portal':>6} {'app':>5}  result"
    for rule in known:
        counts = [len(proofs.of(rule.id, portal=portal)) for portal in (True, False)]
        needed = [rule.at_portal, rule.in_app]
        portal, app = (str(n) if n or must else "-" for n, must in zip(counts, needed, strict=True))
        yield f"{rule.id:<8} {portal:>6} {app:>5}  {verdict(rule, proofs)}"


def strangers(known: Iterable[Rule], proofs: Proofs) -> list[str]:
    """Tests that say they prove a rule which the table does not know."""
    ids = {rule.id for rule in known}
    return sorted(test for test, marks in proofs.rules.items() if marks - ids)


def main(arguments: Sequence[str]) -> int:
    """0: every rule is proved where it must be. 1: one is not. 2: unknown argument."""
    parser = argparse.ArgumentParser(prog="rules", description=__doc__)
    parser.add_argument("--collect", action="store_true", help="only count the tests, do not run them")
    collect = parser.parse_args(arguments).collect
    proofs = Proofs()
    words = ["-m", "rule and not live", "-q", "--no-header", "-r", "fE", "-p", "no:cacheprovider"]
    quiet = ["--collect-only", "-qq"] if collect else []
    code = pytest.main([*words, *quiet, str(ROOT / "tests")], plugins=[proofs])
    return _report(proofs, code)


def _report(proofs: Proofs, code: int) -> int:
    known = rules(TABLE.read_text(encoding="utf-8"))
    print()
    for line in lines(known, proofs):
        print(line)
    unknown = strangers(known, proofs)
    for test in unknown:
        print(f"{test} proves a rule that {TABLE.name} does not know", file=sys.stderr)
    open_ = [rule.id for rule in known if verdict(rule, proofs) not in {"passed", "counted"}]
    print(f"\n{len(known)} rules, {len(proofs.outcomes)} tests; not proved: {', '.join(open_) or 'none'}")
    return int(bool(open_ or unknown or code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
