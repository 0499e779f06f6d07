"""The settings page: a form over every setting."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QKeySequenceEdit, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.errors import LocalFault
from trayapp.core.session import Setting, Source
from trayapp.ui.parts.switch import Switch
from trayapp.ui.settings.controls import Words, control_for
from trayapp.ui.settings.page import SettingsPage
from trayapp.ui.texts.settings import why_fixed


@pytest.fixture
def open_page(qtbot: QtBot, office: Office) -> Callable[[], SettingsPage]:
    """Opens the page and waits until it was filled."""

    def build() -> SettingsPage:
        made = SettingsPage(office.context)
        qtbot.addWidget(made)
        made.resize(700, 800)
        made.show()
        qtbot.waitUntil(lambda: bool(made.rows))
        return made

    return build


def value(office: Office, key: str) -> object:
    """What is kept."""
    return office.context.preferences.get(key).value


def test_every_setting_has_a_name_and_a_control(
    office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """None is left out, and each control says aloud what it sets."""
    page = open_page()

    assert set(page.rows) == {setting.key for setting in office.context.preferences.all()}
    names = [row.control.widget.accessibleName() for row in page.rows.values()]
    assert all(names)
    assert "Portal address" in names


def test_a_switch_is_kept_at_once(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """There is no button to forget; the row says that it was saved."""
    page = open_page()
    row = page.rows["screenshots"]
    assert isinstance(row.control.widget, Switch)

    QTest.mouseClick(row.control.widget, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: row.saved.text() == "Saved")
    assert value(office, "screenshots") is False


def test_a_value_that_cannot_be_is_explained_beside_its_field(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """What was typed stays, the old value stays kept; a right one clears the complaint."""
    page = open_page()
    row = page.rows["portal_url"]
    field = row.control.widget
    assert isinstance(field, QLineEdit)

    QTest.keyClicks(field, "portal example")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(row.complaint.isVisible)
    assert "https://help.example.com" in row.complaint.text()
    assert field.text() == "portal example"
    assert value(office, "portal_url") == ""

    field.clear()
    QTest.keyClicks(field, "https://portal.example")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value(office, "portal_url") == "https://portal.example")
    qtbot.waitUntil(row.complaint.isHidden)


@pytest.mark.parametrize(("typed", "reason"), [("soon", "Write a number."), ("1", "too small or too large")])
def test_a_number_is_checked(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage], typed: str, reason: str
) -> None:
    """Words and numbers out of range are refused with different reasons."""
    page = open_page()
    row = page.rows["poll_seconds"]
    field = row.control.widget
    assert isinstance(field, QLineEdit)
    field.clear()

    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(row.complaint.isVisible)
    assert reason in row.complaint.text()
    assert value(office, "poll_seconds") == 60


def test_a_choice_is_kept(qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]) -> None:
    """Codes are shown in words and kept as codes."""
    page = open_page()
    box = page.rows["log_level"].control.widget
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Normal"

    box.setCurrentIndex(box.findText("Everything"))

    qtbot.waitUntil(lambda: value(office, "log_level") == "debug")


def test_what_the_organisation_set_is_shown_but_not_changed(
    office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """A locked setting is disabled and says by whom it was set."""
    office.locked.write_text(json.dumps({"locked": {"notifications": False}}), encoding="utf-8")

    page = open_page()
    row = page.rows["notifications"]

    assert not row.control.widget.isEnabled()
    assert row.fixed.text() == "Set by your organisation"
    assert isinstance(row.control.widget, Switch)
    assert not row.control.widget.isChecked()


def test_a_setting_of_the_environment_says_so() -> None:
    """What a variable overrides cannot be changed in the form."""
    setting = Setting("portal_url", "https://x.example", "", "text", Source.ENVIRONMENT)

    assert why_fixed(setting) == "Set for this session by the environment"


def test_a_kind_from_a_newer_version_is_edited_as_text(qtbot: QtBot) -> None:
    """An unknown kind is no reason to hide a setting."""
    control = control_for(Setting("x", "1", "1", "colour", Source.DEFAULT))
    qtbot.addWidget(control.widget)

    assert isinstance(control, Words)


def press(field: QWidget, *keys: Qt.Key) -> None:
    """Ctrl and Alt with each key, as a person sets it."""
    for key in keys:
        QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)


def test_a_key_is_set_by_pressing_it(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """It is kept in words that mean the same on every platform, and works at once."""
    page = open_page()
    row = page.rows["hotkey"]

    press(row.control.widget, Qt.Key.Key_H)

    qtbot.waitUntil(lambda: row.saved.text() == "Saved")
    assert value(office, "hotkey") == "Ctrl+Alt+H"
    assert office.world.key.keys == "Ctrl+Alt+H"


def test_a_key_of_another_program_is_not_kept(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """The field says so, and the setting stays as it was."""
    page = open_page()
    row = page.rows["hotkey"]
    qtbot.waitUntil(row.control.widget.isEnabled)
    office.world.key.fail_with = LocalFault(reason="taken")

    press(row.control.widget, Qt.Key.Key_K)

    qtbot.waitUntil(row.complaint.isVisible)
    assert "Another program has this key" in row.complaint.text()
    assert value(office, "hotkey") == ""


def test_a_key_needed_for_writing_is_refused(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """Or the letter could not be typed anywhere any more."""
    page = open_page()
    row = page.rows["hotkey"]

    QTest.keyClick(row.control.widget, Qt.Key.Key_H)

    qtbot.waitUntil(row.complaint.isVisible)
    assert "together with Ctrl" in row.complaint.text()
    assert value(office, "hotkey") == ""


def test_a_key_that_was_lost_to_another_program_says_so(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """It may have been free when it was set."""
    office.context.preferences.set("hotkey", "Ctrl+Alt+H")
    office.world.key.fail_with = LocalFault(reason="taken")

    page = open_page()
    row = page.rows["hotkey"]

    qtbot.waitUntil(row.complaint.isVisible)
    assert "Another program has this key" in row.complaint.text()


def test_where_no_key_can_be_heard_none_is_asked_for(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """The field is disabled, with the reason."""
    office.world.key.offered = False

    page = open_page()
    row = page.rows["hotkey"]

    qtbot.waitUntil(lambda: not row.control.widget.isEnabled())
    assert row.fixed.text() == "This desktop lets no program hear keys from anywhere"


def test_only_the_cross_takes_a_key_out(
    qtbot: QtBot, office: Office, open_page: Callable[[], SettingsPage]
) -> None:
    """A modifier that goes down alone, as when the key is tried out, changes nothing."""
    office.context.preferences.set("hotkey", "Ctrl+Alt+H")
    page = open_page()
    row = page.rows["hotkey"]
    field = row.control.widget
    assert isinstance(field, QKeySequenceEdit)

    QTest.keyPress(field, Qt.Key.Key_Control)
    field.editingFinished.emit()
    assert field.keySequence().toString() == "Ctrl+Alt+H"
    assert value(office, "hotkey") == "Ctrl+Alt+H"

    inner = field.findChild(QLineEdit)
    assert inner is not None
    inner.findChildren(QAction)[0].trigger()
    qtbot.waitUntil(lambda: value(office, "hotkey") == "")
