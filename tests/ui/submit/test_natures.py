"""The form follows the nature of the request."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_probe
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import PROBLEM, policy_of_natures
from trayapp.core.events import PolicyChanged
from trayapp.core.model import Draft
from trayapp.core.operation import Problem
from trayapp.core.policy import Category, Field, Nature, Product
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.form import Form
from trayapp.ui.texts import submit as words


@pytest.fixture(autouse=True)
def _natures(fakes: Fakes) -> None:
    """The portal asks for the nature; Anna may schedule sessions."""
    fakes.notes.kept_policy = policy_of_natures()
    probe = sample_probe()
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, permissions=frozenset({"sessions"})))


def offered(form: Form) -> list[str]:
    """The natures to choose from."""
    chooser = form.nature.chooser
    return [chooser.itemText(at) for at in range(chooser.count())]


def answer(form: Form, code: str, value: str) -> None:
    """As the employee would: through the control."""
    widget = form.fields.widget(code)
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(widget.findData(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(value)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(value)


def sent(fakes: Fakes) -> Draft:
    """The ticket in the outbox."""
    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    return operation.payload


@pytest.mark.rule("TK-2")
def test_the_portals_question_comes_first(dialog: SubmissionDialog) -> None:
    """In the portal's words, above the first line, with the usual nature and what it means."""
    nature = dialog.form.nature

    assert any(each.text() == "What is the nature of your request?" for each in nature.findChildren(QLabel))
    assert nature.chooser.accessibleName() == "What is the nature of your request?"
    assert nature.chooser.currentText() == "Something does not work"
    assert nature.hint.text() == "A computer, a program, the network"
    assert nature.y() < dialog.form.writing.y()


@pytest.mark.rule("TK-2")
@pytest.mark.rule("ROLE-7")
@pytest.mark.rule("ROLE-8")
def test_only_what_the_level_and_the_portal_allow_is_offered(dialog: SubmissionDialog) -> None:
    """No custom development without the permission, and nothing of a feature that the policy does not name."""
    assert offered(dialog.form) == ["Something does not work", "Somebody joins or leaves", "A live session"]


@pytest.mark.rule("TK-2")
@pytest.mark.rule("ROLE-8")
def test_a_level_with_the_permission_is_offered_more(fakes: Fakes, open_dialog: Open) -> None:
    """The same portal, another level."""
    probe = sample_probe()
    may = frozenset({"sessions", "order_development"})
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, permissions=may))

    assert "Custom development" in offered(open_dialog().form)


@pytest.mark.rule("TK-2")
def test_another_nature_asks_other_things(dialog: SubmissionDialog) -> None:
    """Its own fields, and neither product nor category where it has no use for them."""
    form = dialog.form
    before = (form.fields.codes(), form.about.isVisible())

    form.nature.choose("person")

    assert before == (["error"], True)
    assert form.fields.codes() == ["event", "full_name"]
    assert not form.about.isVisible()


@pytest.mark.rule("TK-1")
@pytest.mark.rule("TK-2")
def test_the_fields_of_the_nature_stand_before_those_of_the_category(dialog: SubmissionDialog) -> None:
    """One form out of both."""
    dialog.form.about.choose("net", "home")

    assert dialog.form.fields.codes() == ["error", "room"]


@pytest.mark.rule("TK-2")
def test_everything_survives_a_change_of_nature_and_back(dialog: SubmissionDialog) -> None:
    """Answers, product and category are there again; a wrong turn costs no typing."""
    form = dialog.form
    form.about.choose("net", "home")
    answer(form, "error", "yes")
    answer(form, "message", "Disk failure")
    answer(form, "room", "2.14")

    form.nature.choose("person")
    answer(form, "full_name", "Bo Lund")
    form.nature.choose("problem")
    first = (form.about.chosen(), form.fields.values())
    form.nature.choose("person")

    assert first == (("net", "home"), {"error": "yes", "message": "Disk failure", "room": "2.14"})
    assert form.fields.values() == {"full_name": "Bo Lund"}


def test_an_answer_that_was_taken_back_stays_so(dialog: SubmissionDialog) -> None:
    """What was deleted does not come back with the form."""
    form = dialog.form
    form.nature.choose("person")
    answer(form, "full_name", "Bo Lund")
    answer(form, "full_name", "")

    form.nature.choose("problem")
    form.nature.choose("person")

    assert form.fields.values() == {}


