"""Makes one check after the other, and says what became of each."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from trayapp.conformance.checks.every import CHECKS, Check
from trayapp.conformance.verdict import Broken, NotOffered, NotTried, Result, Verdict
from trayapp.conformance.visit import Visit
from trayapp.core.errors import Busy, Misconfigured, NotRegistered, Offline, SignIn, TrayAppError
from trayapp.core.ports.witness import Exchange

_log = logging.getLogger(__name__)

_TRIES = 3
_PATIENCE = 60.0
"""Seconds that a portal may ask to wait; it is left alone for longer ones."""
_DEFAULT_WAIT = 5.0
_NOT_HERE = (Offline, SignIn, NotRegistered, Misconfigured, Busy)
"""What a portal that is not asked rightly says to everything: no fault of it."""


class Seen:
    """What was said during the check at hand; a `Witness`."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def __call__(self, exchange: Exchange) -> None:
        """Keep it."""
        self.exchanges.append(exchange)


def results(visit: Visit, seen: Seen, checks: Sequence[Check] = CHECKS) -> Iterator[Result]:
    """One for each check, as it ends. Raises what the portal says to the first question when it cannot be asked."""
    why = ""
    for number, check in enumerate(checks):
        if why:
            yield Result(check.id, check.sentence, check.rule, Verdict.NOT_TRIED, why)
            continue
        result = attempt(check, visit, seen)
        if number == 0 and isinstance(result.error, _NOT_HERE):
            raise result.error
        yield result
        if result.error is not None:
            why = _over(visit)


def attempt(check: Check, visit: Visit, seen: Seen) -> Result:
    """One check; a portal that is busy is waited for."""
    result = _attempt(check, visit, seen)
    for _ in range(_TRIES - 1):
        wait = _wait(result.error)
        if wait is None:
            break
        visit.site.sleep(wait)
        result = _attempt(check, visit, seen)
    return result


def _attempt(check: Check, visit: Visit, seen: Seen) -> Result:
    def end(verdict: Verdict, reason: str = "", **more: object) -> Result:
        return Result(check.id, check.sentence, check.rule, verdict, reason, **more)  # type: ignore[arg-type]

    seen.exchanges.clear()
    try:
        check.run(visit)
    except NotOffered as end_of_it:
        return end(Verdict.NOT_OFFERED, str(end_of_it))
    except NotTried as end_of_it:
        return end(Verdict.NOT_TRIED, str(end_of_it))
    except Broken as broken:
        error = broken.__cause__ if isinstance(broken.__cause__, TrayAppError) else None
        return end(
            Verdict.FAILED, str(broken), look=broken.look, exchanges=tuple(seen.exchanges), error=error
        )
    except TrayAppError as error:
        reason = f"it ended in “{error.kind}”: {error}"
        return end(Verdict.FAILED, reason, exchanges=tuple(seen.exchanges), error=error)
    except Exception as error:  # noqa: BLE001 - the other checks go on
        _log.exception("an adapter raised what it never may")
        reason = f"this program failed in itself: {type(error).__name__}"
        return end(Verdict.FAILED, reason, exchanges=tuple(seen.exchanges), bug=True)
    return end(Verdict.PASSED)


def _wait(error: TrayAppError | None) -> float | None:
    """Seconds; `None`: nothing to wait for."""
    if not isinstance(error, Busy):
        return None
    wait = _DEFAULT_WAIT if error.retry_after is None else error.retry_after
    return wait if wait <= _PATIENCE else None


def _over(visit: Visit) -> str:
    """Why nothing more can be tried; empty: the portal still answers."""
    try:
        visit.portal.probe()
    except TrayAppError as error:
        return f"the portal no longer says what it is (“{error.kind}”)"
    return ""
