"""How urgent a ticket is, what that promises, and the questions that help to choose (PR-1 to PR-8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Target:
    """A response target such as 4 to 8 business hours, or 3 to 5 days."""

    most: float
    """The promise, in hours. One day of a business-hours target is a business day's hours."""
    least: float | None = None
    business: bool = True
    """Counted in business hours (PR-6); otherwise by the clock."""


@dataclass(frozen=True, slots=True)
class Priority:
    """How urgent a ticket is (PR-1 to PR-5), most urgent first in the policy."""

    code: str
    label: str
    meaning: str
    examples: tuple[str, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be picked."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that guides the choice of a priority (PR-8)."""

    code: str
    text: str
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Answers that lead to a priority; the first rule whose `when` all hold wins."""

    priority: str
    when: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guide:
    """Guided choice of a priority (PR-8)."""

    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()

    def suggest(self, answers: Mapping[str, str]) -> str | None:
        """The priority that the answers so far lead to; `None` when no rule holds yet."""
        for rule in self.rules:
            if all(answers.get(question) == answer for question, answer in rule.when.items()):
                return rule.priority
        return None


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When support works, in the portal's time zone (PR-6)."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """0 is Monday."""
    opens: str = "08:30"
    closes: str = "17:00"
    holidays: tuple[date, ...] = ()
