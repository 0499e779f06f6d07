"""The use cases: durable when they return, and refused before anything is written."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.memory_portal import NATIVE, POLICY, START, MemoryPortal
from tests.fakes.memory_store import MemoryNotes, MemoryOutbox, MemorySpool, MemorySteps, MemoryTickets
from trayapp.core.errors import BadFile, Forbidden, NotFound, Rejected, TooLarge
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import (
    Capabilities,
    Close,
    Draft,
    FileKind,
    SetPriority,
    StoredFile,
    TicketRef,
    Update,
)
from trayapp.core.operation import OpKind, OpState
from trayapp.core.ports import Encoded, Outcome
from trayapp.core.service import Desk


@dataclass
class Office:
    """A desk, what it writes to, and how often the worker was woken."""

    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    spool: MemorySpool = field(default_factory=MemorySpool)
    notes: MemoryNotes = field(default_factory=MemoryNotes)
    woken: int = 0
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.outbox, self.tickets, self.spool, self.notes, lambda: START, self.wake)

    def wake(self) -> None:
        """The worker is told."""
        self.woken += 1

    def grant(self, capabilities: Capabilities) -> None:
        """The portal was met, and granted this."""
        self.notes.put_probe(MemoryPortal(capabilities=capabilities).probe())
        self.notes.put_policy(POLICY)

    def known(self) -> TicketRef:
        """A ticket that was pulled."""
        portal = MemoryPortal()
        ref = portal.submit(new_op_id(START), Draft("Printer"), MemorySteps(), lambda sent, total: None)
        self.tickets.put(portal.tickets[ref.id], None)
        return ref


@pytest.fixture
def office() -> Office:
    """A desk of a program that never met its portal."""
    return Office()


def sized(size: int) -> StoredFile:
    """A file of that size."""
    return StoredFile("disk.img", "application/octet-stream", size, "0" * 64)


@pytest.mark.rule("APP-4")
def test_a_submitted_ticket_is_queued_and_the_worker_woken(office: Office) -> None:
    """Submit writes one create operation with the time it was written, and waits for nothing."""
    op = office.desk.submit(Draft("Printer", "Fire"))

    assert office.outbox.get(op.op_id) == op
    assert (op.kind, op.state, op.ticket_id) == (OpKind.CREATE, OpState.QUEUED, op.op_id)
    assert op.payload == Draft("Printer", "Fire", written_at=START)
    assert office.woken == 1


def test_the_time_it_was_written_is_kept(office: Office) -> None:
    """A draft that says when it was written is not dated anew."""
    written = START - timedelta(days=1)

    assert office.desk.submit(Draft("Printer", written_at=written)).payload == Draft(
        "Printer", written_at=written
    )


@pytest.mark.parametrize("subject", ["", "   ", "\t\n"])
def test_a_ticket_needs_a_subject(office: Office, subject: str) -> None:
    """A subject that says nothing is refused by its field, and nothing is written."""
    with pytest.raises(Rejected) as refused:
        office.desk.submit(Draft(subject))

    assert dict(refused.value.fields) == {"subject": "no_subject"}
    assert (office.outbox.ops, office.woken) == ({}, 0)


@pytest.mark.parametrize("subject", ["X", "打印机", "4711"])
def test_a_script_may_be_as_brief_as_it_likes(office: Office, subject: str) -> None:
    """How much a person has to write before Send works is the dialog's matter."""
    assert office.desk.submit(Draft(subject)).state is OpState.QUEUED


def test_a_reply_needs_something(office: Office) -> None:
    """Neither words nor a file is no reply; a file alone is one."""
    ref = office.known()

    with pytest.raises(Rejected) as refused:
        office.desk.update(ref.id, " \n")
    op = office.desk.update(ref.id, "", [sized(5)])

    assert dict(refused.value.fields) == {"text": "empty"}
    assert op.payload == Update("", (sized(5),))


