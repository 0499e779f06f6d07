"""What is asked of a server that has words of its own, and what of a portal that speaks this program's interface."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.conformance.twisted import Ask, Twist, asked, asks, telling, visiting, with_header
from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.checks.every import CHECKS
from trayapp.conformance.checks.reading import NO_CURSOR
from trayapp.conformance.run import attempt
from trayapp.conformance.verdict import Result, Verdict

ALL = {check.id: check for check in CHECKS}


def _looked_up(probe: Any) -> None:
    probe.get("capabilities", {}).update(submit_once="lookup", update_once="lookup")


def of_a_server(name: str, portal: PortalProcess, twist: Twist, *, looked_up: bool) -> Result:
    """The check, on a server that is twisted so; `looked_up`: it says that it knows no keys."""

    def both(request: httpx.Request, ask: Ask) -> httpx.Response:
        if looked_up:
            return telling("GET", "probe", _looked_up)(request, lambda passed: twist(passed, ask))
        return twist(request, ask)

    with visiting(portal, both) as (visit, seen):
        return attempt(ALL[name], visit, seen)


def told(lose: int) -> Twist:
    """Takes an unknown cursor for the beginning of time, and loses so many tickets then."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        if request.url.params.get("cursor") != NO_CURSOR:
            return ask(request)
        plain = with_header(asked(request, cursor=None), "if-none-match", None)

        def shorten(page: Any) -> None:
            del page["tickets"][:lose]

        return telling("GET", "changes", shorten)(plain, ask)

    return twist


def forbidding(request: httpx.Request, ask: Ask) -> httpx.Response:
    """Tells that there is a ticket, and that one may not see it."""
    answer = ask(request)
    if asks(request, request.method, "tickets/.+") and answer.status_code == 404:
        return httpx.Response(403, json={"kind": "forbidden", "detail": "not yours"})
    return answer


@pytest.mark.parametrize(
    ("looked_up", "lose", "verdict"),
    [(True, 0, Verdict.PASSED), (True, 1, Verdict.FAILED), (False, 0, Verdict.FAILED)],
)
def test_an_unknown_cursor_may_mean_the_beginning_to_a_server_that_is_looked_up(
    portal: PortalProcess, looked_up: bool, lose: int, verdict: Verdict
) -> None:
    """All of it or a failure; a portal that gave out the cursors itself has to refuse it."""
    assert of_a_server("changes-cursor", portal, told(lose), looked_up=looked_up).verdict is verdict


@pytest.mark.parametrize("name", ["missing", "stranger"])
@pytest.mark.parametrize(("looked_up", "verdict"), [(True, Verdict.PASSED), (False, Verdict.FAILED)])
def test_only_a_server_with_words_of_its_own_may_say_that_it_is_forbidden(
    portal: PortalProcess, name: str, looked_up: bool, verdict: Verdict
) -> None:
    """A portal tells nobody which numbers are taken."""
    assert of_a_server(name, portal, forbidding, looked_up=looked_up).verdict is verdict
