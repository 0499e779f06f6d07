"""What was sent: the list that a ticket opens, of what the portal acknowledged."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.inspector.test_seen import picture
from tests.ui.office import Office
from tests.ui.samples import NOW, sample_ticket
from trayapp.core.events import TicketsChanged
from trayapp.core.model import Draft, Fact, FileKind, Message, RemoteFile, Side, StoredFile, Ticket
from trayapp.core.operation import OpState
from trayapp.ui.inspector.viewer import PictureViewer
from trayapp.ui.tickets.sent_window import SentWindow
from trayapp.ui.tickets.view import TicketView

TICKET = sample_ticket("4711")
Opener = Callable[[], SentWindow]
FACTS = (Fact("os.name", "Debian GNU/Linux"), Fact("host.name", "pc-0417"))


@dataclass
class Story:
    """A ticket that was sent from here: a picture, a file, two facts."""

    office: Office
    folder: Path
    shot: StoredFile
    log: StoredFile

    def there(self, **changes: object) -> Ticket:
        """As the portal tells of it, with both files."""
        files = tuple(
            RemoteFile(f"f{at}", file.name, file.media_type, file.size, file.sha256)
            for at, file in enumerate((self.shot, self.log))
        )
        return replace(TICKET, **{"files": files, **changes})  # type: ignore[arg-type]

    def serve(self, data: bytes) -> None:
        """What the portal gives back for the picture."""
        (self.folder / "f0.png").write_bytes(data)
        self.office.world.files = {"f0": self.folder / "f0.png"}


@pytest.fixture
def story(office: Office, tmp_path: Path) -> Story:
    """Sent and acknowledged at 10:42."""
    spool, desk = office.store.spool, office.context.desk
    shot = spool.put(io.BytesIO(picture()), "screen-1.png", "image/png", FileKind.SCREENSHOT)
    log = spool.put(io.BytesIO(b"log"), "app.log", "text/plain", FileKind.FILE)
    desk.submit(Draft(TICKET.subject, TICKET.description, facts=FACTS, files=(shot, log)))
    office.settle(OpState.DONE, ref=TICKET.ref)
    return Story(office, tmp_path, shot, log)


@pytest.fixture
def opened(qtbot: QtBot, office: Office, view: TicketView) -> Iterator[Opener]:
    """Opens the list from the ticket's pane, as a person does."""

    def open_now() -> SentWindow:
        view.show_ticket("t4711")
        qtbot.waitUntil(lambda: view.shown is not None and view.header.acts.sent.isVisible())
        view.header.acts.sent.click()
        (window,) = view.findChildren(SentWindow)
        qtbot.waitUntil(lambda: window._contents is not None)
        return window

    yield open_now
    for window in view.findChildren(SentWindow):
        window.close()


def texts(part: QWidget) -> list[str]:
    """Everything it says."""
    return [each.text() for each in part.findChildren(QLabel) if each.text()]