@pytest.mark.rule("TK-4")
def test_a_ticket_is_named_by_its_id_or_its_number(office: Office) -> None:
    """What people type is found, and queued under the portal's id."""
    ref = office.known()

    assert {office.desk.update(name, "Hello").ticket_id for name in (ref.id, ref.number)} == {ref.id}


@pytest.mark.rule("TK-4")
def test_a_reply_may_follow_a_ticket_that_is_not_sent_yet(office: Office) -> None:
    """Offline, a ticket is written on before the portal has a name for it."""
    op = office.desk.submit(Draft("Printer"))

    assert office.desk.update(op.op_id, "One more thing").ticket_id == op.op_id


def test_a_ticket_that_was_sent_meanwhile_is_found_under_its_old_name(office: Office) -> None:
    """A window that still knows the operation's id reaches the ticket that it made."""
    op = office.desk.submit(Draft("Printer"))
    office.outbox.claim(START)
    office.outbox.settle(op.op_id, Outcome(OpState.DONE, ref=TicketRef("t9", "9")), START)

    assert office.desk.update(op.op_id, "Hello").ticket_id == "t9"


def test_an_unknown_ticket_is_refused(office: Office) -> None:
    """A number that nobody knows is named in the error, and nothing is written."""
    with pytest.raises(NotFound) as refused:
        office.desk.update("4712", "Hello")

    assert dict(refused.value.params) == {"what": "ticket", "id": "4712"}
    assert office.outbox.ops == {}


@pytest.mark.rule("TK-4")
def test_closing_needs_the_portal_s_grant(office: Office) -> None:
    """Where the portal lets nobody close, nothing is queued; where it does, it is."""
    ref = office.known()
    office.grant(replace(NATIVE, close=False))
    with pytest.raises(Forbidden):
        office.desk.close(ref.id)
    office.grant(NATIVE)

    assert office.desk.close(ref.id).payload == Close()


@pytest.mark.rule("TK-10")
def test_a_priority_must_be_one_of_the_policy(office: Office) -> None:
    """Without the grant, or for a priority that the policy does not name, nothing is queued."""
    ref = office.known()
    with pytest.raises(Forbidden):
        office.desk.set_priority(ref.id, "low")
    office.grant(NATIVE)
    with pytest.raises(Rejected) as refused:
        office.desk.set_priority(ref.id, "super")

    assert refused.value.params["known"] == "standard, low"
    assert office.desk.set_priority(ref.id, "low").payload == SetPriority("low")


def test_the_portal_s_limits_hold_at_once(office: Office) -> None:
    """A file, or all together, beyond the limit is refused before it is queued, with name and sizes."""
    office.grant(replace(NATIVE, max_file=100, max_total=150))

    with pytest.raises(TooLarge) as one:
        office.desk.submit(Draft("Printer", files=(sized(101),)))
    with pytest.raises(TooLarge) as all_together:
        office.desk.submit(Draft("Printer", files=(sized(80), sized(80))))

    assert dict(one.value.params) == {"name": "disk.img", "size": "101", "limit": "100"}
    assert dict(all_together.value.params) == {"name": "", "size": "160", "limit": "150"}
    assert office.outbox.ops == {}


