"""What runs at an address is found out from outside: bounded, without a secret, and on that server alone."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.fakes.portal_process import PortalProcess
from tests.fakes.web_server import Page, WebServer, document, page, to
from tests.hostile.certificates import Authority
from trayapp.core.errors import Misconfigured, Offline
from trayapp.core.ports.connecting import Recognised
from trayapp.portals.recognition import recognise
from trayapp.portals.registry import KINDS

RT = {
    "": page('<title>Login</title><p id="version"><span>RT Version 5.0.3+dfsg (Debian)</span></p>'),
    "/REST/2.0/rt": document('{"message":"Unauthorized"}', 401),
}
REDMINE = {
    "": to("/login?back_url=x"),
    "/login?back_url=x": page('<meta name="description" content="Redmine" />'),
    "/users/current.json": Page(
        401, "", {"Content-Type": "application/json", "WWW-Authenticate": 'Basic realm="Redmine API"'}
    ),
}
ZAMMAD = {
    "": page("<title>Zammad Helpdesk</title>"),
    "/api/v1/signshow": document(
        json.dumps(
            {"error": "no valid session", "config": {"api_path": "/api/v1", "product_name": "Acme Desk"}}
        )
    ),
}
NATIVE = {
    "": to("/portal/"),
    "/api/v1/probe": document('{"kind":"sign_in","status":401}', 401, "application/problem+json"),
}


@contextmanager
def running(pages: Mapping[str, Page], under: str = "", otherwise: Page | None = None) -> Iterator[WebServer]:
    """A server with these pages in a folder of that name."""
    told = {f"{under}{path}" or "/": answer for path, answer in pages.items()}
    with WebServer(told, otherwise) as server:
        yield server


@pytest.mark.parametrize(
    ("pages", "kind", "product", "version"),
    [
        (RT, "rt", "Request Tracker", "5.0.3"),
        (REDMINE, "redmine", "Redmine", ""),
        (ZAMMAD, "zammad", "Zammad", ""),
        (NATIVE, "native", "Trayapp portal", ""),
    ],
    ids=["rt", "redmine", "zammad", "native"],
)
@pytest.mark.parametrize("under", ["", "/desk"])
def test_each_kind_shows_itself(
    pages: Mapping[str, Page], kind: str, product: str, version: str, under: str
) -> None:
    """Kind, product and, where strangers are told, version; also in a folder of a server."""
    with running(pages, under) as server:
        found = recognise(f"{server.url}{under}/")

        assert found == Recognised(kind, f"{server.url}{under}", product, version, tried=KINDS[kind].tried)


def test_the_embedded_portal_shows_itself(tmp_path: Path) -> None:
    """Our own portal, as it really answers."""
    portal = PortalProcess(tmp_path).start()
    try:
        assert recognise(portal.url).kind == "native"
    finally:
        portal.stop()


def test_the_helpdesk_is_found_above_a_page_further_in() -> None:
    """People copy the address of the page they are on."""
    with running(REDMINE, "/redmine") as server:
        for further in ("projects/it", "projects/it?tab=all", "login?back_url=http%3A%2F%2Fx%2F#name"):
            assert recognise(f"{server.url}/redmine/{further}").address == f"{server.url}/redmine"


def test_strangers_send_no_secret_and_no_cookie() -> None:
    """The questions carry nothing that tells who asks."""
    with running(RT) as server:
        recognise(server.url)

        assert server.asked
        assert not {name for _path, headers in server.asked for name in headers} & {"authorization", "cookie"}


def test_another_server_is_not_asked() -> None:
    """Where it leads elsewhere, that is said, and nobody goes there."""
    with running(RT) as other, running({"": to(f"{other.url}/")}, otherwise=to(other.url)) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(server.url)

        assert refused.value.params == {"reason": "elsewhere", "to": other.url}
        assert other.asked == []


def test_a_server_that_leads_in_circles_is_left() -> None:
    """A few steps, then it is no helpdesk."""
    with running({}, otherwise=to("/again")) as server:
        with pytest.raises(Misconfigured):
            recognise(server.url)

        assert len(server.asked) < 60


@pytest.mark.parametrize(
    ("pages", "params"),
    [
        ({"": page("<title> Acme\n Intranet </title>")}, {"reason": "web_page", "title": "Acme Intranet"}),
        ({"": page("<title>GLPI - Authentication</title>")}, {"reason": "other_product", "product": "GLPI"}),
        ({"": document('{"service": "weather"}')}, {"reason": "other_product", "product": ""}),
        ({}, {"reason": "web_page", "title": "Not found"}),
        ({"": Page(200, b"\x89PNG", {"Content-Type": "image/png"})}, {"reason": "not_a_portal"}),
    ],
    ids=["web page", "known product", "unknown interface", "nothing", "a picture"],
)
def test_what_is_no_helpdesk_is_named(pages: Mapping[str, Page], params: Mapping[str, str]) -> None:
    """A web page, another product, another program's interface, nothing at all."""
    with running(pages) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(server.url)

        assert refused.value.params == params


