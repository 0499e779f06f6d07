"""Choosing how urgent it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_policy
from tests.ui.submit.conftest import Open, closing
from trayapp.core.business_time import due_at
from trayapp.core.model import Draft
from trayapp.core.policy import BusinessHours, Policy
from trayapp.ui.submit.guide import GuidePopover
from trayapp.ui.submit.urgency import Urgency
from trayapp.ui.texts.when import due_words


def make(qtbot: QtBot, policy: Policy | None) -> Urgency:
    """The widget on a Monday morning."""
    made = Urgency(policy, lambda: NOW)
    qtbot.addWidget(made)
    return made


def due(policy: Policy, code: str) -> str:
    """When an answer is due, in words."""
    priority = policy.priority(code)
    assert priority
    assert priority.target
    return due_words(cast("datetime", due_at(NOW, priority.target, policy)), NOW)


def guide(qtbot: QtBot, urgency: Urgency) -> GuidePopover:
    """The questions, not shown: they need no screen."""
    made = GuidePopover(sample_policy(), urgency.asked(), lambda _: "", urgency)
    made.chosen.connect(urgency.ask)
    return made


def pick(popover: GuidePopover, name: str) -> None:
    """Press the answer of that accessible name, or the priority of that text."""
    buttons = popover.findChildren(QRadioButton)
    next(b for b in buttons if name in {b.accessibleName(), b.text()}).click()


@pytest.mark.parametrize("meaning", ["", "Work cannot go on"])
def test_a_priority_without_a_meaning_leaves_no_gap(qtbot: QtBot, meaning: str) -> None:
    """Where the portal says no more than a name, nothing stands beneath it."""
    policy = sample_policy()
    told = tuple(replace(each, meaning=meaning) for each in policy.priorities)
    urgency = make(qtbot, policy)
    popover = GuidePopover(replace(policy, priorities=told), None, lambda _: "", urgency)

    beneath = [each.text() for each in popover.findChildren(QLabel) if each.text() in {"", meaning}]

    assert beneath == [meaning for _ in told if meaning]


def test_the_default_is_shown_but_not_asked_for(qtbot: QtBot) -> None:
    """Who does not choose leaves the priority to the portal."""
    urgency = make(qtbot, sample_policy())

    assert urgency.button.text() == "Standard"
    assert urgency.asked() is None


@pytest.mark.rule("PR-8")
def test_the_target_is_shown_as_a_due_time(qtbot: QtBot) -> None:
    """Not "within 2 hours" but when: counted in business hours."""
    urgency, policy = make(qtbot, sample_policy()), sample_policy()

    urgency.ask("high")

    assert urgency.due.text() == due(policy, "high")
    assert urgency.button.accessibleDescription() == f"High, answer {due(policy, 'high')}"


@pytest.mark.rule("PR-8")
def test_answers_lead_to_a_priority(qtbot: QtBot) -> None:
    """Each answer narrows it down; the list below follows."""
    urgency = make(qtbot, sample_policy())
    popover = guide(qtbot, urgency)

    pick(popover, "Is work halted? No")
    undecided = urgency.asked()
    pick(popover, "Is there a workaround? Yes")

    assert undecided is None
    assert urgency.asked() == "low"
    assert popover.verdict.text() == "That makes it Low."
    assert popover._choices["low"].isChecked()


@pytest.mark.rule("PR-8")
def test_another_answer_changes_the_priority(qtbot: QtBot) -> None:
    """The guide follows a change of mind."""
    urgency = make(qtbot, sample_policy())
    popover = guide(qtbot, urgency)

    pick(popover, "Is work halted? Yes")
    first = urgency.asked()
    pick(popover, "Is work halted? No")
    pick(popover, "Is there a workaround? No")

    assert (first, urgency.asked()) == ("high", "standard")


def test_who_knows_it_chooses_directly(qtbot: QtBot) -> None:
    """The list of priorities needs no answers."""
    urgency = make(qtbot, sample_policy())

    pick(guide(qtbot, urgency), "Critical")

    assert urgency.asked() == "critical"
    assert urgency.due.isHidden()  # policy promises nothing for it


@pytest.mark.rule("PR-7")
def test_a_locked_priority_is_said_plainly(qtbot: QtBot) -> None:
    """What policy makes of the wish stands beside it, with the time that really holds."""
    policy = replace(sample_policy(), locked_priority="standard")
    urgency = make(qtbot, policy)
    before = urgency.locked.isHidden()

    urgency.ask("high")

    assert before
    assert urgency.asked() == "high"
    assert urgency.locked.text() == "Goes in as Standard; you ask for High."
    assert urgency.due.text() == due(policy, "standard")


def test_a_priority_that_policy_does_not_name_is_not_asked_for(qtbot: QtBot) -> None:
    """A draft from before a change of policy falls back to the default."""
    urgency = make(qtbot, sample_policy())

    urgency.ask("apocalyptic")

    assert urgency.asked() is None


def test_without_priorities_nothing_is_asked(qtbot: QtBot) -> None:
    """A portal that knows no priorities gets none."""
    assert make(qtbot, None).isHidden()
    assert make(qtbot, replace(sample_policy(), priorities=())).isHidden()


@pytest.mark.rule("PR-7")
def test_what_was_asked_for_is_sent_beside_what_policy_locks(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open
) -> None:
    """The portal decides; staff sees the wish."""
    fakes.notes.kept_policy = replace(sample_policy(), locked_priority="standard")
    dialog = open_dialog()
    dialog.form.writing.fill("Outlook won't open", "")
    pick(guide(qtbot, dialog.form.urgency), "High")

    with closing(qtbot, dialog):
        dialog.send()

    payload = fakes.outbox.operations[0].payload
    assert isinstance(payload, Draft)
    assert payload.priority == "high"


@pytest.mark.rule("PR-6")
@pytest.mark.rule("PR-8")
@pytest.mark.parametrize(
    ("zone", "opens", "answered"),
    [
        ("UTC", "08:30", datetime(2026, 11, 23, 12, 42, tzinfo=UTC)),
        ("America/New_York", "08:30", datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),  # opens at 13:30 UTC
        ("Asia/Tokyo", "09:00", datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),  # closed since 08:00 UTC
    ],
)
def test_the_due_time_follows_the_portals_hours_and_zone(
    qtbot: QtBot, zone: str, opens: str, answered: datetime
) -> None:
    """Two business hours from Monday 10:42 UTC on, wherever support works."""
    policy = replace(sample_policy(), time_zone=zone, hours=BusinessHours(opens=opens))
    urgency = make(qtbot, policy)

    urgency.ask("high")

    assert urgency.due.text() == due_words(answered, NOW)
