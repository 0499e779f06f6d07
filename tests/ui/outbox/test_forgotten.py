"""What the portal had and no longer has: it says so, and offers to send it again."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.events import OutboxChanged
from trayapp.core.model import Draft, FileKind, TicketRef
from trayapp.core.operation import Operation, OpState
from trayapp.ui.outbox.page import OutboxPage
from trayapp.ui.outbox.row import OutboxRow
from trayapp.ui.parts.confirm import Confirm

Forgetting = Callable[..., tuple[Operation, OutboxRow]]


@pytest.fixture
def forgotten(qtbot: QtBot, office: Office) -> Forgetting:
    """A ticket that was acknowledged as #4711 and is forgotten; the operation, and its row."""
    page = OutboxPage(office.context)
    office.context.bridge.event.connect(page.hear)
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()

    def forget(*names: str) -> tuple[Operation, OutboxRow]:
        spool = office.store.spool
        files = [spool.put(io.BytesIO(name.encode()), name, "image/png", FileKind.FILE) for name in names]
        made = office.context.desk.submit(Draft("The printer on the second floor jams", files=tuple(files)))
        office.settle(OpState.DONE, ref=TicketRef("t_1", "4711"))
        office.store.outbox.forgotten([made.op_id])
        office.tell(OutboxChanged())
        qtbot.waitUntil(lambda: made.op_id in page.rows)
        return made, page.rows[made.op_id]

    return forget


@pytest.mark.rule("APP-5")
def test_it_says_what_happened_and_offers_to_send_it_again(forgotten: Forgetting) -> None:
    """With the number that it had; it can't be edited, for the portal may find it again."""
    _, row = forgotten()

    assert row.state.text() == "Needs you: the portal no longer has this (#4711)"
    assert row.hint.text().endswith("Send it again, or discard it.")
    assert (row.retry.text(), row.retry.isVisibleTo(row), row.edit.isVisibleTo(row)) == (
        "Send again",
        True,
        False,
    )


def test_it_names_the_files_that_it_goes_without(forgotten: Forgetting) -> None:
    """Their bytes left this computer when the portal had them."""
    _, row = forgotten("jam.png", "log.txt")

    assert "add jam.png, log.txt in an answer" in row.hint.text()


def test_sent_again_it_waits_for_its_turn(qtbot: QtBot, office: Office, forgotten: Forgetting) -> None:
    """One click makes it due, under the same id."""
    made, row = forgotten()

    row.retry.click()

    qtbot.waitUntil(lambda: row.operation.state is OpState.QUEUED)
    again = office.store.outbox.claim(office.now)
    assert again is not None
    assert (again.op_id, again.doubtful) == (made.op_id, True)


def test_discarding_says_that_no_copy_is_left(forgotten: Forgetting) -> None:
    """Neither there nor here."""
    _, row = forgotten()

    row.discard.click()

    confirm = row.window().findChild(Confirm)
    assert confirm is not None
    assert any(
        "The portal no longer has" in text for text in confirm.accessibleDescription().splitlines() or [""]
    )


@pytest.mark.rule("APP-5")
def test_what_was_written_on_it_says_that_it_waits(
    qtbot: QtBot, office: Office, forgotten: Forgetting
) -> None:
    """An answer to it is not just queued: it goes after the ticket."""
    made, row = forgotten()
    later = office.context.desk.update(made.op_id, "It smells, too")
    office.tell(OutboxChanged())
    window = row.window()
    page = window if isinstance(window, OutboxPage) else window.findChildren(OutboxPage)[0]

    qtbot.waitUntil(lambda: later.op_id in page.rows)
    assert page.rows[later.op_id].state.text() == "Queued: goes after what you sent before on the same ticket"