@pytest.mark.parametrize(
    "pages",
    [
        {"": page("RT"), "/REST/2.0/rt": page('{"message":"Unauthorized"}', 401)},
        {"": page("RT"), "/REST/2.0/rt": document('{"message":"Unauthorized"}', 200)},
        {"": page("RT"), "/REST/2.0/rt": document('["Unauthorized"]', 401)},
        {"": page("x"), "/api/v1/signshow": document('{"config": 5}')},
        {"": page("x"), "/api/v1/signshow": document("[" * 5000)},
        {"": page("x"), "/api/v1/probe": document('{"kind":"sign_in"}', 401)},
        {"": page("x"), "/users/current.json": Page(401, "", {"WWW-Authenticate": 'Basic realm="x"'})},
    ],
)
def test_what_only_looks_like_one_is_none(pages: Mapping[str, Page]) -> None:
    """Another program's answer on the same path is not taken for a helpdesk."""
    with running(pages) as server, pytest.raises(Misconfigured):
        recognise(server.url)


def test_an_answer_without_end_is_not_read_to_it() -> None:
    """A page larger than any answer is looked at no further."""
    with running({}, otherwise=page("x" * (9 << 20))) as server, pytest.raises(Misconfigured) as refused:
        recognise(server.url)
    assert refused.value.params["reason"] == "not_a_portal"


def test_a_redmine_without_its_api_says_so() -> None:
    """Its pages are there and its API is switched off: that is for its administrator."""
    pages = {**REDMINE, "/users/current.json": Page(403, "", {})}
    with running(pages) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(server.url)

        assert refused.value.params["reason"] == "no_api"


@pytest.mark.parametrize("further", ["", "/Ticket/Display.html"])
def test_a_request_tracker_that_is_too_old_says_so(further: str) -> None:
    """Its pages tell the version, also those further in: nobody tries to sign in there in vain."""
    old = page('<title>Login</title><p id="bpscredits"><span>RT Version 4.4.4-2 (Debian)</span></p>')
    with running({}, otherwise=old) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(f"{server.url}{further}")

        assert refused.value.params == {"reason": "version", "found": "4.4.4", "product": "Request Tracker"}


def test_a_request_tracker_whose_interface_is_hidden_says_so() -> None:
    """Its pages are there, and what programs ask is not let through: that is for its administrator."""
    with running({"": RT[""]}) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(server.url)

        assert refused.value.params["reason"] == "no_api"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "address"),
        ("no sense", "address"),
        ("https://", "address"),
        ("ftp://help.example", "address"),
        ("http://help.example", "insecure"),
        ("https://ann:secret@help.example", "address"),
        ("help.example:port", "address"),
        ("it@help.example", "mailbox"),
        ("mail.example:587", "mail_server"),
        ("smtps://mail.example", "mail_server"),
    ],
)
def test_what_is_no_address_is_told_without_asking_anybody(address: str, reason: str) -> None:
    """No question leaves this computer for an address that can't be right."""

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    with pytest.raises(Misconfigured) as refused:
        recognise(address, transport=httpx.MockTransport(never))

    assert refused.value.params["reason"] == reason
    assert "secret" not in str(refused.value.params)


def test_an_address_without_a_scheme_is_encrypted() -> None:
    """As people write it: `help.example` means https."""
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        told = RT.get(request.url.path.rstrip("/"), page("", 404))
        body = told.body.encode() if isinstance(told.body, str) else told.body
        return httpx.Response(told.status, headers=dict(told.headers), stream=httpx.ByteStream(body))

    assert recognise("help.example", transport=httpx.MockTransport(answer)).address == "https://help.example"
    assert {url.scheme for url in asked} == {"https"}


def test_a_proxy_that_asks_for_a_password_is_told() -> None:
    """407 is not the helpdesk's word."""
    proxy = httpx.MockTransport(lambda _request: httpx.Response(407, stream=httpx.ByteStream(b"")))

    with pytest.raises(Misconfigured) as refused:
        recognise("help.example", transport=proxy)

    assert refused.value.params["reason"] == "proxy"


def test_a_certificate_of_an_unknown_authority_is_told(tmp_path: Path) -> None:
    """Nothing is asked of a server that this computer does not trust."""
    tls = Authority(tmp_path).context("good")

    with WebServer({"/": page("x")}, tls=tls) as server:
        with pytest.raises(Misconfigured) as refused:
            recognise(server.url)

        assert refused.value.params["reason"] == "certificate"
        assert server.asked == []


def test_nobody_there_is_no_wrong_kind() -> None:
    """A closed port is told as that."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(Offline):
            recognise(f"http://127.0.0.1:{held.getsockname()[1]}")


def test_a_kind_that_was_named_is_believed() -> None:
    """Behind a web server that hides what it is, the employee may know better."""
    with running({"": page("Acme")}) as server:
        assert recognise(server.url, "rt") == Recognised("rt", server.url, "")


def test_an_unknown_kind_is_told() -> None:
    """With those that there are."""
    with pytest.raises(Misconfigured) as refused:
        recognise("https://help.example", "pigeon")

    assert refused.value.params["reason"] == "kind"
