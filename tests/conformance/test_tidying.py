"""What becomes of the test tickets."""

from __future__ import annotations

import httpx
import pytest

from tests.conformance.twisted import Ask, Twist, asks, visiting
from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.tidying import tidied
from trayapp.conformance.visit import NOTE, TAG
from trayapp.core.errors import OutcomeUnknown


def test_tickets_are_marked_as_tests(portal: PortalProcess) -> None:
    """The subject says what made it, the description that it may be deleted."""
    with visiting(portal) as (visit, _seen):
        ticket = visit.read(visit.ticket("Something"))

    assert ticket.subject.startswith(f"{TAG} ")
    assert ticket.subject.endswith(" Something")
    assert NOTE in ticket.description


def test_every_ticket_is_closed(portal: PortalProcess) -> None:
    """Those that are closed already among them; none is left."""
    with visiting(portal) as (visit, _seen):
        refs = [visit.ticket(f"Number {number}") for number in (1, 2)]
        first, again = list(tidied(visit)), list(tidied(visit))
        open_now = [ref for ref in refs if not visit.over(visit.read(ref))]

    assert [one.ref for one in first] == refs
    assert all(one.closed for one in [*first, *again])
    assert open_now == []


def swallowing(portal_answers: bool) -> Twist:
    """A connection that breaks after a ticket was made."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        answer = ask(request)
        if asks(request, "POST", "tickets") or (not portal_answers and asks(request, "GET", "tickets")):
            raise httpx.ReadError("broken", request=request)
        return answer

    return twist


@pytest.mark.parametrize("found_by_key", [True, False])
def test_a_ticket_whose_answer_was_lost_is_closed_too(portal: PortalProcess, found_by_key: bool) -> None:
    """It is found by its key, or else among the changes by its subject."""
    with visiting(portal, swallowing(found_by_key)) as (visit, _seen):
        visit.pull()
        with pytest.raises(OutcomeUnknown):
            visit.ticket("Lost")
        done = list(tidied(visit))

    assert [one.closed for one in done] == [True]


def test_a_ticket_that_cannot_be_closed_is_named(portal: PortalProcess) -> None:
    """With the reason."""

    def twist(request: httpx.Request, ask: Ask) -> httpx.Response:
        if asks(request, "POST", "tickets/[^/]+/changes"):
            return httpx.Response(403, json={"kind": "forbidden", "detail": "no"})
        return ask(request)

    with visiting(portal, twist) as (visit, _seen):
        ref = visit.ticket("Stays")
        (left,) = tidied(visit)

    assert (left.ref, left.closed, left.why) == (ref, False, "forbidden")


def test_nothing_is_asked_where_nothing_was_made(portal: PortalProcess) -> None:
    """A portal that could not be reached is not asked again."""
    with visiting(portal) as (visit, seen):
        assert list(tidied(visit)) == []

    assert seen.exchanges == []
