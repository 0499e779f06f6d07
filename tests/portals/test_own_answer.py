"""Whose answer an answer is, and what those who stand before the portal say in its place."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.conftest import Opened
from tests.portals.samples import MESSAGE, POLICY, PROBE
from tests.portals.test_native import OP, REF, file_of, nowhere
from trayapp.core.errors import Busy, Misconfigured, OutcomeUnknown, ServerFault
from trayapp.core.model import Draft, Update
from trayapp.portals.own_answer import NAME


def test_every_request_has_a_name_of_its_own(opened: Opened) -> None:
    """No two requests are named alike."""
    portal = opened.answering(json=PROBE)

    portal.probe()
    portal.probe()

    assert len({request.headers[NAME] for request in opened.requests}) == 2


def test_an_answer_that_names_its_request_is_believed(opened: Opened) -> None:
    """A portal gives the name back as it came."""
    portal = opened(lambda asked: httpx.Response(200, json=PROBE, headers={NAME: asked.headers[NAME]}))

    assert portal.probe().me.id


def test_the_answer_to_another_request_tells_nothing_about_a_write(opened: Opened) -> None:
    """A confused proxy gives an answer the portal gave before: whether this one was carried out, nobody knows."""
    portal = opened.answering(201, json=MESSAGE, headers={NAME: "0123456789abcdef"})

    with pytest.raises(OutcomeUnknown):
        portal.update(OP, REF, Update("Still broken"), opened.steps, nowhere)


def test_the_answer_to_another_request_is_not_read(opened: Opened) -> None:
    """A message that another request found does not count as this one."""
    portal = opened.answering(json={"messages": [MESSAGE]}, headers={NAME: "0123456789abcdef"})

    with pytest.raises(ServerFault):
        portal.find_update(OP, REF)


@pytest.mark.parametrize("status", [429, 503])
def test_a_portal_that_wants_peace_gets_no_upload_on_top(opened: Opened, status: int) -> None:
    """When it says so at the first question, nothing more is asked, and its time is obeyed."""
    portal = opened.answering(status, headers={"Retry-After": "120"})

    with pytest.raises(Busy) as caught:
        portal.submit(OP, Draft("Printer", files=(file_of(opened),)), opened.steps, nowhere)

    assert caught.value.retry_after == 120
    assert [request.method for request in opened.requests] == ["HEAD"]


def test_a_page_in_place_of_the_policy_is_no_policy(opened: Opened) -> None:
    """A guest network's page does not make the portal's policy unusable: the portal was not reached."""
    with pytest.raises(Misconfigured) as caught:
        opened.answering(html="<h1>Welcome</h1>").policy()

    assert caught.value.params["reason"] == "not_a_portal"
    assert opened.answering(json=POLICY).policy().version
