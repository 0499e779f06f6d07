"""Fields that policy adds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.samples import sample_policy
from trayapp.core.policy import Field
from trayapp.ui.context import UiContext
from trayapp.ui.submit.date_button import DateButton
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.fields import Fields

CATEGORY = sample_policy().category("people", "new")


@pytest.fixture
def fields(qtbot: QtBot, context: UiContext) -> Fields:
    """The five fields of "New colleague"."""
    made = Fields(context)
    qtbot.addWidget(made)
    assert CATEGORY
    made.show_fields(CATEGORY.fields)
    return made


def test_each_kind_has_its_control(fields: Fields) -> None:
    """Text, long text, choice, date, yes or no; an unknown kind is a line of text."""
    kinds: dict[str, type[QWidget]] = {
        "full_name": QLineEdit,
        "access": QComboBox,
        "first_day": DateButton,
        "laptop": QComboBox,
        "notes": QPlainTextEdit,
    }
    fields.show_fields([*(CATEGORY.fields if CATEGORY else ()), Field("new_kind", "New", kind="colour")])

    assert all(isinstance(fields.widget(code), kind) for code, kind in kinds.items())
    assert isinstance(fields.widget("new_kind"), QLineEdit)


def test_answers_are_given_as_text_by_code(fields: Fields) -> None:
    """Choices by their codes, days as ISO 8601; what is not answered is not sent."""
    name, day, laptop = (fields.widget(code) for code in ("full_name", "first_day", "laptop"))
    assert isinstance(name, QLineEdit)
    assert isinstance(day, DateButton)
    assert isinstance(laptop, QComboBox)

    name.setText(" Bo Lund ")
    day.set_day(QDate(2026, 12, 1))
    laptop.setCurrentIndex(laptop.findText("Yes"))

    assert fields.values() == {"full_name": "Bo Lund", "first_day": "2026-12-01", "laptop": "yes"}


@pytest.mark.rule("TK-1")
def test_a_required_field_is_marked_for_eye_and_ear(fields: Fields) -> None:
    """A red asterisk, and the word for a screen reader."""
    stars = [label for label in fields.findChildren(QLabel) if label.text() == "*"]

    assert [star.accessibleName() for star in stars] == ["required"]
    assert fields.widget("full_name").accessibleName() == "Full name, required"
    assert fields.widget("access").accessibleName() == "Access"


@pytest.mark.rule("TK-1")
def test_a_required_field_without_an_answer_holds_the_ticket(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The reason stands under the field and goes once it is answered."""
    form = dialog.form
    form.writing.fill("A new colleague", "")
    form.about.choose("people", "new")

    dialog.send()
    complaint = form.fields.complaint("full_name")
    complained = complaint.text()
    field = form.fields.widget("full_name")
    assert isinstance(field, QLineEdit)
    focused = dialog.focusWidget() is field
    field.setText("Bo Lund")

    assert complained == "This is needed."
    assert focused
    assert not complaint.isVisible()
    assert form.faults.check()


def test_answers_survive_another_category_and_back(fields: Fields) -> None:
    """A wrong turn in the choice costs no typing."""
    assert CATEGORY
    fields.fill({"full_name": "Bo Lund"})

    fields.show_fields(())
    hidden = fields.values()
    fields.show_fields(CATEGORY.fields)

    assert hidden == {}
    assert fields.values() == {"full_name": "Bo Lund"}


def test_the_day_can_be_taken_back(qtbot: QtBot) -> None:
    """A date is no trap: none can be chosen again, and Esc changes nothing."""
    button = DateButton()
    qtbot.addWidget(button)
    button.set_day(QDate(2026, 12, 1))
    button.open_calendar()
    assert button.popup

    button.popup._take(None)  # type: ignore[attr-defined]

    assert button.day() is None
    assert button.text() == "Choose …"


def test_words_of_the_policy_are_no_markup(qtbot: QtBot, context: UiContext) -> None:
    """A label is shown as it was written."""
    fields = Fields(context)
    qtbot.addWidget(fields)
    fields.show_fields([Field("x", "<b>R&D</b>")])

    label = next(label for label in fields.findChildren(QLabel) if "R" in label.text())
    assert label.text() == "<b>R&&D</b>"
    assert label.textFormat() == label.textFormat().PlainText
