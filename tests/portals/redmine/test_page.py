"""What only the pages for people tell: the name of a helpdesk, and the largest file it takes."""

from __future__ import annotations

import io

import httpx
import pytest

from tests.portals.redmine.conftest import Server, issue
from trayapp.core.errors import Offline, TooLarge
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, FileKind
from trayapp.portals.http import ANSWER_LIMIT

OP = OpId("0190c2f1-0000-7000-8000-000000000001")
LOGIN, ISSUE = "GET login", "GET issues/4"


def page(title: str, body: str = "") -> httpx.Response:
    """A page as Redmine makes them."""
    mark = '<meta name="description" content="Redmine" />'
    return httpx.Response(200, html=f"<html><head><title>{title}</title>{mark}</head>{body}</html>")


def test_the_helpdesk_is_called_what_its_administrator_calls_it(server: Server) -> None:
    """The title of the page where one signs in is its name; it is asked for once."""
    server.answers[LOGIN] = page("Fix &amp; Found")
    portal = server.portal()

    assert portal.probe().name == "Fix & Found"
    assert portal.policy().portal_name == "Fix & Found"
    assert len(server.requests(LOGIN)) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"location": "https://sso.example/"}),
        httpx.Response(200, html="<title>Sign in to Example</title>"),
        httpx.Response(200, json={"title": "<title>No page</title>"}),
        httpx.Response(500, html="<title>Oh</title>"),
        page(""),
        page(" "),
        page("x" * ANSWER_LIMIT),
    ],
)
def test_another_page_in_its_place_names_nothing(server: Server, answer: httpx.Response) -> None:
    """Where no page of its own tells, the helpdesk is called by its host."""
    server.answers[LOGIN] = answer

    assert server.portal().probe().name == "help.example"


def test_a_name_is_one_short_line(server: Server) -> None:
    """Whatever stands in the title, it is a name that fits beside others."""
    server.answers[LOGIN] = page("IT\n&#8238;" + "x" * 150)

    name = server.portal().probe().name

    assert len(name) <= 80
    assert name.isprintable()


def test_a_name_that_nobody_can_be_asked_for_is_no_other_name(server: Server) -> None:
    """Who does not reach the server does not rename it."""

    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("gone")

    server.answers[LOGIN] = broken

    with pytest.raises(Offline):
        server.portal().policy()


def test_the_largest_file_is_known_before_one_is_sent(server: Server) -> None:
    """The page of an issue of one's own tells the limit, and a larger file is refused before it leaves the computer."""
    server.lists(issue())
    server.answers[ISSUE] = page("Bug #4", '<input type="file" data-max-file-size="5000" />')
    portal = server.portal()

    assert portal.probe().capabilities.max_file == 5000
    server.lists()
    file = server.spool.put(io.BytesIO(bytes(5001)), "large.png", "image/png", FileKind.SCREENSHOT)
    with pytest.raises(TooLarge) as refused:
        portal.submit(OP, Draft("x", files=(file,)), server.steps, lambda _sent, _total: None)
    assert refused.value.params == {"name": "large.png", "size": "5001", "limit": "5000"}
    assert server.requests("POST uploads.json") == []


def test_a_limit_that_is_not_told_is_none(server: Server) -> None:
    """Without an issue of one's own, or a form on its page, no limit is made up."""
    assert server.portal().probe().capabilities.max_file is None

    server.lists(issue())
    server.answers[ISSUE] = page("Bug #4")

    assert server.portal().probe().capabilities.max_file is None
