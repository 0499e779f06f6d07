"""What was sent, compared with what the portal says it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from trayapp.core.ids import OpId
from trayapp.core.model import (
    Close,
    Draft,
    FileKind,
    Message,
    Relation,
    RemoteFile,
    Side,
    StoredFile,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.receipt import Held, receipts

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
REF = TicketRef("t1", "1")
SHOT = StoredFile("screen-1.png", "image/png", 10, "a" * 64, FileKind.SCREENSHOT)
TICKET = Ticket(REF, "Printer", "It burns", "new", Relation.OWN, "Eva", NOW, NOW)
CREATE = Operation(
    1,
    OpId("op"),
    "op",
    OpKind.CREATE,
    Draft("Printer", "It burns", files=(SHOT,)),
    OpState.DONE,
    NOW,
    ref=REF,
)
ANSWER = replace(CREATE, ticket_id="t1", kind=OpKind.UPDATE, payload=Update("Still", (SHOT,)), message="m1")


def remote(**changes: object) -> RemoteFile:
    """The picture as the portal tells of it."""
    return replace(RemoteFile("f1", SHOT.name, SHOT.media_type, SHOT.size, SHOT.sha256), **changes)  # type: ignore[arg-type]


def said(name: str = "m1", text: str = "Still", *files: RemoteFile) -> Message:
    """An answer of the employee on the portal."""
    return Message(name, "Eva", Side.EMPLOYEE, NOW, text, files, mine=True)


@pytest.mark.parametrize(
    ("there", "held"),
    [
        ((remote(),), Held.SAME),
        ((remote(name="renamed.png", sha256="A" * 64),), Held.SAME),
        ((remote(sha256="b" * 64),), Held.DIFFERENT),
        ((remote(sha256=None),), Held.UNTOLD),
        ((remote(sha256=None, size=11),), Held.DIFFERENT),
        ((), Held.MISSING),
        ((remote(id="f2", sha256="b" * 64), remote()), Held.SAME),
    ],
)
def test_a_file_is_known_by_its_hash(there: tuple[RemoteFile, ...], held: Held) -> None:
    """Same bytes are the same file under any name; another hash under its name is told; so is that nothing is there."""
    (receipt,) = receipts([CREATE], replace(TICKET, files=there), ())

    assert [one.held for one in receipt.files] == [held]


def test_an_answer_is_compared_with_its_own_message() -> None:
    """A file of the same name in another message, or on the ticket, does not count."""
    other = remote(id="f9", sha256="c" * 64)
    thread = (said("m0", "Earlier", other), said("m1", "Still", remote()))
    (receipt,) = receipts([ANSWER], replace(TICKET, files=(other,)), thread)

    assert (receipt.words, [one.remote for one in receipt.files]) == (Held.SAME, [remote()])


def test_what_was_not_read_back_is_not_judged() -> None:
    """Before the ticket, or the answer's message, is here again, nothing is said against the portal."""
    verdicts = [receipts([CREATE], None, ()), receipts([ANSWER], TICKET, ())]

    assert [(one.words, one.files[0].held) for (one,) in verdicts] == [(Held.UNREAD, Held.UNREAD)] * 2


def test_an_answer_that_made_a_new_ticket_is_found_there() -> None:
    """What was written on a closed ticket is the new one's description, with its files (ST-7)."""
    moved = replace(ANSWER, ticket_id="t0")
    (receipt,) = receipts([moved], replace(TICKET, description="Still", files=(remote(),)), ())

    assert (receipt.words, receipt.files[0].held) == (Held.SAME, Held.SAME)


def test_a_portal_may_tell_the_ticket_as_its_first_message() -> None:
    """Then the files hang on that message, and are found there."""
    (receipt,) = receipts([CREATE], TICKET, (said("m0", "It burns", remote()),))

    assert receipt.files[0].held is Held.SAME


@pytest.mark.parametrize(
    ("text", "held"), [("It  burns\r\n", Held.SAME), ("It burnt", Held.DIFFERENT), ("", Held.DIFFERENT)]
)
def test_words_are_compared_without_their_blanks(text: str, held: Held) -> None:
    """Line ends and blanks are the portal's own affair; any other letter is told."""
    (receipt,) = receipts([CREATE], replace(TICKET, description=text), ())

    assert receipt.words is held


def test_what_has_no_words_has_nothing_to_compare() -> None:
    """A wish to close carries neither words nor files."""
    (receipt,) = receipts([replace(CREATE, kind=OpKind.CLOSE, payload=Close())], TICKET, ())

    assert (receipt.words, receipt.files) == (Held.UNREAD, ())
