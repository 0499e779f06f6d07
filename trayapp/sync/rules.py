"""Takes the portal's policy, unless it cannot be used: then the last good one holds."""

from __future__ import annotations

import logging
from collections.abc import Callable

from trayapp.core.errors import UnusablePolicy
from trayapp.core.events import Emit, PolicyChanged, PolicyRefused
from trayapp.core.operation import Problem, problem_of
from trayapp.core.policy import SCHEMA, Policy
from trayapp.core.policy.checks import fatal
from trayapp.core.ports import Notes, Portal

_log = logging.getLogger(__name__)


def renew(
    portal: Portal, notes: Notes, emit: Emit, stopped: Callable[[], bool] = lambda: False
) -> Policy | None:
    """Ask for the policy and keep it; the one kept, `None` where it cannot be used. Tells what became of it.

    Nothing is kept when it was `stopped` meanwhile: another portal may be set up by now.

    Raises what `Portal.policy` raises, but for `UnusablePolicy`: tickets are synced all the same.
    """
    try:
        policy = portal.policy()
        if stopped():
            return None
        examine(policy)
    except UnusablePolicy as error:
        _log.error("the portal's policy is not taken: %s %s", dict(error.params), error.detail)
        _note(problem_of(error), notes, emit)
        return None
    _note(None, notes, emit)
    if notes.put_policy(policy):
        emit(PolicyChanged())
    return policy


def examine(policy: Policy) -> None:
    """Raises `UnusablePolicy` (future, contradictory) for a policy that must not be followed."""
    if policy.schema > SCHEMA:
        raise UnusablePolicy(reason="future", found=str(policy.schema), known=str(SCHEMA))
    mistake = fatal(policy)
    if mistake is not None:
        raise UnusablePolicy(str(mistake), reason="contradictory", where=mistake.key)


def _note(problem: Problem | None, notes: Notes, emit: Emit) -> None:
    if notes.put_refused_policy(problem):
        emit(PolicyRefused(problem))
