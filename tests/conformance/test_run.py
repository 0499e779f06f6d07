"""How checks are made one after the other, and what ends them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.conformance.twisted import Ask, Twist, asks, telling, visiting
from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.checks.every import CHECKS, Check, most_tickets
from trayapp.conformance.run import Seen, attempt, results
from trayapp.conformance.tidying import tidied
from trayapp.conformance.verdict import NotOffered, NotTried, Verdict
from trayapp.conformance.visit import Site, Visit
from trayapp.core.errors import Offline

ALL = {check.id: check for check in CHECKS}


def check(job: object) -> Check:
    """A check that does that."""
    return Check("mine", "A sentence", "A rule", job)  # type: ignore[arg-type]


def test_every_check_passes_on_the_embedded_portal(portal: PortalProcess) -> None:
    """The reference of the portal's interface breaks no rule."""
    with visiting(portal) as (visit, seen):
        found = list(results(visit, seen))

    assert [(one.id, one.reason) for one in found if one.verdict is not Verdict.PASSED] == []
    assert [one.id for one in found] == list(ALL)


def test_no_check_writes_more_tickets_than_it_says(portal: PortalProcess) -> None:
    """How many there will be is said before anything is written; each check keeps to its part of it."""
    more: dict[str, int] = {}
    with visiting(portal) as (visit, seen):
        visit.common()
        written = 1
        for result in results(visit, seen):
            check = ALL[result.id]
            more[check.id] = len(visit.made) - written - check.tickets
            written = len(visit.made)

    assert {name: count for name, count in more.items() if count > 0} == {}
    assert written <= most_tickets()


def test_where_closing_is_not_granted_few_tickets_stay(portal: PortalProcess) -> None:
    """Checks share a ticket wherever they can: an agent has to close what is left."""

    def strict(probe: Any) -> None:
        probe.get("capabilities", {}).update(close=False)

    with visiting(portal, telling("GET", "probe", strict)) as (visit, seen):
        for _ in results(visit, seen):
            pass

    assert len(visit.made) <= 15


def test_ids_are_unique() -> None:
    """A check is known by its id, and each says whose promise it proves."""
    assert len(ALL) == len(CHECKS)
    assert all(check.sentence and check.rule for check in CHECKS)


@pytest.mark.parametrize(
    ("end", "verdict"), [(NotOffered("no"), Verdict.NOT_OFFERED), (NotTried("no"), Verdict.NOT_TRIED)]
)
def test_what_is_not_there_is_no_fault(portal: PortalProcess, end: Exception, verdict: Verdict) -> None:
    """A check may find that there is nothing to check; it says why."""

    def job(_visit: Visit) -> None:
        raise end

    with visiting(portal) as (visit, seen):
        result = attempt(check(job), visit, seen)

    assert (result.verdict, result.reason) == (verdict, "no")


@pytest.mark.expect_log("what it never may")
def test_a_bug_of_an_adapter_is_told_as_one(portal: PortalProcess) -> None:
    """Anything but the errors of the core is this program's fault, and the other checks go on."""

    def job(_visit: Visit) -> None:
        raise KeyError("id")

    with visiting(portal) as (visit, seen):
        result = attempt(check(job), visit, seen)

    assert (result.verdict, result.bug) == (Verdict.FAILED, True)
    assert "KeyError" in result.reason


def saying(status: int, times: int, path: str = ".*", **headers: str) -> Twist:
    """Answers the first so many questions with a status."""
    left = [times]

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        if left[0] and asks(request, request.method, path):
            left[0] -= 1
            return httpx.Response(status, headers=headers, json={"detail": "so it is"})
        return ask(request)

    return twist


def test_a_busy_portal_is_waited_for(portal: PortalProcess) -> None:
    """As long as it asks; then the check is made again."""
    waited: list[float] = []
    with visiting(portal, saying(429, 2, "policy", **{"Retry-After": "7"})) as (there, seen):
        site = there.site
        visit = Visit(Site(site.me, site.spool, sleep=waited.append))
        result = attempt(ALL["policy"], visit, seen)

    assert (result.verdict, waited) == (Verdict.PASSED, [7.0, 7.0])


