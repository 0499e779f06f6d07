"""The dialog for everyone: by keyboard alone, by ear, on any screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_ticket
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import policy_of_natures
from trayapp.core.model import Announcement
from trayapp.core.ports import Suggestions, TicketRow
from trayapp.ui import window_memory
from trayapp.ui.submit.dialog import SubmissionDialog

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


def spoken(widget: QWidget) -> str:
    """What a screen reader says of it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def type_keys(*keys: Qt.Key | str) -> None:
    """Press keys, wherever the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def test_every_control_has_an_accessible_name(dialog: SubmissionDialog) -> None:
    """Whatever can be pressed or written in says what it is."""
    dialog.form.about.choose("people", "new")
    dialog.form.payload.set_open(True)
    controls = [
        w for kind in CONTROLS for w in dialog.findChildren(kind) if w.isVisible() and w.focusPolicy()
    ]

    assert len(controls) > 15
    assert [type(control).__name__ for control in controls if not spoken(control)] == []


def test_a_ticket_is_written_and_sent_by_keyboard_alone(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Type, Tab, choose, Ctrl+Enter."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    type_keys("Outlook won't open", Qt.Key.Key_Tab, "Since today", Qt.Key.Key_Tab)
    type_keys(Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Down)

    with closing(qtbot, dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    payload = fakes.outbox.operations[0].payload
    written = (payload.subject, payload.description, payload.product, payload.category)  # type: ignore[union-attr]
    assert written == ("Outlook won't open", "Since today", "mail", "slow")


def test_tab_goes_in_the_order_of_reading(qtbot: QtBot, dialog: SubmissionDialog, tmp_path: Path) -> None:
    """From the first line down to Send, and nothing twice."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.writing.fill("Outlook won't open", "")
    dialog.form.about.choose("people", "new")
    file = tmp_path / "a.log"
    file.write_text("log")
    dialog.form.attachments.add_paths([file])
    qtbot.waitUntil(lambda: bool(dialog.form.attachments.files()))
    dialog.form.payload.set_open(True)
    dialog.form.writing.focus()
    order = []
    while (focused := QApplication.focusWidget()) not in order:
        order.append(focused)
        assert focused
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    form, gallery = dialog.form, dialog.form.attachments.gallery
    assert form.payload.contents
    tiles = [part for tile in gallery._tiles for part in (tile.face, tile.cross)]
    assert order == [
        form.writing.subject,
        form.writing.description,
        form.about.product,
        form.about.category,
        form.urgency.button,
        *(form.fields.widget(code) for code in ("full_name", "access", "first_day", "laptop", "notes")),
        *tiles,
        gallery.add_tile,
        gallery.mark_up,
        gallery.retake,
        gallery.last_tool,
        form.attachments._chips[0].cross,
        form.payload.head,
        *form.payload.contents.stops(),
        dialog.foot.cancel,
        dialog.foot.send,
    ]


def test_escape_is_cancel(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """An empty dialog goes at once."""
    with closing(qtbot, dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_window_comes_back_in_its_size(qtbot: QtBot, tmp_path: Path) -> None:
    """The size is kept in a file; a damaged file counts as none."""
    window, usual = QWidget(), QSize(500, 400)
    qtbot.addWidget(window)
    window.resize(600, 420)

    window_memory.remember(window, "submission", tmp_path)
    window_memory.place(window, "submission", usual, tmp_path)
    kept = window.size()
    (tmp_path / "windows.json").write_text('{"submission": "large"}')
    window_memory.place(window, "submission", usual, tmp_path)

    assert kept == QSize(600, 420)
    assert window.size() == usual


def test_at_twice_the_text_size_everything_can_still_be_reached(qtbot: QtBot, open_dialog: Open) -> None:
    """What does not fit scrolls; Send and Cancel stay in sight."""
    before = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(before.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        dialog = open_dialog()
        dialog.resize(720, 560)
        inside = [dialog.rect().contains(b.geometry()) for b in (dialog.foot.send, dialog.foot.cancel)]
        form = dialog.form
        assert all(inside)
        assert form.height() >= form.heightForWidth(form.width())
        assert form.width() <= dialog._scroll.viewport().width()
        form.about.choose("people", "new")
        qtbot.waitUntil(form.about.category.isVisible)
        right = form.about.category.mapTo(form, form.about.category.rect().topRight()).x()
        assert right < form.width()
    finally:
        QApplication.setFont(before)


@pytest.mark.parametrize("times", [2, 4])
def test_a_form_that_follows_a_nature_fits_large_text(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, times: int
) -> None:
    """Fields go below one another, chips are shortened, lines wrap: nothing hangs over the edge."""
    fakes.notes.kept_policy = policy_of_natures()
    fakes.tickets.put(
        sample_ticket(subject="A printer that jams whenever it is needed most", status="closed"), None
    )
    fakes.knowledge.suggestions["outlook"] = Suggestions(
        (TicketRow("t1", "4719", "Outlook asks for the password", "new", "New", "open", NOW, unread=False),)
    )
    before, large = QApplication.font(), QApplication.font()
    large.setPointSizeF(before.pointSizeF() * times)
    QApplication.setFont(large)
    try:
        dialog = open_dialog()
        dialog.resize(720, 560)
        form = dialog.form
        form.refer("t4711")
        form.writing.fill("Outlook", "")
        form.nature.choose("person")
        form.fields.fill({"event": "joins"})
        qtbot.waitUntil(form.helping.strip.isVisible)
        qtbot.waitUntil(lambda: form.width() <= dialog._scroll.viewport().width())
    finally:
        QApplication.setFont(before)


def test_every_control_of_such_a_form_has_an_accessible_name(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open, tmp_path: Path
) -> None:
    """Natures, file fields, chips and suggestions, too."""
    fakes.notes.kept_policy = policy_of_natures()
    fakes.tickets.posted = [Announcement("a7", "Mail outage", "We are on it.", "outage", NOW, incident=True)]
    file = tmp_path / "signed.pdf"
    file.write_text("signed")
    dialog = open_dialog()
    form = dialog.form
    form.refer("t4711")
    form.nature.choose("person")
    form.fields.fill({"event": "joins"})
    form.fields.put_path("form", file)
    qtbot.waitUntil(lambda: bool(form.files()))
    controls = [w for kind in CONTROLS for w in form.findChildren(kind) if w.isVisible() and w.focusPolicy()]

    names = [spoken(control) for control in controls]

    assert "" not in names
    assert {"Remove signed.pdf", "Remove Goes on from #t4711", "Hide suggestions"} <= set(names)
