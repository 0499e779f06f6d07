"""Every kind of operation has its words in the outbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.samples import NOW
from trayapp.commands import report
from trayapp.core.ids import OpId
from trayapp.core.model import (
    Close,
    DecideEstimate,
    Draft,
    EditProfile,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    TicketRef,
    Update,
)
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.ui.texts import outbox as texts


def operation(kind: OpKind, payload: Payload, ref: TicketRef | None = None) -> Operation:
    """One that was delivered."""
    return Operation(1, OpId("op"), "t1", kind, payload, OpState.DONE, NOW, ref=ref)


SAMPLES: list[tuple[OpKind, Payload, str]] = [
    (OpKind.CREATE, Draft("Printer"), "Printer"),
    (OpKind.UPDATE, Update("Fire"), "Answer: Printer"),
    (OpKind.CLOSE, Close(), "Close: Printer"),
    (OpKind.KEEP_OPEN, KeepOpen(), "Keep open: Printer"),
    (OpKind.PRIORITY, SetPriority("low"), "Change urgency: Printer"),
    (OpKind.SUBSCRIBER, SetSubscriber("leo@a.example"), "Add leo@a.example: Printer"),
    (OpKind.COLLABORATOR, SetCollaborator("tom@b.example", on=False), "Remove tom@b.example: Printer"),
    (OpKind.ESTIMATE, DecideEstimate("e1", approve=True), "Approve the estimate: Printer"),
    (OpKind.REGISTRATION, RegisterUser("Kim", "kim@a.example"), "Ask for an account: Kim (kim@a.example)"),
    (OpKind.REMOVAL, RemoveUser("kim@a.example"), "Ask to remove an account: kim@a.example"),
    (OpKind.PROFILE, EditProfile("Kim", "kim@a.example"), "Change your profile"),
]


@pytest.mark.rule("APP-5")
def test_every_kind_is_named() -> None:
    """Each kind says what was asked for; none is left out."""
    assert [(kind, texts.title(operation(kind, payload), "Printer")) for kind, payload, _ in SAMPLES] == [
        (kind, said) for kind, _, said in SAMPLES
    ]
    assert {kind for kind, *_ in SAMPLES} == set(OpKind)


@pytest.mark.parametrize(("kind", "payload", "_said"), SAMPLES)
def test_every_kind_is_told_at_a_terminal(kind: OpKind, payload: Payload, _said: str) -> None:
    """The command line ends with a sentence of its own for each kind."""
    told = report.done(operation(kind, payload, TicketRef("t1", "4711")))

    assert told.endswith(".")
    assert "{" not in told


@pytest.mark.rule("ST-7")
def test_words_that_went_on_in_a_new_ticket() -> None:
    """An answer to a ticket that was closed meanwhile says so, in the window and at a terminal."""
    moved = operation(OpKind.UPDATE, Update("Fire"), TicketRef("t2", "4712"))

    assert texts.sent(moved) == "Sent as #4712, for the other ticket was closed"
    assert "new ticket #4712" in report.done(moved)
    assert texts.sent(replace(moved, ref=TicketRef("t1", "4711"))) == "Sent to #4711"


@pytest.mark.rule("REG-2")
def test_a_request_that_became_a_ticket() -> None:
    """Where support decides on an account, the request is a ticket with a number; otherwise it is just sent."""
    asked = operation(OpKind.REGISTRATION, RegisterUser("Kim", "kim@a.example"), TicketRef("t9", "9"))

    assert texts.sent(asked) == "Sent as ticket #9"
    assert report.done(asked) == "The account is asked for. It is ticket #9."
    assert texts.sent(replace(asked, ref=TicketRef("account:kim@a.example", ""))) == "Sent"
