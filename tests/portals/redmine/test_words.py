"""What a person reads when a Redmine is not as it should be."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pytest

from tests.portals.redmine.conftest import ADDRESS, Server, issue
from trayapp.core.errors import TrayAppError
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, FileKind, KeepOpen, SetSubscriber, TicketRef, Update
from trayapp.portals.redmine.portal import RedminePortal
from trayapp.ui.texts.errors import explain_error

OP = OpId("0190c2f1-0000-7000-8000-000000000001")
REF = TicketRef("4", "4")
_EMPTY = {"content-type": "application/json"}
ME, FULL = "GET users/current.json", "GET issues/4.json"
Try = Callable[[RedminePortal, Server], object]


def probe(portal: RedminePortal, _: Server) -> object:
    """Ask what runs there."""
    return portal.probe()


def read(portal: RedminePortal, _: Server) -> object:
    """Read a ticket."""
    return portal.read(REF, None)


def submit(portal: RedminePortal, server: Server) -> object:
    """Write a ticket with a file."""
    file = server.spool.put(io.BytesIO(bytes(9000)), "large.png", "image/png", FileKind.SCREENSHOT)
    draft = Draft("x", product="1", nature="3", files=(file,))
    return portal.submit(OP, draft, server.steps, lambda _sent, _total: None)


def reply(portal: RedminePortal, server: Server) -> object:
    """Answer on a ticket."""
    return portal.update(OP, REF, Update("Hello"), server.steps, lambda _sent, _total: None)


def keep_open(portal: RedminePortal, _: Server) -> object:
    """Ask that a ticket goes on."""
    return portal.change(OP, REF, KeepOpen())


def add(portal: RedminePortal, _: Server) -> object:
    """Ask that somebody is added."""
    return portal.change(OP, REF, SetSubscriber("kim@corp.example"))


def _closed(number: int) -> httpx.Response:
    status = {"id": number, "name": "Closed", "is_closed": True}
    return httpx.Response(200, json={"issue": issue(status=status)})


@pytest.mark.parametrize(
    ("tries", "what", "answer", "words"),
    [
        (probe, ME, httpx.Response(200, html="<p>Hi"), "There is no portal at this address"),
        (probe, ME, httpx.Response(404, html="<p>404"), "There is no portal at this address"),
        (probe, ME, httpx.Response(403, headers=_EMPTY), "not open to apps"),
        (probe, ME, httpx.Response(401, headers=_EMPTY), "does not accept your sign-in"),
        (
            probe,
            ME,
            httpx.Response(302, headers={"location": f"{ADDRESS}/login"}),
            "does not accept your sign-in",
        ),
        (
            probe,
            "GET trackers.json",
            httpx.Response(200, json={"trackers": [{"id": 1, "name": "Bug"}]}),
            "Redmine < 5.0 is too old for this app",
        ),
        (read, FULL, httpx.Response(404, headers=_EMPTY), "There is no ticket 4"),
        (
            submit,
            "GET projects.json",
            httpx.Response(200, json={"projects": [], "total_count": 0}),
            "Nothing takes new tickets from you there",
        ),
        (
            submit,
            "GET trackers.json",
            httpx.Response(200, json={"trackers": []}),
            "too large (9 KB, the portal takes up to 5 KB)",
        ),
        (reply, "PUT issues/4.json", httpx.Response(403, headers=_EMPTY), "does not let you write on this"),
        (keep_open, FULL, _closed(5), "does not let you keep this ticket open"),
        (add, FULL, _closed(5), "Your account may not add colleagues"),
    ],
)
def test_each_has_words_of_its_own(
    server: Server, tries: Try, what: str, answer: httpx.Response, words: str
) -> None:
    """Wrong address, no API, old, locked, gone, closed, too large: each is named, and none is called a bug."""
    server.tells(FULL, issue=issue())
    server.tells("POST uploads.json", 422, errors=["5000 bytes at most"])
    server.answers[what] = answer

    with pytest.raises(TrayAppError) as met:
        tries(server.portal(), server)

    assert words in str(explain_error(met.value))


def test_what_vanished_is_named_by_its_field(server: Server) -> None:
    """A tracker that the administrator took away since the form was shown is refused at its place in the form."""
    portal = server.portal()
    portal.policy()
    one = {**_project(), "trackers": [{"id": 1, "name": "Bug"}]}
    server.tells("GET projects.json", projects=[one], total_count=1)

    with pytest.raises(TrayAppError) as met:
        submit(portal, server)

    assert "nature: The portal does not know this." in explain_error(met.value).hint


def _project() -> dict[str, object]:
    return {"id": 1, "name": "IT Support", "enabled_modules": [{"id": 1, "name": "issue_tracking"}]}
