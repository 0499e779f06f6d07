"""How the portal was last met, told once for every change."""

from __future__ import annotations

from trayapp.core.errors import Misconfigured, OutcomeUnknown, SignIn, Transient, TrayAppError
from trayapp.core.events import Emit, Link, LinkChanged
from trayapp.core.operation import Problem, problem_of
from trayapp.core.ports import Clock


class LinkWatch:
    """Remembers the link and emits `LinkChanged` when it, or the reason for it, becomes another."""

    def __init__(self, clock: Clock, emit: Emit) -> None:
        self._clock = clock
        self._emit = emit
        self.link = Link.UNKNOWN
        self._problem: Problem | None = None

    def met(self) -> Link:
        """The portal answered as it should. Returns how it was met before."""
        return self._become(Link.ONLINE, None)

    def failed(self, error: TrayAppError) -> None:
        """Asking the portal ended in an error."""
        self._become(link_of(error), problem_of(error))

    def _become(self, link: Link, problem: Problem | None) -> Link:
        before, self.link = self.link, link
        other = before is not link or _kind(problem) != _kind(self._problem)
        self._problem = problem
        if other:
            self._emit(LinkChanged(link, self._clock(), problem))
        return before


def link_of(error: TrayAppError) -> Link:
    """What an error says about the portal as a whole."""
    if isinstance(error, SignIn) or _nowhere(error):
        return Link.SIGNED_OUT
    return Link.OFFLINE if isinstance(error, Transient | OutcomeUnknown) else Link.BLOCKED


def _nowhere(error: TrayAppError) -> bool:
    """No portal is set up: what solves that is the sign-in, which asks for the address, too."""
    return isinstance(error, Misconfigured) and error.params.get("reason") == "no_address"


def _kind(problem: Problem | None) -> tuple[str, str | None] | None:
    return (problem.kind, problem.params.get("reason")) if problem else None
