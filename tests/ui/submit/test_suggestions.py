"""What may already help, while the ticket is being written."""

from __future__ import annotations

import io
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_ticket
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import policy_of_natures
from tests.ui.submit.suggesting import MAINTENANCE, OUTAGE, lines, press, write
from trayapp.core.errors import LocalFault
from trayapp.core.events import Link, LinkChanged
from trayapp.core.model import Article, Draft, FileKind, Update
from trayapp.core.operation import OpKind
from trayapp.core.ports import Suggestions, TicketRow
from trayapp.ui import toast
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import edit_operation
from trayapp.ui.submit.hint_line import HintLine
from trayapp.ui.submit.reader import Reader
from trayapp.ui.texts import submit as words

ROW = TicketRow("t4711", "4711", "Outlook won't open", "new", "New", "open", NOW, unread=False)
ARTICLE = Article(
    "k1", "faq", "When Outlook asks again", "1. Close it.\n2. Start it.", NOW, "https://x.example"
)


def rows(count: int) -> tuple[TicketRow, ...]:
    """Open tickets."""
    return tuple(
        TicketRow(f"t{at}", str(at), f"Outlook {at}", "new", "New", "open", NOW, unread=False)
        for at in range(count)
    )


@pytest.fixture(autouse=True)
def _known(fakes: Fakes) -> None:
    """The store knows something about Outlook."""
    fakes.notes.kept_policy = policy_of_natures(natures=())
    fakes.tickets.put(sample_ticket(), None)
    fakes.knowledge.suggestions["outlook"] = Suggestions((ROW,), (ARTICLE,), (MAINTENANCE,))


def test_suggestions_come_while_writing(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The best of each sort first: what is announced, one's own open ticket, something to read."""
    write(dialog, "Outlook won't open")

    qtbot.waitUntil(lambda: bool(lines(dialog)))
    assert [line.split(":")[0] for line in lines(dialog)] == [
        "Announced",
        "You have #4711 open",
        "This may help",
    ]


def test_nothing_shows_where_there_is_nothing(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """No frame, no line, no room taken; and what does not fit any more goes."""
    before = dialog.form.helping.strip.isVisible()
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))

    write(dialog, "Coffee machine")
    qtbot.waitUntil(lambda: not lines(dialog))

    assert not before
    assert fakes.knowledge.asked == ["Outlook won't open", "Coffee machine"]