@pytest.mark.rule("TK-2")
def test_a_field_shows_while_another_answer_calls_for_it(dialog: SubmissionDialog) -> None:
    """At once, without losing the focus; and what hangs on a hidden field is hidden, too."""
    form = dialog.form
    answer(form, "error", "yes")
    answer(form, "message", "E")
    all_shown = form.fields.codes()

    answer(form, "error", "no")

    assert all_shown == ["error", "message", "code"]
    assert form.fields.codes() == ["error"]
    assert not form.fields.widget("message").isVisible()


@pytest.mark.rule("TK-2")
def test_what_is_hidden_is_neither_needed_nor_sent(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """Neither fields that other answers hide, nor product and category that the nature has no use for."""
    dialog = open_dialog()
    form = dialog.form
    form.writing.fill("A new colleague", "")
    form.about.choose("net", "home")
    answer(form, "room", "2.14")
    form.nature.choose("person")
    answer(form, "event", "leaves")  # only one who joins brings a signed form
    answer(form, "full_name", "Bo Lund")

    with closing(qtbot, dialog):
        dialog.send()

    ticket = sent(fakes)
    assert (ticket.nature, ticket.product, ticket.category) == ("person", None, None)
    assert ticket.fields == {"event": "leaves", "full_name": "Bo Lund"}


@pytest.mark.rule("TK-1")
@pytest.mark.rule("TK-2")
def test_what_is_missing_is_said_beside_every_field_at_once(dialog: SubmissionDialog) -> None:
    """The focus goes to the first of them; nothing is sent."""
    form = dialog.form
    form.writing.fill("A new colleague", "")
    form.nature.choose("person")

    dialog.send()

    assert [form.fields.complaint(code).text() for code in ("event", "full_name")] == ["This is needed."] * 2
    assert dialog.focusWidget() is form.fields.widget("event")
    assert dialog.isVisible()


@pytest.mark.rule("TK-1")
def test_product_and_category_are_needed_where_fields_hang_on_them(fakes: Fakes, open_dialog: Open) -> None:
    """A nature that asks what it is about can't leave out what the category needs; so "not sure" is no answer."""
    product = Product(
        "net", "Network", (Category("home", "At home", (Field("room", "Room", required=True),)),)
    )
    fakes.notes.kept_policy = policy_of_natures(products=(product,))
    dialog = open_dialog()
    about = dialog.form.about
    dialog.form.writing.fill("No network", "")

    dialog.send()
    missing = (about.product.itemText(0), about.product_complaint.text(), about.product.accessibleName())
    about.choose("net", None)
    dialog.send()

    assert missing == (words.CHOOSE, "This is needed.", "Product, required")
    assert about.star.isVisible()
    assert about.category_complaint.text() == "This is needed."


def test_without_such_fields_not_sure_is_an_answer(dialog: SubmissionDialog) -> None:
    """Nobody has to know what it is about."""
    about = dialog.form.about

    assert about.product.itemText(0) == "Not sure"
    assert about.check() is None
    assert not about.star.isVisible()


@pytest.mark.rule("APP-10")
@pytest.mark.rule("TK-2")
def test_a_draft_brings_nature_and_answers_back(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """After a crash also what another nature had asked is there."""
    before = open_dialog()
    before.form.writing.fill("A new colleague", "")
    before.form.about.choose("mail", "slow")
    before.form.nature.choose("person")
    answer(before.form, "full_name", "Bo Lund")
    before.autosave.flush()
    before._leave()

    form = open_dialog().form
    restored = (form.nature.chosen(), form.fields.values())
    form.nature.choose("problem")

    assert restored == ("person", {"full_name": "Bo Lund"})
    assert form.about.chosen() == ("mail", "slow")


@pytest.mark.rule("TK-2")
def test_a_nature_that_is_not_offered_any_more_is_chosen_anew(fakes: Fakes, open_dialog: Open) -> None:
    """A draft from before a change of level or policy is not sent as something else by itself."""
    fakes.drafts.kept = SavedDraft("Custom report", nature="order", saved_at=NOW)
    dialog = open_dialog()

    dialog.send()

    assert dialog.form.nature.chosen() is None
    assert dialog.form.nature.complaint.text() == "This is needed."
    assert dialog.focusWidget() is dialog.form.nature.chooser


def test_an_answer_to_a_field_that_policy_removed_goes_into_the_text(fakes: Fakes, open_dialog: Open) -> None:
    """Nothing that was written is lost."""
    fakes.drafts.kept = SavedDraft("Network", "Slow", "net", "home", (("floor", "2nd"), ("room", "2.14")))

    form = open_dialog().form

    assert form.writing.description.toPlainText() == "Slow\nfloor: 2nd"
    assert form.fields.everything() == {"room": "2.14"}


def test_without_a_policy_a_draft_keeps_what_it_was(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """A policy that can't be read changes nothing of what was chosen before."""
    fakes.notes.kept_policy = None
    fakes.drafts.kept = SavedDraft(
        "Network", "Slow", "net", "home", (("room", "2.14"),), "high", nature="problem"
    )
    dialog = open_dialog()

    with closing(qtbot, dialog):
        dialog.send()

    ticket = sent(fakes)
    assert (ticket.nature, ticket.product, ticket.category) == ("problem", "net", "home")
    assert (ticket.fields, ticket.priority) == ({"room": "2.14"}, "high")


def test_an_empty_policy_breaks_nothing(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """A portal that says nothing of its forms gets words, pictures and facts."""
    fakes.notes.kept_policy = policy_of_natures(
        natures=(), products=(), priorities=(), statuses=(), channels=(), features=frozenset()
    )
    dialog = open_dialog()
    dialog.form.writing.fill("Outlook won't open", "")
    shown = [part.isVisible() for part in (dialog.form.nature, dialog.form.about, dialog.form.urgency)]

    with closing(qtbot, dialog):
        dialog.send()

    assert shown == [False] * 3
    assert sent(fakes).subject == "Outlook won't open"


def test_the_portals_complaint_about_the_nature_stands_beside_it(dialog: SubmissionDialog) -> None:
    """As with any other field."""
    said = dialog.form.faults.complain(Problem("rejected", fields={"nature": "Not offered here."}))

    assert said == ""
    assert dialog.form.nature.complaint.text() == "Not offered here."


@pytest.mark.rule("TK-2")
def test_a_policy_that_comes_while_writing_shapes_the_form(
    qtbot: QtBot, fakes: Fakes, context: UiContext, open_dialog: Open
) -> None:
    """On the first day the click may be quicker than the portal; no word is lost, and the focus stays."""
    policy, fakes.notes.kept_policy = fakes.notes.kept_policy, None
    dialog = open_dialog()
    form = dialog.form
    form.writing.fill("Outlook won't open", "Since nine")
    bare = [part.isVisible() for part in (form.nature, form.about, form.urgency, form.fields)]
    fakes.notes.kept_policy = policy

    context.bridge.emit_event(PolicyChanged())
    qtbot.waitUntil(form.nature.isVisible)

    assert bare == [False] * 4
    assert (form.nature.chosen(), form.fields.codes()) == ("problem", ["error"])
    assert form.about.isVisible()
    assert form.urgency.isVisible()
    assert form.writing.subject.text() == "Outlook won't open"
    assert dialog.focusWidget() is form.writing.subject


def test_another_policy_keeps_what_still_fits(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """Choices and answers stay where the new rules know them."""
    form = dialog.form
    form.about.choose("mail", "slow")
    answer(form, "error", "no")
    form.urgency.ask("high")
    fakes.notes.kept_policy = policy_of_natures(version="2", nature_question="What do you want?")

    context.bridge.emit_event(PolicyChanged())
    qtbot.waitUntil(lambda: form.nature.chooser.accessibleName() == "What do you want?")

    draft = form.draft()
    assert (draft.nature, draft.product, draft.category) == ("problem", "mail", "slow")
    assert (draft.fields, draft.priority) == ({"error": "no"}, "high")


@pytest.mark.parametrize(
    ("permission", "feature"),
    [
        pytest.param("sessions", "sessions", marks=pytest.mark.rule("ROLE-7")),
        pytest.param("order_development", "orders", marks=pytest.mark.rule("ROLE-8")),
        pytest.param("order_licences", "orders", marks=pytest.mark.rule("ROLE-10")),
        pytest.param("request_updates", "", marks=pytest.mark.rule("ROLE-11")),
    ],
)
def test_a_service_is_asked_for_only_by_a_level_that_may(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, permission: str, feature: str
) -> None:
    """With the permission it is a request like any other; without it the form does not offer it."""
    service = Nature("service", "A service", permission=permission, feature=feature, about=False)
    fakes.notes.kept_policy = policy_of_natures(natures=(PROBLEM, service), products=())
    probe = sample_probe()
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, permissions=frozenset({permission})))
    dialog = open_dialog()
    dialog.form.writing.fill("On Thursday at ten", "")
    dialog.form.nature.choose("service")

    with closing(qtbot, dialog):
        dialog.send()
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, permissions=frozenset()))

    assert sent(fakes).nature == "service"
    assert offered(open_dialog().form) == ["Something does not work"]
