"""Smaller forms of the pictures are looked for while the employee writes."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.submit.conftest import closing
from trayapp.core.ports import Encoded, RawShot
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission

SMALL = Encoded(b"smaller", "image/webp")


def opened(qtbot: QtBot, context: UiContext) -> SubmissionDialog:
    """With two pictures that are encoded."""
    dialog = open_submission(context)
    assert dialog is not None
    qtbot.waitUntil(lambda: None not in [p.size() for p in dialog.form.attachments.gallery.pictures()])
    return dialog


def test_every_picture_becomes_smaller_by_itself(qtbot: QtBot, context: UiContext) -> None:
    """One after the other, and the count of what will be sent follows."""
    dialog = opened(qtbot, replace(context, improve=lambda _shot, _encoded: SMALL))

    dialog.form.attachments.improving.look()
    qtbot.waitUntil(lambda: [p.size() for p in dialog.form.attachments.gallery.pictures()] == [7, 7])

    qtbot.waitUntil(lambda: "14 bytes" in dialog.form.payload.head.title())


def test_it_begins_when_the_pictures_are_at_rest(qtbot: QtBot, context: UiContext) -> None:
    """A while after the last change, without being asked."""
    dialog = opened(qtbot, replace(context, improve=lambda _shot, _encoded: SMALL))

    assert dialog.form.attachments.improving._timer.isActive()
    dialog.form.attachments.improving._timer.setInterval(0)
    dialog.form.attachments.gallery.changed.emit()

    qtbot.waitUntil(lambda: not any(p.improvable for p in dialog.form.attachments.gallery.pictures()))


def test_send_waits_for_none_of_it(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """What is there first goes out while something smaller is still being looked for."""
    begun, go_on = Event(), Event()

    def improve(_shot: RawShot, _encoded: Encoded) -> Encoded:
        begun.set()
        assert go_on.wait(10)
        return SMALL

    dialog = opened(qtbot, replace(context, improve=improve))
    dialog.form.attachments.improving.look()
    assert begun.wait(10)
    dialog.form.writing.subject.setText("Outlook won't open")
    try:
        with closing(qtbot, dialog):
            dialog.send()
        files = fakes.outbox.operations[0].payload.files  # type: ignore[union-attr]
        assert [file.media_type for file in files] == ["image/png", "image/png"]
    finally:
        go_on.set()


def test_a_failure_leaves_what_there_is(qtbot: QtBot, context: UiContext) -> None:
    """No smaller form is no fault of the ticket's, and is not tried for ever."""
    tried: list[str] = []

    def improve(shot: RawShot, _encoded: Encoded) -> Encoded:
        tried.append(shot.name)
        raise MemoryError

    dialog = opened(qtbot, replace(context, improve=improve))
    improving = dialog.form.attachments.improving
    improving.look()
    qtbot.waitUntil(lambda: not improving.busy)

    assert len(tried) == 1
    assert not dialog.form.attachments.gallery.pictures()[0].improvable
    assert None not in [p.size() for p in dialog.form.attachments.gallery.pictures()]