def test_a_file_is_copied_when_it_is_attached(office: Office, tmp_path: Path) -> None:
    """What was attached is sent, whatever becomes of the file afterwards."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"before")

    file = office.desk.attach(path)
    path.write_bytes(b"after")

    assert (file.name, file.media_type, file.kind) == ("notes.txt", "text/plain", FileKind.FILE)
    assert office.spool.kept[file.sha256] == b"before"


def test_a_file_that_cannot_be_taken_says_why(office: Office, tmp_path: Path) -> None:
    """Missing, a folder, too large: said at once."""
    office.grant(replace(NATIVE, max_file=3))
    large = tmp_path / "large.bin"
    large.write_bytes(b"1234")

    with pytest.raises(BadFile) as missing:
        office.desk.attach(tmp_path / "gone.txt")
    with pytest.raises(BadFile) as folder:
        office.desk.attach(tmp_path)
    with pytest.raises(TooLarge) as too_large:
        office.desk.attach(large)

    assert [error.value.params["reason"] for error in (missing, folder)] == ["missing", "folder"]
    assert too_large.value.params["name"] == "large.bin"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read_says_why(office: Office, tmp_path: Path) -> None:
    """A file of somebody else is unreadable."""
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)

    with pytest.raises(BadFile) as refused:
        office.desk.attach(path)

    assert refused.value.params["reason"] == "unreadable"


def test_a_screenshot_is_a_picture(office: Office) -> None:
    """A picture is kept as one, under the name it was given."""
    file = office.desk.attach_picture(Encoded(b"\x89PNG", "image/png"), "screen-1")

    assert (file.name, file.media_type, file.kind) == ("screen-1.png", "image/png", FileKind.SCREENSHOT)


@pytest.mark.rule("APP-5")
def test_the_employee_retries_edits_and_discards(office: Office) -> None:
    """Each goes to the outbox and wakes the worker; the id stays the same on an edit."""
    op = office.desk.submit(Draft("Printer"))

    office.desk.edit(op.op_id, Draft("Printer on fire"))
    office.desk.retry(op.op_id)
    edited = office.outbox.get(op.op_id)
    office.desk.discard(op.op_id)

    assert edited is not None
    assert edited.payload == Draft("Printer on fire")
    assert office.outbox.get(op.op_id) is None
    assert office.woken == 4


def test_an_edit_keeps_to_the_limits(office: Office) -> None:
    """A corrected ticket that is too large is refused, and the old words stay."""
    op = office.desk.submit(Draft("Printer"))
    office.grant(replace(NATIVE, max_total=10))

    with pytest.raises(TooLarge):
        office.desk.edit(op.op_id, Draft("Printer", files=(sized(11),)))

    assert office.outbox.get(op.op_id) == op


@pytest.mark.rule("APP-5")
def test_what_is_being_sent_is_left_alone(office: Office) -> None:
    """While it is on its way an operation can neither be edited nor discarded."""
    op = office.desk.submit(Draft("Printer"))
    office.outbox.claim(START)

    with pytest.raises(Forbidden):
        office.desk.edit(op.op_id, Draft("Other"))
    with pytest.raises(Forbidden):
        office.desk.discard(op.op_id)


def test_an_unknown_operation_is_refused(office: Office) -> None:
    """Retry, edit and discard of nothing say so."""
    unknown = OpId("no-such-op")

    for ask in (
        office.desk.retry,
        office.desk.discard,
        lambda op_id: office.desk.edit(op_id, Draft("Printer")),
    ):
        with pytest.raises(NotFound):
            ask(unknown)


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes of POSIX")
def test_only_files_with_an_end_are_taken(office: Office, tmp_path: Path) -> None:
    """A pipe would be waited for and a device may have no end: both are refused at once."""
    pipe = tmp_path / "pipe"
    if sys.platform != "win32":  # the mark above, for the type checker
        os.mkfifo(pipe)

    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(BadFile) as error:
            office.desk.attach(path)
        assert error.value.params["reason"] == "unreadable"


def test_what_was_chosen_is_kept_in_words(office: Office) -> None:
    """A helpdesk to which the codes mean nothing can still be told; also after the ticket was edited."""
    office.notes.put_policy(POLICY)
    label = POLICY.priorities[0].label
    op = office.desk.submit(Draft("Printer", priority=POLICY.priorities[0].code))
    assert isinstance(op.payload, Draft)
    assert op.payload.said == (("priority", label),)

    office.desk.edit(op.op_id, Draft("Printer", said=op.payload.said))

    edited = office.outbox.ops[op.op_id].payload
    assert isinstance(edited, Draft)
    assert edited.said == ()
