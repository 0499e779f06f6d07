"""The priorities of the profile `msp`: which answers lead to each, and the due time that is shown for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from trayapp.core.policy import Policy
from trayapp.embedded import policy_file
from trayapp.ui.submit.guide import GuidePopover
from trayapp.ui.submit.urgency import Urgency
from trayapp.ui.texts.when import due_words

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""10:00 in New York; business hours are from 13:30 to 22:00 UTC."""


@pytest.fixture(scope="module")
def policy() -> Policy:
    """That of the profile, but for the lock that makes everything from the desktop Standard."""
    return replace(policy_file.load("msp").policy, locked_priority=None)


@pytest.mark.parametrize(
    ("code", "answers", "due"),
    [
        pytest.param(
            "critical",
            {"Who is affected?": "Several people", "Is work halted?": "Yes", "Is there a workaround?": "No"},
            None,
            marks=pytest.mark.rule("PR-1"),
        ),
        pytest.param(
            "high",
            {"Who is affected?": "Only me", "Is work halted?": "Yes", "Is there a workaround?": "No"},
            datetime(2026, 3, 2, 17, 0, tzinfo=UTC),
            marks=pytest.mark.rule("PR-2"),
        ),
        pytest.param(
            "standard",
            {"Who is affected?": "Several people", "Is work halted?": "It goes on"},
            datetime(2026, 3, 3, 14, 30, tzinfo=UTC),
            marks=pytest.mark.rule("PR-3"),
        ),
        pytest.param(
            "low",
            {"Who is affected?": "Only me", "Is work halted?": "Yes", "Is there a workaround?": "Yes"},
            datetime(2026, 3, 4, 15, 0, tzinfo=UTC),
            marks=pytest.mark.rule("PR-4"),
        ),
        pytest.param(
            "scheduled",
            {"Who is affected?": "Nobody yet"},
            datetime(2026, 3, 7, 15, 0, tzinfo=UTC),
            marks=pytest.mark.rule("PR-5"),
        ),
    ],
)
@pytest.mark.rule("PR-8")
def test_answers_lead_to_a_priority_and_its_due_time(
    qtbot: QtBot, policy: Policy, code: str, answers: Mapping[str, str], due: datetime | None
) -> None:
    """Two hours, eight business hours over the night, two days and five by the clock; for Critical no promise."""
    urgency = Urgency(policy, lambda: MONDAY)
    qtbot.addWidget(urgency)
    popover = GuidePopover(policy, urgency.asked(), lambda _: "", urgency)
    popover.chosen.connect(urgency.ask)

    for question, answer in answers.items():
        buttons = popover.findChildren(QRadioButton)
        next(b for b in buttons if b.accessibleName().startswith(f"{question} {answer}")).click()

    assert urgency.asked() == code
    assert urgency.due.isHidden() is (due is None)
    if due is not None:
        assert urgency.due.text() == due_words(due, MONDAY)
