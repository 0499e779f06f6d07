"""A known problem that the employee has, too: their ticket joins it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import policy_of_natures
from tests.ui.submit.suggesting import MAINTENANCE, OUTAGE, lines, press, write
from trayapp.core.model import Announcement, Draft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.texts import submit as words


@pytest.fixture(autouse=True)
def _known(fakes: Fakes) -> None:
    """The portal has incidents."""
    fakes.notes.kept_policy = policy_of_natures(natures=())


@pytest.mark.rule("INFO-1")
def test_a_known_outage_shows_before_a_word_is_written(fakes: Fakes, open_dialog: Open) -> None:
    """Before one more person writes it all down; other announcements do not stand in the way."""
    fakes.tickets.posted = [MAINTENANCE, OUTAGE]

    dialog = open_dialog()

    assert len(lines(dialog)) == 1
    assert lines(dialog)[0].startswith("Known problem: “Mail outage, all sites” · since")


@pytest.mark.rule("INFO-1")
def test_me_too_joins_the_incident(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """The ticket is one more case of it; without words of one's own its title will do."""
    fakes.tickets.posted = [OUTAGE]
    dialog = open_dialog()

    press(dialog, words.THATS_ME)
    chip = dialog.form.links.joins.chip
    shown = (chip.isVisible(), chip.text(), lines(dialog), dialog.focusWidget() is chip.cross)
    with closing(qtbot, dialog):
        dialog.send()

    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    assert shown == (True, "One more case of “Mail outage, all sites”", [], True)
    assert (operation.payload.joins, operation.payload.subject) == ("a7", "Mail outage, all sites")


def test_me_too_keeps_what_was_written(fakes: Fakes, open_dialog: Open) -> None:
    """The employee's own words stay."""
    fakes.tickets.posted = [OUTAGE]
    dialog = open_dialog()
    write(dialog, "No mail since nine", "Nothing arrives")

    press(dialog, words.THATS_ME)

    draft = dialog.form.draft()
    assert (draft.subject, draft.description) == ("No mail since nine", "Nothing arrives")


def test_me_too_can_be_taken_back(fakes: Fakes, open_dialog: Open) -> None:
    """The chip goes, and the known problem is offered again."""
    fakes.tickets.posted = [OUTAGE]
    dialog = open_dialog()
    press(dialog, words.THATS_ME)

    dialog.form.links.joins.chip.cross.click()

    assert dialog.form.draft().joins is None
    assert not dialog.form.links.isVisible()
    assert len(lines(dialog)) == 1


@pytest.mark.parametrize("incident", [True, False])
def test_only_an_incident_of_a_portal_that_has_them_can_be_joined(
    fakes: Fakes, open_dialog: Open, *, incident: bool
) -> None:
    """Neither an announcement that is none, nor anything where the policy does not name incidents."""
    fakes.tickets.posted = [
        Announcement("a7", "Mail outage", "We are on it.", "outage", NOW, incident=incident)
    ]
    if incident:
        fakes.notes.kept_policy = policy_of_natures(natures=(), features=frozenset())

    (line,) = open_dialog().form.helping.strip.lines

    assert [button.text() for button in line.buttons] == ["Read"]


def test_the_announcements_page_can_ask_for_a_ticket_that_joins(fakes: Fakes, context: UiContext) -> None:
    """Opened for an incident, the dialog begins with it; opened once more, it takes it up."""
    fakes.tickets.posted = [OUTAGE]

    dialog = open_submission(context, joins="a7")
    assert dialog is not None
    first = (dialog.form.draft().joins, dialog.form.writing.subject.text(), dialog.changed())
    dialog.form.links.joins.chip.cross.click()
    open_submission(context, joins="a7")

    assert first == ("a7", "Mail outage, all sites", False)
    assert dialog.form.draft().joins == "a7"
