"""Changing an outbox item."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW
from tests.ui.submit.conftest import Open, closing
from trayapp.core.errors import Forbidden
from trayapp.core.ids import new_op_id
from trayapp.core.model import Draft, Fact, FileKind, StoredFile, Update
from trayapp.core.operation import Operation, OpKind, OpState, Payload, Problem
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.submit.flow import edit_operation


def png() -> bytes:
    """A red picture."""
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def files(fakes: Fakes) -> tuple[StoredFile, ...]:
    """A picture and a file in the spool."""
    return (
        fakes.spool.put(io.BytesIO(png()), "screen-1.png", "image/png", FileKind.SCREENSHOT),
        fakes.spool.put(io.BytesIO(b"log"), "app.log", "text/plain", FileKind.FILE),
    )


def stuck(fakes: Fakes, payload: Payload, kind: OpKind = OpKind.CREATE, **fields: str) -> Operation:
    """An item the portal refused."""
    op_id = new_op_id(NOW)
    fakes.outbox.add(op_id, op_id, kind, payload, NOW)
    fakes.outbox.swap(op_id, state=OpState.NEEDS_USER, problem=Problem("rejected", fields=fields))
    (operation,) = fakes.outbox.operations
    return operation


def draft(fakes: Fakes) -> Draft:
    """A ticket as it was written yesterday."""
    return Draft(
        "A new colleague",
        "Starts soon",
        "people",
        "new",
        {"full_name": "Bo"},
        "low",
        (Fact("os.name", "Debian"), Fact("host.name", "pc-0417")),
        files(fakes),
        NOW - timedelta(days=1),
    )


def test_the_item_is_shown_as_it_was_written(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """Words, choices, facts, pictures and files are there again; no new picture is taken."""
    form = edit_operation(context, stuck(fakes, draft(fakes), full_name="Unknown person")).form
    (picture,) = form.attachments.gallery.pictures()
    qtbot.waitUntil(lambda: not picture.image().isNull())

    assert form.writing.subject.text() == "A new colleague"
    assert form.about.chosen() == ("people", "new")
    assert form.urgency.asked() == "low"
    assert [fact.key for fact in form.facts.wanted()] == ["host.name", "os.name"]
    assert picture.image().pixelColor(2, 2).name() == "#ff0000"
    assert [file.name for file in form.attachments.files()] == ["app.log"]
    assert fakes.capturer.grabs == 0
    edit_operation(context, fakes.outbox.operations[0])._leave()


def test_the_portals_reasons_stand_beside_their_fields(fakes: Fakes, context: UiContext) -> None:
    """Why it came back is seen where it is mended."""
    dialog = edit_operation(
        context, stuck(fakes, draft(fakes), full_name="Unknown person", subject="Too short")
    )

    assert dialog.form.fields.complaint("full_name").text() == "Unknown person"
    assert dialog.form.writing.subject_complaint.text() == "Too short"
    assert not dialog.trouble.isVisible()
    dialog._leave()


@pytest.mark.rule("APP-5")
def test_the_changed_item_takes_the_place_of_the_old(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """Same operation, new words, its files kept in the spool and the time it was written."""
    before = stuck(fakes, draft(fakes), full_name="Unknown person")
    dialog = edit_operation(context, before)
    dialog.form.fields.fill({"full_name": "Bo Lund"})
    dialog.form.facts.tick("os.name", False)

    with closing(qtbot, dialog):
        dialog.send()

    (after,) = fakes.outbox.operations
    assert isinstance(after.payload, Draft)
    assert after.op_id == before.op_id
    assert after.state is OpState.QUEUED
    assert after.payload == replace(
        draft(fakes), fields={"full_name": "Bo Lund"}, facts=(Fact("host.name", "pc-0417"),), policy="1"
    )


def test_an_answer_is_changed_in_the_same_dialog(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """A reply has no subject, product or urgency; its text and files are changed."""
    dialog = edit_operation(
        context, stuck(fakes, Update("It works", files(fakes)), OpKind.UPDATE, text="Too short")
    )
    shown = [dialog.form.writing.subject, dialog.form.about, dialog.form.urgency]
    complaint = dialog.form.writing.description_complaint.text()
    dialog.form.writing.description.setPlainText("It works again, thank you")

    with closing(qtbot, dialog):
        assert not any(part.isVisible() for part in shown)
        dialog.send()

    assert complaint == "Too short"
    assert fakes.outbox.operations[0].payload == Update("It works again, thank you", files(fakes))


def test_an_item_that_is_being_sent_keeps_the_words_in_the_dialog(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """What the portal may already have can't be changed; the employee sees why and loses nothing."""
    dialog = edit_operation(context, stuck(fakes, draft(fakes)))
    fakes.outbox.fail_with = Forbidden(reason="sending")
    dialog.form.writing.subject.setText("Another subject")

    dialog.send()
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert "being sent right now" in dialog.trouble.text()
    assert dialog.form.writing.subject.text() == "Another subject"
    dialog._leave()


@pytest.mark.rule("APP-10")
def test_a_change_interrupted_by_a_crash_is_offered_as_that_change(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open
) -> None:
    """The words come back, and Send still replaces the item."""
    before = stuck(fakes, draft(fakes))
    fakes.drafts.kept = SavedDraft("Half changed", "Starts soon", replaces=before.op_id, saved_at=NOW)

    dialog = open_dialog()
    assert dialog.form.writing.subject.text() == "Half changed"
    with closing(qtbot, dialog):
        dialog.send()

    (after,) = fakes.outbox.operations
    assert (after.op_id, after.payload.subject) == (before.op_id, "Half changed")  # type: ignore[union-attr]


@pytest.mark.rule("APP-10")
def test_a_change_of_an_item_that_went_out_meanwhile_becomes_a_ticket(
    qtbot: QtBot, fakes: Fakes, open_dialog: Open
) -> None:
    """The words are offered all the same."""
    before = stuck(fakes, draft(fakes))
    fakes.outbox.swap(before.op_id, state=OpState.DONE)
    fakes.drafts.kept = SavedDraft("Half changed", replaces=before.op_id)

    dialog = open_dialog()
    with closing(qtbot, dialog):
        dialog.send()

    assert [operation.kind for operation in fakes.outbox.pending()] == [OpKind.CREATE]


def test_the_first_field_that_was_refused_has_the_focus(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """First as read in the dialog, in whatever order the portal named them."""
    item = stuck(fakes, draft(fakes), full_name="Unknown person", subject="Too vague")

    dialog = edit_operation(context, item)

    assert dialog.focusWidget() is dialog.form.writing.subject
