"""What was written for another helpdesk: the outbox says so, and nothing of it is lost."""

from __future__ import annotations

from typing import Protocol

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.events import OutboxChanged
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpState, Problem
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.outbox.row import OutboxRow
from trayapp.ui.parts.confirm import Confirm

OLD, NEW = "rt https://old.example", "native https://new.example"


class Stranding(Protocol):
    """Has an item stand for its helpdesk."""

    def __call__(self, moves: str, *, doubtful: bool = False) -> tuple[Operation, OutboxRow]: ...


@pytest.fixture
def stranded(qtbot: QtBot, office: Office) -> Stranding:
    """A new ticket (moves: yes) or something else that stands for its helpdesk; the operation, and its row."""
    page = OutboxPage(office.context)
    office.context.bridge.event.connect(page.hear)
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()

    def strand(moves: str, *, doubtful: bool = False) -> tuple[Operation, OutboxRow]:
        office.here = OLD
        made = office.context.desk.submit(Draft("The printer jams", "On the second floor"))
        params = {"was": OLD, "here": NEW, "moves": moves} | ({"doubtful": "yes"} if doubtful else {})
        office.settle(OpState.NEEDS_USER, problem=Problem("other_portal", params), doubtful=doubtful)
        office.tell(OutboxChanged())
        qtbot.waitUntil(lambda: made.op_id in page.rows)
        return made, page.rows[made.op_id]

    return strand


def offered(row: OutboxRow) -> list[str]:
    """The buttons that show."""
    buttons = (row.sign_in, row.access, row.move_here, row.retry, row.copy, row.edit, row.discard)
    return [each.text() for each in buttons if each.isVisibleTo(row)]


def test_what_may_be_there_already_is_asked_about_first(
    qtbot: QtBot, office: Office, stranded: Stranding
) -> None:
    """It says so, and one click alone sends nothing to a second helpdesk."""
    made, row = stranded("yes", doubtful=True)
    office.here = NEW
    assert row.state.text().endswith("old.example, and may have reached it already")

    row.move_here.click()
    asked = row.window().findChild(Confirm)
    assert asked is not None
    asked.no.click()
    assert kept(office, made).portal == OLD
    row.move_here.click()
    next(one for one in row.window().findChildren(Confirm) if one.isVisible()).yes.click()

    qtbot.waitUntil(lambda: kept(office, made).state is OpState.QUEUED)
    assert kept(office, made).portal == NEW


@pytest.mark.rule("APP-5")
def test_a_new_ticket_may_go_to_the_helpdesk_that_is_set_up(stranded: Stranding) -> None:
    """It says for which it was written, and offers to send it here, by name; trying again would change nothing."""
    _, row = stranded("yes")

    assert row.state.text() == "Needs you: written for another helpdesk, old.example"
    assert row.hint.text() == (
        "It does not go to new.example by itself. Send it there, or keep it here until old.example is set up again."
    )
    assert offered(row) == ["Send to new.example", "Copy the words", "Discard"]


def test_what_belongs_to_a_ticket_over_there_can_be_copied(stranded: Stranding) -> None:
    """There is no such ticket here."""
    _, row = stranded("no")

    assert offered(row) == ["Copy the words", "Discard"]
    assert "Copy its words to write them anew" in row.hint.text()


def test_sending_it_here_is_one_click(qtbot: QtBot, office: Office, stranded: Stranding) -> None:
    """It is due at once, bound to this helpdesk; the click meant the one that was named."""
    made, row = stranded("yes")
    office.here = NEW

    row.move_here.click()

    qtbot.waitUntil(lambda: kept(office, made).state is OpState.QUEUED)
    assert kept(office, made).portal == NEW


def test_a_click_that_comes_too_late_sends_nothing(qtbot: QtBot, office: Office, stranded: Stranding) -> None:
    """A third helpdesk was set up meanwhile: it is not the one that was named on the button."""
    made, row = stranded("yes")
    office.here = "native https://third.example"
    page = row.window()
    assert isinstance(page, OutboxPage)

    row.move_here.click()

    qtbot.waitUntil(page.fault.isVisible)
    assert kept(office, made).state is OpState.NEEDS_USER


def test_copying_takes_all_words(stranded: Stranding) -> None:
    """Subject and text lie in the clipboard, and the button says so."""
    _, row = stranded("no")
    spy = QSignalSpy(row.copy_wanted)

    row.copy.click()

    assert spy.count() == 1
    assert QGuiApplication.clipboard().text() == "The printer jams\n\nOn the second floor"
    assert row.copy.text() == "Copied"


def kept(office: Office, op: Operation) -> Operation:
    """The operation as it stands now."""
    found = office.store.outbox.get(op.op_id)
    assert found is not None
    return found
