"""The form of a profile that does not come with the program: all of it follows the data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_probe
from tests.ui.submit.conftest import Open, closing
from trayapp.core.model import Draft
from trayapp.core.policy import Policy
from trayapp.embedded.policy_file import load_file

PROFILE = Path(__file__).parents[2] / "data" / "policies" / "campus.json"


@pytest.fixture
def policy(fakes: Fakes) -> Policy:
    """The portal's policy is that of a campus; Anna is a student there."""
    found = load_file(PROFILE).policy
    student = found.level("student")
    assert student is not None
    fakes.notes.kept_policy = found
    probe = sample_probe()
    me = replace(probe.me, level="student", permissions=student.permissions)
    fakes.notes.kept_probe = replace(probe, me=me)
    return found


@pytest.mark.rule("TK-2")
@pytest.mark.rule("ROLE-2")
@pytest.mark.usefixtures("policy")
def test_the_form_asks_what_that_profile_asks(qtbot: QtBot, open_dialog: Open, fakes: Fakes) -> None:
    """Its question, its natures as far as the level goes, its fields and what they depend on; sent by its codes."""
    dialog = open_dialog()
    form = dialog.form
    chooser = form.nature.chooser
    assert any(label.text() == "Where does it hurt?" for label in form.nature.findChildren(QLabel))
    assert [chooser.itemText(at) for at in range(chooser.count())] == ["A room"]
    assert form.fields.codes() == ["room_number", "beamer"]

    room, beamer = form.fields.widget("room_number"), form.fields.widget("beamer")
    assert isinstance(room, QLineEdit)
    assert isinstance(beamer, QComboBox)
    room.setText("B 2.14")
    beamer.setCurrentIndex(beamer.findData("yes"))
    assert form.fields.codes() == ["room_number", "beamer", "lamp_hours"]
    lamp = form.fields.widget("lamp_hours")
    assert isinstance(lamp, QLineEdit)
    lamp.setText("2100")
    form.writing.fill("The beamer flickers", "")
    with closing(qtbot, dialog):
        dialog.send()

    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    assert (operation.payload.nature, dict(operation.payload.fields)) == (
        "room",
        {"room_number": "B 2.14", "beamer": "yes", "lamp_hours": "2100"},
    )
