"""A new ticket that goes on from a closed one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_probe, sample_ticket
from tests.ui.submit.conftest import closing
from tests.ui.submit.forms import policy_of_natures
from trayapp.core.model import Draft, TicketRef
from trayapp.core.operation import Problem
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import edit_operation, open_submission

REF = TicketRef("t4711", "4711")


@pytest.fixture(autouse=True)
def _closed(fakes: Fakes) -> None:
    """A closed ticket, and a portal with natures; Anna may schedule sessions."""
    fakes.notes.kept_policy = policy_of_natures()
    fakes.tickets.put(sample_ticket("4711", status="closed"), None)
    probe = sample_probe()
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, permissions=frozenset({"sessions"})))


def opened(
    context: UiContext, references: TicketRef | None = REF, nature: str | None = None
) -> SubmissionDialog:
    """As the ticket's window asks for it."""
    dialog = open_submission(context, references=references, nature=nature)
    assert dialog is not None
    return dialog


@pytest.mark.rule("ST-7")
def test_the_new_ticket_says_what_it_goes_on_from(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """A chip with number and subject; the portal gets the id."""
    dialog = opened(context, nature="person")
    chip = dialog.form.links.references.chip
    shown = (chip.isVisible(), chip.text(), dialog.form.nature.chosen())
    dialog.form.writing.fill("It is back", "")
    dialog.form.nature.choose("session")

    with closing(qtbot, dialog):
        dialog.send()

    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    assert shown == (True, "Goes on from #4711 · Outlook won't open", "person")
    assert operation.payload.references == "t4711"


@pytest.mark.rule("ST-7")
def test_the_reference_can_be_taken_out(context: UiContext) -> None:
    """Then it is a ticket as any other; the focus goes back to the words."""
    dialog = opened(context)

    dialog.form.links.references.chip.cross.click()

    assert dialog.form.draft().references is None
    assert not dialog.form.links.isVisible()
    assert dialog.focusWidget() is dialog.form.writing.subject


def test_opened_for_nothing_else_it_can_be_left_without_a_question(qtbot: QtBot, context: UiContext) -> None:
    """A reference alone is nothing that would be missed."""
    dialog = opened(context)

    with closing(qtbot, dialog):
        dialog.reject()


@pytest.mark.rule("ST-7")
def test_a_dialog_that_is_open_takes_the_reference_up(context: UiContext) -> None:
    """There is one dialog at a time, and its words stay."""
    dialog = opened(context, references=None)
    dialog.form.writing.fill("It is back", "")

    again = opened(context, nature="session")

    assert again is dialog
    assert dialog.form.draft().references == "t4711"
    assert (dialog.form.writing.subject.text(), dialog.form.nature.chosen()) == ("It is back", "session")


@pytest.mark.rule("APP-10")
@pytest.mark.rule("ST-7")
def test_a_draft_keeps_its_reference(fakes: Fakes, context: UiContext) -> None:
    """Also of a ticket that this computer does not know any more."""
    fakes.drafts.kept = SavedDraft("It is back", nature="session", references="t9", joins="a1", saved_at=NOW)

    form = opened(context, references=None).form

    assert form.links.references.chip.text() == "Goes on from #t9"
    assert form.links.joins.chip.text() == "One more case of a known problem"
    assert (form.draft().references, form.draft().joins, form.draft().nature) == ("t9", "a1", "session")


def test_start_over_keeps_what_the_dialog_was_opened_for(context: UiContext, fakes: Fakes) -> None:
    """The draft that was offered goes; the wish stays."""
    fakes.drafts.kept = SavedDraft("Something else", saved_at=NOW)
    dialog = opened(context, nature="session")

    dialog.form.start_over.emit()

    assert dialog.form.writing.subject.text() == ""
    assert (dialog.form.draft().references, dialog.form.draft().nature) == ("t4711", "session")


def test_an_outbox_item_is_changed_with_all_it_has(fakes: Fakes, context: UiContext) -> None:
    """Nature, reference and incident are there again, and a new wish is not mixed into it."""
    operation = context.desk.submit(Draft("It is back", nature="session", references="t4711", joins="a1"))

    dialog = edit_operation(context, operation)
    open_submission(context, references=TicketRef("t5", "5"), nature="problem", joins="a2")

    draft = dialog.form.draft()
    assert (draft.nature, draft.references, draft.joins) == ("session", "t4711", "a1")


@pytest.mark.rule("APP-10")
def test_a_draft_of_an_outbox_item_takes_no_other_reference(fakes: Fakes, context: UiContext) -> None:
    """The words belong to that item; "Start over" gives the ticket that was asked for."""
    operation = context.desk.submit(Draft("Printer", nature="session"))
    fakes.drafts.kept = SavedDraft("Printer again", nature="session", replaces=operation.op_id)

    dialog = opened(context)
    before = dialog.form.draft().references
    dialog.form.start_over.emit()

    assert before is None
    assert dialog.form.draft().references == "t4711"


def test_the_portals_reasons_stand_beside_the_chips(context: UiContext) -> None:
    """A ticket that can't be referred to, an incident that is over."""
    dialog = opened(context)
    dialog.form.join("a1")
    reasons = {"references": "Only a closed ticket can be referenced.", "joins": "That is over."}

    said = dialog.form.faults.complain(Problem("rejected", fields=reasons))

    links = dialog.form.links
    assert said == ""
    assert [each.complaint.text() for each in (links.references, links.joins)] == list(reasons.values())