@pytest.mark.rule("APP-3")
def test_everything_that_was_acknowledged_is_listed(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """Words, facts, the file and the picture, with when it was received."""
    story.office.pull(story.there())
    story.serve(picture())
    (card,) = opened().cards
    qtbot.waitUntil(lambda: card.pictures[0].shown)
    said = texts(card)

    assert said[:2] == ["New ticket", "As received by Acme IT at 10:42."]
    assert {TICKET.subject, TICKET.description, "Debian GNU/Linux", "pc-0417", "app.log"} <= set(said)
    assert card.pictures[0].about.text().startswith("PNG, 320 × 180 pixels")


@pytest.mark.rule("APP-3")
def test_each_file_is_compared_by_its_hash(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """The portal's word for a file; for a picture the bytes that it gives back. The whole hash is one step away."""
    story.office.pull(story.there())
    story.serve(picture())
    (card,) = opened().cards
    qtbot.waitUntil(lambda: card.pictures[0].shown)

    assert card.files[0].verdict.text().startswith("Acme IT holds exactly this file (SHA-256")
    assert card.files[0].verdict.toolTip() == story.log.sha256
    assert card.pictures[0].verdict.text().startswith("Acme IT holds exactly this file")


@pytest.mark.rule("APP-3")
def test_another_file_in_its_place_is_told(story: Story, opened: Opener) -> None:
    """Plainly, and in the colour of failures."""
    shot, log = story.there().files
    story.office.pull(story.there(files=(shot, replace(log, sha256="0" * 64))))
    (card,) = opened().cards

    assert "holds a different file than you sent" in card.files[0].verdict.text()
    assert card.files[0].verdict.property("tone") == "failed"


@pytest.mark.rule("APP-3")
def test_the_bytes_that_come_back_count(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """A portal that names the right hash and gives back another picture is found out."""
    story.office.pull(story.there())
    story.serve(picture(width=300))
    (card,) = opened().cards
    qtbot.waitUntil(lambda: card.pictures[0].shown)

    assert "holds a different file than you sent" in card.pictures[0].verdict.text()
    assert "300 × 180" in card.pictures[0].about.text()


def test_a_picture_opens_large(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """As the portal has it."""
    story.office.pull(story.there())
    story.serve(picture())
    window = opened()
    (card,) = window.cards
    qtbot.waitUntil(lambda: card.pictures[0].shown)
    card.pictures[0].face.click()
    qtbot.waitUntil(lambda: window.findChild(PictureViewer) is not None)
    viewer = window.findChild(PictureViewer)
    assert isinstance(viewer, PictureViewer)
    size = viewer.canvas.sceneRect().size().toSize()
    viewer.accept()

    assert (size.width(), size.height()) == (320, 180)


def test_offline_the_list_is_there_without_pictures(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """It says why a picture is not shown; all the rest is."""
    story.office.pull(story.there())
    (card,) = opened().cards
    qtbot.waitUntil(lambda: "can't be fetched now" in card.pictures[0].about.text())

    assert "Debian GNU/Linux" in texts(card)
    assert not card.pictures[0].shown


def test_before_it_is_read_back_nothing_is_compared(qtbot: QtBot, story: Story, view: TicketView) -> None:
    """The portal has acknowledged it, but nobody has looked at the ticket since; then the list follows."""
    (operation,) = story.office.store.outbox.recent()
    window = SentWindow(story.office.context, operation.op_id, "", view)
    qtbot.waitUntil(lambda: len(window.cards) == 1)
    before = window.cards[0].files[0].verdict.text()
    story.office.pull(story.there())
    story.office.tell(TicketsChanged((TICKET.ref.id,)))
    qtbot.waitUntil(lambda: "exactly" in window.cards[0].files[0].verdict.text())
    window.close()

    assert before == "Not compared yet: it has not been read back from Acme IT."


def test_answers_have_cards_of_their_own(story: Story, opened: Opener) -> None:
    """Below the ticket, in order, compared with their own messages."""
    note = story.office.store.spool.put(io.BytesIO(b"note"), "note.txt", "text/plain", FileKind.FILE)
    story.office.pull(story.there())
    story.office.context.desk.update("t4711", "Still broken", (note,))
    story.office.settle(OpState.DONE, ref=TICKET.ref, message="m7")
    held = RemoteFile("f7", note.name, note.media_type, note.size, note.sha256)
    said = Message("m7", "Anna Ito", Side.EMPLOYEE, NOW, "Still broken", (held,), mine=True)
    story.office.pull(story.there(), messages=(said,))
    _, answer = opened().cards

    assert texts(answer)[0] == "Your answer"
    assert "Still broken" in texts(answer)
    assert answer.files[0].verdict.text().startswith("Acme IT holds exactly this file")


@pytest.mark.parametrize(
    ("op_id", "note"),
    [
        (None, "was not sent from this computer."),
        ("01a20277-78b7-73d1-8844-d7b7e6e8b6fd", "or so long ago that the list is not kept"),
    ],
)
def test_what_was_sent_elsewhere_is_said_to_be(
    office: Office, opened: Opener, op_id: str | None, note: str
) -> None:
    """A ticket of the portal's page, of a colleague or of another computer has no list here."""
    office.pull(replace(TICKET, op_id=op_id))
    window = opened()

    assert window.cards == []
    assert note in window.said()[0]


def test_only_the_answers_were_sent_from_here(office: Office, opened: Opener) -> None:
    """Then they are listed, and it is said that the ticket itself is not."""
    office.pull(TICKET)
    office.context.desk.update("t4711", "Me too")
    office.settle(OpState.DONE, ref=TICKET.ref, message="m1")
    window = opened()

    assert len(window.cards) == 1
    assert window.said()[0].startswith("The ticket itself was not sent from this computer")


def test_it_is_offered_once_it_was_sent(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """While it waits in the outbox there is nothing acknowledged to show."""
    operation = office.context.desk.submit(Draft("Printer"))
    view.show_ticket(operation.op_id)
    qtbot.waitUntil(view.header.acts.edit.isVisible)

    assert not view.header.acts.sent.isVisible()
    assert view.header.acts.sent.accessibleName() == "What you sent"


def test_one_window_for_each_ticket(story: Story, view: TicketView, opened: Opener) -> None:
    """Asking again brings it to the front; Esc closes it."""
    story.office.pull(story.there())
    window = opened()
    view.header.acts.sent.click()
    windows = view.findChildren(SentWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert windows == [window]
    assert not window.isVisible()


def test_an_op_id_that_is_none_stops_nothing(qtbot: QtBot, office: Office, view: TicketView) -> None:
    """Whatever a portal puts there, its ticket is shown; there is only nothing to quote on the telephone."""
    office.pull(replace(TICKET, op_id="not from here"))
    view.show_ticket("t4711")
    qtbot.waitUntil(lambda: view.header.title.toPlainText() == TICKET.subject)

    assert "Reference for the telephone" not in [line.name for line in view.header._lines]
    assert view.header._lines


def test_tab_goes_as_it_is_read(qtbot: QtBot, story: Story, opened: Opener) -> None:
    """The list, each picture in it, and last the button; each with a name for a screen reader."""
    story.office.pull(story.there())
    story.serve(picture())
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.cards[0].pictures[0].shown)
    stops = window.stops()
    stops[0].setFocus()
    order = []
    for _ in stops:
        focused = window.focusWidget()
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert order == stops
    assert [stop.accessibleName() for stop in stops[:2]] == [
        "What you sent · #4711",
        f"screen-1.png, {window.cards[0].pictures[0].about.text()}. Show large.",
    ]
