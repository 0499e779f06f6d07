"""What becomes of an operation, for every way a try can end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trayapp.core import errors
from trayapp.core.errors import (
    BadFile,
    Busy,
    CursorGone,
    Forbidden,
    Forgotten,
    LocalFault,
    MayHaveBeenSent,
    Misconfigured,
    NotFound,
    NotRegistered,
    Offline,
    OtherAccount,
    OtherPortal,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
    TooLarge,
    Transient,
    TrayAppError,
    UnusablePolicy,
)
from trayapp.core.ids import new_op_id
from trayapp.core.model import Draft, Once, TicketRef
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.core.retry import BUG, LONGEST_DELAY, backoff, decide

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REF = TicketRef("t1", "4711")
ENDINGS: list[tuple[Exception, OpState, bool]] = [
    (Offline(), OpState.WAITING, False),
    (Busy(), OpState.WAITING, False),
    (Transient(), OpState.WAITING, False),
    (ServerFault(), OpState.WAITING, True),
    (OutcomeUnknown(), OpState.WAITING, True),
    (SignIn(), OpState.NEEDS_USER, False),
    (NotRegistered(), OpState.NEEDS_USER, False),
    (Misconfigured(), OpState.NEEDS_USER, False),
    (Rejected(), OpState.NEEDS_USER, False),
    (TooLarge(), OpState.NEEDS_USER, False),
    (Forbidden(), OpState.NEEDS_USER, False),
    (NotFound(), OpState.NEEDS_USER, False),
    (BadFile(), OpState.NEEDS_USER, False),
    (OtherAccount(), OpState.NEEDS_USER, False),
    (OtherPortal(), OpState.NEEDS_USER, False),
    (MayHaveBeenSent(), OpState.NEEDS_USER, False),
    (Forgotten(), OpState.NEEDS_USER, False),
    (errors.NeedsUser(), OpState.NEEDS_USER, False),
    (CursorGone(), OpState.WAITING, False),
    (UnusablePolicy(), OpState.WAITING, False),
    (LocalFault(), OpState.WAITING, False),
    (LocalFault(reason="disk_full"), OpState.WAITING, False),
    (LocalFault(reason="file_missing"), OpState.NEEDS_USER, False),
    (LocalFault(reason="file_damaged"), OpState.NEEDS_USER, False),
    (TrayAppError(), OpState.WAITING, False),
    (ZeroDivisionError("oops"), OpState.WAITING, True),
]


def operation(attempts: int = 1, *, doubtful: bool = False) -> Operation:
    """A create on its way."""
    op_id = new_op_id(NOW)
    return Operation(
        1,
        op_id,
        op_id,
        OpKind.CREATE,
        Draft("Printer"),
        OpState.SENDING,
        NOW,
        attempts=attempts,
        doubtful=doubtful,
    )


@pytest.mark.parametrize(("error", "state", "doubtful"), ENDINGS, ids=lambda value: type(value).__name__)
def test_every_error_leads_to_a_state(error: Exception, state: OpState, doubtful: bool) -> None:
    """Each kind of error leads to waiting or to the employee, and is doubtful only if it may have arrived."""
    outcome = decide(operation(), error, NOW, 0.5)

    assert (outcome.state, outcome.doubtful) == (state, doubtful)
    assert outcome.problem is not None
    assert (outcome.next_at is None) == (state is OpState.NEEDS_USER)


def test_every_error_of_the_core_is_in_the_table() -> None:
    """An error added to the core without a decision is noticed."""
    kinds = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, TrayAppError)
    }

    assert kinds <= {type(error) for error, _, _ in ENDINGS}


def test_nothing_is_ever_dropped() -> None:
    """No error, however often it comes, ends an operation."""
    for attempts in (1, 10, 100_000):
        for error, _, _ in ENDINGS:
            assert decide(operation(attempts), error, NOW, 1.0).state in {OpState.WAITING, OpState.NEEDS_USER}


def test_an_acknowledged_operation_is_done() -> None:
    """The portal's ticket ends the operation and clears the doubt."""
    outcome = decide(operation(doubtful=True), REF, NOW, 0.5)

    assert (outcome.state, outcome.ref, outcome.doubtful) == (OpState.DONE, REF, False)


@pytest.mark.parametrize(
    ("attempts", "longest"), [(1, 10), (2, 30), (3, 90), (4, 270), (5, 810), (6, 2430), (7, 3600)]
)
def test_backing_off_grows_threefold_up_to_an_hour(attempts: int, longest: float) -> None:
    """The delay is somewhere from nothing to 10 s × 3 each time, at most an hour."""
    assert backoff(attempts, 1.0) == longest
    assert backoff(attempts, 0.5) == longest / 2


def test_backing_off_stays_in_bounds_for_any_number_of_tries() -> None:
    """Neither no try nor a hundred thousand make a delay that is not between a second and an hour."""
    assert backoff(0, 0.0) == 1.0
    assert backoff(100_000, 1.0) == LONGEST_DELAY


@pytest.mark.parametrize(("asked", "obeyed"), [(120.0, 120.0), (0.0, 1.0), (10.0**9, 14_400.0)])
def test_retry_after_is_obeyed_within_four_hours(asked: float, obeyed: float) -> None:
    """A busy portal says when to come back, but a wrong header silences nobody for longer than four hours."""
    outcome = decide(operation(), Busy(retry_after=asked), NOW, 0.0)

    assert outcome.next_at == NOW + timedelta(seconds=obeyed)


def test_an_unknown_outcome_waits_until_the_portal_can_tell() -> None:
    """After an unknown outcome nothing is tried before the portal's settling time is over."""
    outcome = decide(operation(), OutcomeUnknown(), NOW, 0.0, once=Once.LOOKUP, settle=45.0)

    assert outcome.next_at == NOW + timedelta(seconds=45)


@pytest.mark.parametrize("error", [OutcomeUnknown()])
def test_a_portal_that_cannot_be_asked_leaves_the_choice_to_the_employee(error: Exception) -> None:
    """With no way to recognise a repeat, nothing is sent twice by the program itself."""
    outcome = decide(operation(), error, NOW, 0.5, once=Once.NONE)

    assert outcome.state is OpState.NEEDS_USER
    assert outcome.problem is not None
    assert outcome.problem.kind == "may_have_been_sent"


def test_doubt_stays_while_looking_up_fails() -> None:
    """A failed look-up proves nothing: the operation stays doubtful."""
    outcome = decide(operation(doubtful=True), Offline(), NOW, 0.5, sent=False)

    assert outcome.doubtful


def test_a_failed_look_up_of_a_fresh_operation_raises_no_doubt() -> None:
    """A portal that fails before anything was sent leaves the words editable."""
    outcome = decide(operation(), ServerFault(), NOW, 0.5, sent=False)

    assert not outcome.doubtful


def test_a_bug_is_named_as_one() -> None:
    """A fault of this program is not passed off as the portal's."""
    outcome = decide(operation(), ZeroDivisionError("oops"), NOW, 0.5)

    assert outcome.problem is not None
    assert (outcome.problem.kind, outcome.problem.detail) == (BUG, "ZeroDivisionError: oops")
