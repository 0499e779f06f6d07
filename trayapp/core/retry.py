"""What becomes of an operation after a try. Pure: time and chance are handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeGuard

from trayapp.core.errors import (
    Busy,
    LocalFault,
    MayHaveBeenSent,
    NeedsUser,
    OutcomeUnknown,
    ServerFault,
    TrayAppError,
)
from trayapp.core.model import Once, TicketRef
from trayapp.core.operation import Operation, OpState, Problem, problem_of
from trayapp.core.ports import Outcome

FIRST_DELAY = 10.0
"""Seconds before the second try, at most; each further one may be three times as long."""
LONGEST_DELAY = 3600.0
"""Seconds; what backing off grows to."""
LONGEST_RETRY_AFTER = 14_400.0
"""Seconds; a portal that asks for more is not obeyed further. One question in four hours burdens no portal, and a wrong
header of some box in between keeps nobody's answers back for a day. A click on "try now" never waits."""
LONGEST_WAIT = LONGEST_RETRY_AFTER * 1.5
"""Seconds; the longest that `later` makes of it."""
SHORTEST_DELAY = 1.0
"""Seconds; a try never follows the one before at once."""

Jitter = Callable[[], float]
"""Chance: a number from 0 up to 1."""
BUG = "bug"
"""The kind of problem that is a fault of this program."""


def backoff(
    attempts: int, jitter: float, longest: float = LONGEST_DELAY, first: float = FIRST_DELAY
) -> float:
    """Seconds to wait after that many failed tries: `first` × 3 up to `longest`, full jitter (`jitter` from 0 to 1)."""
    steps = min(max(attempts, 1) - 1, 10)
    return max(SHORTEST_DELAY, min(first * 3.0**steps, longest) * jitter)


def later(asked: float, jitter: float, apart: float = FIRST_DELAY) -> float:
    """Seconds to wait when a portal asks for `asked`: never less, and up to half as much again, or up to `apart`.

    Everybody who was told the same does not come at the same instant, least of all when a date was named.
    """
    return min(asked + jitter * max(asked / 2, apart), LONGEST_WAIT)


def around(seconds: float, jitter: float) -> float:
    """From half of it to half as much again, on average `seconds`: machines that began together drift apart."""
    return seconds * (0.5 + jitter)


def decide(
    op: Operation,
    result: TicketRef | Exception,
    now: datetime,
    jitter: float,
    *,
    sent: bool = True,
    once: Once = Once.NATIVE,
    settle: float = 0.0,
) -> Outcome:
    """What to make durable after a try of `op` ended in `result`.

    `op.doubtful` says whether an *earlier* try may have arrived. `sent`: this try went past looking things up.
    `once` and `settle` (seconds) are the portal's capabilities.
    """
    if isinstance(result, TicketRef):
        return Outcome(OpState.DONE, ref=result)
    doubtful = op.doubtful or (sent and leaves_doubt(result))
    if doubtful and once is Once.NONE and isinstance(result, OutcomeUnknown):
        result = MayHaveBeenSent(str(result))
    if isinstance(result, MayHaveBeenSent):
        # the employee has been asked: a retry of theirs is a decision, so no doubt is left in the row
        return Outcome(OpState.NEEDS_USER, problem=problem_of(result), ref=op.ref)
    if isinstance(result, NeedsUser) or _lost_file(result):
        return Outcome(OpState.NEEDS_USER, problem=problem_of(result), doubtful=doubtful, ref=op.ref)
    next_at = now + timedelta(seconds=_delay(op, result, jitter, settle if doubtful else 0.0))
    return Outcome(OpState.WAITING, next_at, _problem(result), doubtful, op.ref)


def _lost_file(result: Exception) -> TypeGuard[LocalFault]:
    """The bytes of an attachment are gone from this computer: no time brings them back, the employee can go without."""
    return isinstance(result, LocalFault) and result.params.get("reason") in {"file_missing", "file_damaged"}


def leaves_doubt(result: Exception) -> bool:
    """A request that ended so may have been carried out all the same."""
    return isinstance(result, OutcomeUnknown | ServerFault) or not isinstance(result, TrayAppError)


def obeyed(busy: Busy) -> float | None:
    """Seconds the portal asked to wait, within bounds; `None` when it did not say."""
    if busy.retry_after is None:
        return None
    return min(max(busy.retry_after, SHORTEST_DELAY), LONGEST_RETRY_AFTER)


def _delay(op: Operation, error: Exception, jitter: float, settle: float) -> float:
    asked = obeyed(error) if isinstance(error, Busy) else None
    if asked is not None:
        return later(asked, jitter)
    return max(settle, backoff(op.attempts, jitter))


def _problem(error: Exception) -> Problem:
    if isinstance(error, TrayAppError):
        return problem_of(error)
    return Problem(BUG, detail=f"{type(error).__name__}: {error}")
