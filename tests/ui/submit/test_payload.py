"""What will be sent."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from trayapp.core.model import Fact
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.submit.payload.listing import PayloadList


def unfolded(dialog: SubmissionDialog) -> PayloadList:
    """The list, folded out."""
    dialog.form.payload.set_open(True)
    assert dialog.form.payload.contents
    return dialog.form.payload.contents


def shown(contents: PayloadList) -> list[str]:
    """Every text of the rows, from above."""
    items = [contents.facts._rows.itemAt(index) for index in range(contents.facts._rows.count())]
    rows = [item.widget() for item in items if item]
    return [row.text() if isinstance(row, QLabel) else row.findChild(QLabel).text() for row in rows if row]  # type: ignore[union-attr]


@pytest.mark.rule("APP-3")
def test_every_fact_is_shown_with_its_tick(dialog: SubmissionDialog) -> None:
    """Each has a box with its label, its value beside it, in groups."""
    contents = unfolded(dialog)

    assert list(contents.boxes) == [fact.key for fact in dialog.form.facts.all()]
    assert all(box.isChecked() for box in contents.boxes.values())
    assert shown(contents) == [
        "You and this computer",
        "pc-0417",
        "System",
        "Debian GNU/Linux",
        "Hardware",
        "could not be found out (not permitted)",
        "15.5 GB",
    ]


@pytest.mark.rule("APP-3")
def test_the_line_counts_what_is_ticked(dialog: SubmissionDialog) -> None:
    """Even folded it tells how much goes out."""
    before = dialog.form.payload.head.title()

    unfolded(dialog).boxes["os.name"].click()

    assert before == "What will be sent: 2 pictures, 4 facts about this computer (349 bytes)"
    assert "3 facts" in dialog.form.payload.head.title()


def test_all_facts_can_be_left_out_at_once(dialog: SubmissionDialog) -> None:
    """One box for all of them, half ticked when only some go."""
    contents = unfolded(dialog)
    contents.boxes["os.name"].click()
    partly = contents.everything.checkState()

    contents.everything.click()
    all_of_them = dialog.form.facts.wanted()
    contents.everything.click()

    assert partly is Qt.CheckState.PartiallyChecked
    assert len(all_of_them) == 4
    assert dialog.form.facts.wanted() == ()
    assert not any(box.isChecked() for box in contents.boxes.values())


@pytest.mark.rule("APP-3")
def test_facts_appear_as_they_are_found(
    qtbot: QtBot, fakes: Fakes, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow collector holds up neither the others nor the dialog; each new fact takes its place."""
    go = threading.Event()

    def collect(tell: object) -> tuple[Fact, ...]:
        assert callable(tell)
        tell(Fact("os.name", "Debian"))
        go.wait()
        tell(Fact("host.name", "pc-0417"))
        tell(Fact("os.version", "12"))
        return ()

    monkeypatch.setattr(fakes.facts, "collect", collect)
    dialog = open_submission(context)
    assert dialog is not None
    contents = unfolded(dialog)
    qtbot.waitUntil(lambda: list(contents.boxes) == ["os.name"])
    looking = dialog.form.payload.head.title()
    go.set()
    qtbot.waitUntil(lambda: not dialog.form.facts.looking)

    assert looking.endswith("…")
    assert shown(contents) == ["You and this computer", "pc-0417", "System", "Debian", "12"]
    dialog._leave()


@pytest.mark.rule("APP-3")
def test_the_window_that_was_active_is_the_one_before_the_click(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """What the caller saw at the click stands, whatever a collector finds later."""
    fakes.facts.facts = (Fact("window.active", "Get help"),)

    dialog = open_submission(context, "Inbox - Thunderbird")
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.form.facts.looking)

    assert dialog.form.facts.all() == (Fact("window.active", "Inbox - Thunderbird"),)
    dialog._leave()


@pytest.mark.expect_log("the facts about this computer could not be collected")
def test_a_collector_that_breaks_stops_nothing(
    qtbot: QtBot, fakes: Fakes, context: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ticket goes without the facts."""
    monkeypatch.setattr(fakes.facts, "collect", lambda _tell: 1 // 0)

    dialog = open_submission(context)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.form.facts.looking)

    assert dialog.form.facts.wanted() == ()
    assert dialog.isVisible()
    dialog._leave()
