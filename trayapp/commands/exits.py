"""Exit codes, by what happened. Scripts rely on them."""

from __future__ import annotations

from enum import IntEnum

from trayapp.core.operation import Operation, OpState, Problem


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    USAGE = 2
    SIGN_IN = 3
    """Sign-in or registration needed."""
    WAITING = 4
    """Kept here, not delivered yet; or the portal could not be asked."""
    REFUSED = 5
    LOCAL = 6
    """A fault of this computer: disk, database."""
    BUG = 70


_BY_KIND = {
    "transient": Exit.WAITING,
    "offline": Exit.WAITING,
    "busy": Exit.WAITING,
    "server_fault": Exit.WAITING,
    "cursor_gone": Exit.WAITING,
    "unusable_policy": Exit.WAITING,
    "outcome_unknown": Exit.WAITING,
    "may_have_been_sent": Exit.WAITING,
    "forgotten": Exit.WAITING,
    "sign_in": Exit.SIGN_IN,
    "not_registered": Exit.SIGN_IN,
    "needs_user": Exit.REFUSED,
    "rejected": Exit.REFUSED,
    "too_large": Exit.REFUSED,
    "forbidden": Exit.REFUSED,
    "other_account": Exit.SIGN_IN,
    "other_portal": Exit.SIGN_IN,
    "not_found": Exit.USAGE,
    "bad_file": Exit.USAGE,
    "misconfigured": Exit.USAGE,
    "local_fault": Exit.LOCAL,
}
_LOCAL_CHECKS = {"local", "locked"}


def code_of(problem: Problem) -> Exit:
    """The exit code for a command that ended in a problem."""
    if problem.kind in {"rejected", "forbidden"} and _LOCAL_CHECKS & {
        problem.params.get("reason"),
        problem.params.get("action"),
    }:
        return Exit.USAGE
    return _BY_KIND.get(problem.kind, Exit.BUG)


def code_of_operation(operation: Operation, met: Problem | None = None) -> Exit:
    """The exit code for an operation as it stands; `met`: how the portal was met, where the row does not say."""
    if operation.state is OpState.DONE:
        return Exit.DONE
    problem = operation.problem or met
    if problem is None:
        return Exit.WAITING
    code = code_of(problem)
    if operation.state is OpState.NEEDS_USER and problem.kind == "not_found":
        return Exit.REFUSED
    return code if code in {Exit.SIGN_IN, Exit.REFUSED} else Exit.WAITING