def test_a_portal_that_is_busy_for_long_is_left_alone(portal: PortalProcess) -> None:
    """The check ends as failed, and nobody waits for an hour."""
    waited: list[float] = []
    with visiting(portal, saying(429, 9, "policy", **{"Retry-After": "3600"})) as (there, seen):
        visit = Visit(Site(there.site.me, there.site.spool, sleep=waited.append))
        result = attempt(ALL["policy"], visit, seen)

    assert (result.verdict, waited) == (Verdict.FAILED, [])


def test_a_portal_that_goes_away_ends_it(portal: PortalProcess) -> None:
    """Nothing more is tried, and the remaining checks say so."""
    gone: list[bool] = []

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        if gone or asks(request, "GET", "policy"):
            gone.append(True)
            raise httpx.ConnectError("refused", request=request)
        return ask(request)

    with visiting(portal, twist) as (visit, seen):
        found = {one.id: one for one in results(visit, seen)}

    assert [one.verdict for one in found.values()][:4] == [Verdict.PASSED] * 3 + [Verdict.FAILED]
    assert {one.verdict for one in list(found.values())[4:]} == {Verdict.NOT_TRIED}
    assert isinstance(found["policy"].error, Offline)
    assert "offline" in found["missing"].reason


def test_a_portal_that_cannot_be_asked_is_no_fault_of_it(portal: PortalProcess) -> None:
    """The first question decides: what is wrong with address, network or sign-in is raised as it is."""

    def twist(request: httpx.Request, _ask: Ask) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with visiting(portal, twist) as (visit, seen), pytest.raises(Offline):
        next(results(visit, seen))


def test_what_was_said_is_of_one_check(portal: PortalProcess) -> None:
    """A failed check holds its own exchanges and none of the one before."""
    with visiting(portal, saying(500, 1, "policy")) as (visit, seen):
        first, second = (attempt(ALL[name], visit, seen) for name in ("policy", "ticket-words"))

    assert [(one.path, one.status) for one in first.exchanges if "policy" in one.path] == [
        ("/api/v1/policy", 500)
    ]
    assert second.exchanges == ()
    assert isinstance(seen, Seen)


def test_a_portal_that_tells_nothing_is_sent_next_to_nothing(portal: PortalProcess) -> None:
    """Where nothing can be read back, as with e-mail, two tickets are sent and the rest is not offered."""

    def blind(probe: Any) -> None:
        nothing: dict[str, object] = {"views": [], "close": False, "priority": False, "remembers": False}
        nothing |= {"submit_once": "none", "update_once": "none"}
        probe.get("capabilities", {}).update(nothing)

    sent: list[str] = []

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        if request.method == "POST":
            sent.append(request.url.path)
        return telling("GET", "probe", blind)(request, ask)

    with visiting(portal, twist) as (visit, seen):
        found = list(results(visit, seen))
        left = list(tidied(visit))

    passed = [one.id for one in found if one.verdict is Verdict.PASSED]
    assert passed == ["probe", "clock", "capabilities", "policy", "sign-in", "ticket"]
    assert {one.verdict for one in found if one.id not in passed} == {Verdict.NOT_OFFERED}
    assert sent == ["/api/v1/tickets"] * 2
    assert [one.why for one in left] == ["tickets are not closed from here"] * 2


def test_the_second_person_must_be_another(portal: PortalProcess) -> None:
    """With the first one twice nothing is learnt: it is not tried, and no portal is blamed."""
    with visiting(portal) as (there, seen), visiting(portal) as (again, _):
        visit = Visit(Site(there.site.me, there.site.spool, stranger=lambda: again.site.me))
        result = attempt(ALL["stranger"], visit, seen)

    assert (result.verdict, result.reason) == (Verdict.NOT_TRIED, "the second person is the first one, too")