def test_the_store_is_asked_once_when_the_writing_pauses(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Not at every letter, and not about fewer than three."""
    for letters in ("ou", "out", "outl", "outlook"):
        dialog.form.writing.subject.setText(letters)

    qtbot.waitUntil(lambda: bool(lines(dialog)))

    assert fakes.knowledge.asked == ["outlook"]


def test_an_answer_to_older_words_is_not_shown(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store may be slow; what shows fits the words as they are."""
    reached, go, suggest = threading.Event(), threading.Event(), fakes.knowledge.suggest

    def slow(asked: str, now: object) -> Suggestions:
        reached.set()
        go.wait()
        return suggest(asked, NOW)

    monkeypatch.setattr(fakes.knowledge, "suggest", slow)
    seen: list[Suggestions] = []
    dialog.form.helping.asking.found.connect(seen.append)
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(reached.is_set)
    write(dialog, "Coffee machine")
    go.set()

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [Suggestions()]
    assert lines(dialog) == []


def test_suggestions_come_offline_too(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """They are looked up on this computer."""
    fakes.world.link = LinkChanged(Link.OFFLINE, NOW)
    dialog = open_dialog()

    write(dialog, "Outlook won't open")

    qtbot.waitUntil(lambda: len(lines(dialog)) == 3)


def test_a_store_that_cant_be_read_holds_nobody_up(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Nothing is suggested, and Send works."""
    fakes.knowledge.fail_with = LocalFault(reason="corrupt")
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(fakes.knowledge.asked))

    with closing(qtbot, dialog):
        dialog.send()

    assert len(fakes.outbox.operations) == 1


def test_three_lines_and_more(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """A calm strip: the rest shows when it is asked for, and the focus goes on there."""
    fakes.knowledge.suggestions["outlook"] = Suggestions(rows(5))
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    strip = dialog.form.helping.strip
    few = (len(lines(dialog)), strip.more.text())

    strip.more.click()

    assert few == (3, "2 more")
    assert len(lines(dialog)) == 5
    assert not strip.more.isVisible()
    assert dialog.focusWidget() is strip.lines[3].buttons[0]


def test_lines_that_still_fit_stay_where_they_are(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """A button does not vanish under the pointer while the next word is written; the text box keeps its size."""
    fakes.knowledge.suggestions["shared"] = Suggestions((ROW, *rows(1)), (ARTICLE,))
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    strip, box = dialog.form.helping.strip, dialog.form.writing.description
    before, height = next(line for line in strip.lines if line.hint.item is ROW), box.height()
    del fakes.knowledge.suggestions["outlook"]

    write(dialog, "Outlook won't open the shared mailbox")
    qtbot.waitUntil(lambda: len(lines(dialog)) == 3 and "Announced" not in lines(dialog)[0])

    assert any(line is before for line in strip.lines)
    assert box.height() == height


def test_suggestions_can_be_hidden(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """For as long as the dialog is open; the focus goes back to the words."""
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))

    dialog.form.helping.strip.cross.click()
    write(dialog, "Outlook won't open today")
    qtbot.waitUntil(lambda: len(fakes.knowledge.asked) == 2)

    assert lines(dialog) == []
    assert dialog.focusWidget() is dialog.form.writing.subject


def test_every_action_says_what_it_is_about(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """A screen reader reads no line beside the button."""
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    strip = dialog.form.helping.strip

    names = [each.accessibleName() for line in strip.lines for each in line.buttons]

    assert names[1] == "Add to that ticket instead. You have #4711 open: “Outlook won't open” · New"
    assert strip.cross.accessibleName() == "Hide suggestions"


def test_tab_reaches_the_suggestions_after_the_text(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """In the order of reading: text, suggestions, what it is about."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    form = dialog.form
    form.writing.description.setFocus()
    order = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())

    buttons = [each for line in form.helping.strip.lines for each in line.buttons]
    assert order == [*buttons, form.helping.strip.cross, form.about.product]


@pytest.mark.rule("INFO-4")
def test_an_article_is_read_without_losing_the_draft(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """In a window of its own, as plain text; the browser opens only what is on the web."""
    fakes.knowledge.suggestions["outlook"] = Suggestions(articles=(ARTICLE,))
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))

    press(dialog, words.READ)
    (reader,) = dialog.findChildren(Reader)
    assert isinstance(reader, Reader)
    reader.browse.click()
    shown = (reader.windowTitle(), reader.text.text(), reader.text.textFormat())
    reader.close()

    assert shown == (ARTICLE.title, ARTICLE.body, Qt.TextFormat.PlainText)
    assert fakes.world.opened == ["https://x.example"]
    assert dialog.isVisible()
    assert dialog.form.writing.subject.text() == "Outlook won't open"


def test_an_address_that_is_none_of_the_web_is_not_offered(
    qtbot: QtBot, context: UiContext, dialog: SubmissionDialog
) -> None:
    """An article can't start a program."""
    article = Article("k9", "faq", "Run me", "Now.", NOW, "file:///usr/bin/true")

    reader = dialog.form.helping.read(article)

    assert [each.text() for each in reader.findChildren(QPushButton)] == ["Close"]
    reader.close()


@pytest.mark.rule("TK-4")
def test_what_was_written_is_added_to_the_open_ticket(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Words, answers, pictures and files become an update; nothing is asked twice; durable when the dialog goes."""
    form = dialog.form
    write(dialog, "Outlook won't open", "Since nine")
    form.about.choose("net", "home")
    form.fields.fill({"room": "2.14"})
    stored = fakes.spool.put(io.BytesIO(b"log"), "app.log", "text/plain", FileKind.FILE)
    form.attachments.keep([stored])
    qtbot.waitUntil(lambda: len(lines(dialog)) == 3)

    with closing(qtbot, dialog):
        press(dialog, words.ADD_INSTEAD)

    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Update)
    assert (operation.kind, operation.ticket_id) == (OpKind.UPDATE, "t4711")
    assert operation.payload.text == "Outlook won't open\n\nSince nine\n\nRoom: 2.14"
    assert [file.name for file in operation.payload.files] == ["screen-1.png", "screen-2.png", "app.log"]
    assert fakes.drafts.kept is None
    assert [shown.accessibleName() for shown in toast._shown] == ["Saved. It is added to #4711."]


def test_an_update_that_cant_be_kept_keeps_the_words(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """With a full disk the dialog stays, with the reason."""
    write(dialog, "Outlook won't open")
    qtbot.waitUntil(lambda: bool(lines(dialog)))
    fakes.outbox.fail_with = LocalFault(reason="disk_full")

    press(dialog, words.ADD_INSTEAD)
    qtbot.waitUntil(dialog.trouble.isVisible)

    assert "The disk is full" in dialog.trouble.text()
    assert dialog.form.writing.subject.text() == "Outlook won't open"


def test_a_change_of_an_outbox_item_goes_to_no_other_ticket(
    qtbot: QtBot, fakes: Fakes, context: UiContext
) -> None:
    """It would be in two places: open tickets are not offered there."""
    operation = context.desk.submit(Draft("Outlook won't open"))
    dialog = edit_operation(context, operation)

    qtbot.waitUntil(lambda: bool(lines(dialog)))

    kinds = [line.hint.addable for line in dialog.form.helping.strip.lines if isinstance(line, HintLine)]
    assert kinds == [False, False]


def test_an_answer_gets_no_suggestions(qtbot: QtBot, fakes: Fakes, context: UiContext) -> None:
    """It belongs to its ticket."""
    operation = context.desk.update("t4711", "Outlook still asks")
    fakes.tickets.posted = [OUTAGE]

    dialog = edit_operation(context, operation)
    dialog.form.writing.description.setPlainText("Outlook still asks me")

    assert not dialog.form.helping.asking._timer.isActive()
    assert lines(dialog) == []
