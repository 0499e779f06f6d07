"""Nothing leaves that the list did not show: the create request's own bytes, compared with the open list."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.memory_store import MemorySteps
from tests.ui.conftest import Fakes
from tests.ui.samples import NOW, sample_ticket
from tests.ui.submit.conftest import closing
from tests.ui.submit.forms import policy_of_natures
from trayapp.core.errors import Busy
from trayapp.core.ids import OpId
from trayapp.core.model import Announcement, Draft, TicketRef
from trayapp.portals.native import NativePortal
from trayapp.ui.context import UiContext
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission
from trayapp.ui.texts.facts import label
from trayapp.ui.texts.files import size

IN_THE_LINE = {
    "written_at": "the time of Send",
    "media_type": "the kind of each file",
    "sha256": "a checksum of it",
    "authorization": "proof that you are signed in",
    "user-agent": "the version of this program",
    "idempotency-key": "a number that keeps it from being sent twice",
}
"""What no row shows, and how the last line says it."""
WIRE = frozenset({"host", "accept", "accept-encoding", "connection", "content-type", "content-length"})
"""Headers that say how the bytes travel, and nothing else."""


@dataclass
class Wire:
    """A portal that keeps what it is sent."""

    created: list[httpx.Request] = field(default_factory=list)
    uploaded: list[bytes] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        request.read()
        if request.method == "PUT":
            self.uploaded.append(request.content)
            return httpx.Response(201, stream=httpx.ByteStream(b"{}"))
        if request.method == "POST":
            self.created.append(request)
        status = 404 if request.method == "HEAD" else 503
        return httpx.Response(status, stream=httpx.ByteStream(b""))


@pytest.fixture
def dialog(qtbot: QtBot, fakes: Fakes, context: UiContext, tmp_path: Path) -> SubmissionDialog:
    """Everything that can be written, chosen and attached is; the list is open."""
    fakes.notes.kept_policy = policy_of_natures()
    fakes.tickets.put(sample_ticket("4700", status="closed"), None)
    fakes.tickets.posted.append(
        Announcement("a7", "Mail outage, all sites", "", "outage", NOW, incident=True)
    )
    made = open_submission(context, references=TicketRef("t4700", "4700"), nature="problem", joins="a7")
    assert made is not None
    form = made.form
    form.writing.fill("Outlook won't open", "Since this morning.")
    form.about.choose("net", "home")
    form.urgency.ask("high")
    form.fields.fill({"error": "yes", "message": "E17", "room": "4.12"})
    (tmp_path / "report.pdf").write_bytes(b"%PDF" * 300)
    form.attachments.add_paths([tmp_path / "report.pdf"])
    qtbot.waitUntil(lambda: len(form.files()) == 1 and not form.facts.looking)
    form.facts.tick("os.name", False)
    form.payload.set_open(True)
    contents = form.payload.contents
    assert contents
    qtbot.waitUntil(lambda: len([row for row in contents.pictures.rows.values() if row.shown]) == 2)
    return made


def read_in(contents: QWidget) -> list[str]:
    """Every text of the list that somebody sees."""
    labels = [each.text() for each in contents.findChildren(QLabel) if each.isVisibleTo(contents)]
    return labels + [each.accessibleName() for each in contents.findChildren(QCheckBox) if each.isChecked()]


def sent(fakes: Fakes) -> tuple[httpx.Request, list[bytes]]:
    """The dialog's ticket as the adapter of the portal puts it on the wire."""
    (operation,) = fakes.outbox.operations
    assert isinstance(operation.payload, Draft)
    wire = Wire()
    portal = NativePortal("https://portal.example", lambda: "secret", fakes.spool, httpx.MockTransport(wire))
    with pytest.raises(Busy):
        portal.submit(OpId(operation.op_id), operation.payload, MemorySteps(), lambda _sent, _total: None)
    portal.close()
    return wire.created[0], wire.uploaded


@pytest.mark.rule("APP-3")
def test_everything_on_the_wire_was_listed(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Each value of the request stands in the list, in people's words; the rest is named in its last line."""
    contents = dialog.form.payload.contents
    assert contents
    listed, line = read_in(contents), contents.besides.text()
    with closing(qtbot, dialog):
        dialog.send()
    request, _ = sent(fakes)
    body = json.loads(request.content)
    facts, files = body.pop("facts"), body.pop("files")
    written_at = body.pop("written_at")
    shown_as = {
        "nature": "Something does not work",
        "product": "Network › At home",
        "category": "Network › At home",
        "priority": "High",
        "references": "Goes on from #4700 · Outlook won't open",
        "joins": "One more case of “Mail outage, all sites”",
    }
    answers = {"error": "Yes", "message": "E17", "room": "4.12"}

    assert body.pop("fields").keys() == answers.keys()
    assert set(answers.values()) <= set(listed)
    for key, value in body.items():
        assert value, f"{key} is not tried by this test"
        assert shown_as.get(key, value) in listed, key
    assert [fact["key"] for fact in facts] == ["host.name", "device.serial", "memory.total"]
    for fact in facts:
        assert any(f"{label(fact['key'])}: " in each and fact["value"] in each for each in listed), fact
    assert len(files) == 3
    for one in files:
        assert any(one["name"] in each for each in listed), one
        assert any(size(one["size"]) in each for each in listed), one
        assert one.keys() == {"name", "media_type", "size", "sha256", "kind"}
    assert written_at
    for words in IN_THE_LINE.values():
        assert words in line


@pytest.mark.rule("APP-3")
def test_no_header_says_more(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """Besides those that carry the bytes, and a number of the request alone, the last line of the list names them."""
    with closing(qtbot, dialog):
        dialog.send()
    request, _ = sent(fakes)
    telling = {name.lower() for name in request.headers} - WIRE - {"portal-request"}

    assert telling == {"authorization", "user-agent", "idempotency-key"}
    assert telling <= IN_THE_LINE.keys()


@pytest.mark.rule("APP-3")
def test_pictures_were_shown_from_the_bytes_that_left(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """Form, pixels and size under each thumbnail are those of the bytes uploaded."""
    contents = dialog.form.payload.contents
    assert contents
    abouts = [row.about.text() for row in contents.pictures.rows.values()]
    with closing(qtbot, dialog):
        dialog.send()
    _, uploaded = sent(fakes)
    pictures = [data for data in uploaded if data.startswith(b"\x89PNG")]

    assert [size(len(data)) in about for data, about in zip(pictures, abouts, strict=True)] == [True, True]
    assert [about.partition(",")[0] for about in abouts] == ["screen-1.png · PNG", "screen-2.png · PNG"]
