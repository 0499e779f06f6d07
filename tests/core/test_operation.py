"""What an outbox row remembers of an error."""

from __future__ import annotations

from datetime import UTC, datetime

from trayapp.core.errors import Busy, Offline, Rejected
from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, OpKind, OpState, Problem, problem_of


def test_an_error_is_remembered_by_kind_and_parameters() -> None:
    """No sentence: the kind, its parameters, and the technical detail for the log."""
    assert problem_of(Offline("errno 111", reason="unreachable")) == Problem(
        "offline", {"reason": "unreachable"}, detail="errno 111"
    )


def test_reasons_by_field_are_remembered() -> None:
    """What the portal said about each field is kept for the one who corrects it."""
    problem = problem_of(Rejected(fields={"product": "unknown"}, reason="rejected"))

    assert (dict(problem.fields), dict(problem.params)) == ({"product": "unknown"}, {"reason": "rejected"})


def test_the_time_to_come_back_is_remembered() -> None:
    """A busy portal's Retry-After is a parameter like any other, in seconds."""
    assert problem_of(Busy(retry_after=90.0)).params == {"retry_after": "90"}
    assert problem_of(Busy()).params == {}


def test_only_an_acknowledged_operation_is_finished() -> None:
    """Whatever else it is, an operation is not finished before the portal has said so."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    finished = {
        state
        for state in OpState
        if Operation(1, OpId("x"), "x", OpKind.CREATE, Draft("Printer"), state, now).finished
    }

    assert finished == {OpState.DONE}
