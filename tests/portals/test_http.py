"""What httpx raises, in the words of the core; and how much of an answer is read."""

from __future__ import annotations

import errno
import gzip
import inspect
import socket
import ssl
from collections.abc import Iterator

import httpx
import pytest

from tests.portals.conftest import Opened
from trayapp.core.errors import Misconfigured, Offline, OutcomeUnknown, ServerFault, TrayAppError
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, TicketRef
from trayapp.portals import http
from trayapp.portals.http import ANSWER_LIMIT, REACH, Http, translated

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
ON_THE_WAY = (
    httpx.ReadTimeout,
    httpx.WriteTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.CloseError,
    httpx.RemoteProtocolError,
)


def all_of_httpx() -> set[type[Exception]]:
    """Every exception class that httpx exports."""
    return {
        value for value in vars(httpx).values() if inspect.isclass(value) and issubclass(value, Exception)
    }


def test_every_exception_of_httpx_is_mapped() -> None:
    """A class that a new httpx brings is noticed."""
    assert all_of_httpx() <= set(REACH)


def test_the_map_is_read_from_narrow_to_wide() -> None:
    """No class stands after one of its bases, where it would never be found."""
    order = list(REACH)

    wrong = [(a, b) for index, a in enumerate(order) for b in order[index + 1 :] if issubclass(b, a)]
    assert wrong == []


@pytest.mark.parametrize("kind", NOT_SENT)
@pytest.mark.parametrize("write", [False, True])
def test_without_a_connection_nothing_was_sent(kind: type[httpx.RequestError], write: bool) -> None:
    """No connection, no doubt: offline, for reads and writes."""
    assert isinstance(translated(kind("x"), write=write), Offline)


@pytest.mark.parametrize("kind", ON_THE_WAY)
def test_a_lost_answer_is_doubtful_only_after_a_write(kind: type[httpx.RequestError]) -> None:
    """On its way and then silence: a write may have been applied, a read may simply be repeated."""
    assert isinstance(translated(kind("x"), write=True), OutcomeUnknown)
    assert isinstance(translated(kind("x"), write=False), Offline)


def test_an_unknown_certificate_is_named() -> None:
    """A certificate that is not trusted is no network failure, however deep it lies."""
    error = httpx.ConnectError("tls")
    error.__cause__ = OSError()
    error.__cause__.__cause__ = ssl.SSLCertVerificationError("self signed")

    meant = translated(error, write=True)

    assert isinstance(meant, Misconfigured)
    assert meant.params["reason"] == "certificate"


@pytest.mark.parametrize("cause", [socket.gaierror(-3, "no name"), OSError(errno.ENETUNREACH, "no way")])
def test_a_computer_without_a_network_is_told_from_a_portal_that_is_gone(cause: OSError) -> None:
    """Where no name is found and no way leads out, nobody was asked anything; a refusal came from there."""
    cut_off, refused = httpx.ConnectError("x"), httpx.ConnectError("x")
    cut_off.__cause__, refused.__cause__ = cause, ConnectionRefusedError(errno.ECONNREFUSED, "refused")

    meant = [translated(error, write=True) for error in (cut_off, refused)]

    assert all(isinstance(error, Offline) for error in meant)
    assert [error.params["reason"] for error in meant if isinstance(error, Offline)] == [
        "no_network",
        "unreachable",
    ]


@pytest.mark.parametrize("error", [httpx.UnsupportedProtocol("x"), httpx.InvalidURL("x"), UnicodeError("x")])
def test_an_impossible_address_is_named(error: Exception) -> None:
    """An address that httpx cannot use needs the employee."""
    meant = translated(error, write=False)

    assert isinstance(meant, Misconfigured)
    assert meant.params["reason"] == "address"


def test_a_proxy_that_wants_a_password_is_named() -> None:
    """407 from the proxy does not pass by itself; any other failure of it does."""
    meant = translated(httpx.ProxyError("407 Proxy Authentication Required"), write=True)

    assert isinstance(meant, Misconfigured)
    assert meant.params["reason"] == "proxy"
    assert isinstance(translated(httpx.ProxyError("503 Busy"), write=True), Offline)


def test_our_own_bugs_stay_bugs() -> None:
    """Using httpx wrongly is not passed off as the network's fault."""
    error = httpx.StreamConsumed()

    assert translated(error, write=True) is error


def test_an_answer_has_a_limit(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge answer is cut off while it streams; after a write nobody knows what came of it."""
    monkeypatch.setattr(http, "ANSWER_LIMIT", 1000)
    served = 0

    class Endless(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            nonlocal served
            while True:
                served += 1000
                yield b" " * 1000

    portal = opened(
        lambda request: httpx.Response(200, headers={"Content-Type": "application/json"}, stream=Endless())
    )

    with pytest.raises(ServerFault):
        portal.probe()
    with pytest.raises(OutcomeUnknown):
        portal.submit(OpId("op-1"), Draft("Printer"), opened.steps, print)
    assert served <= 2 * (ANSWER_LIMIT + 2000)


def test_a_compressed_answer_is_not_unpacked(opened: Opened) -> None:
    """A few bytes that unpack to gigabytes are refused before anything is unpacked."""
    bomb = gzip.compress(b"0" * 10_000_000)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}

    with pytest.raises(ServerFault):
        opened.answering(headers=headers, stream=httpx.ByteStream(bomb)).probe()
    assert opened.requests[0].headers["Accept-Encoding"] == "identity"


def test_redirects_are_not_followed(opened: Opened) -> None:
    """A redirect is no answer: nothing is asked of the other host, no token goes there."""
    portal = opened.answering(302, headers={"Location": "https://evil.example/"})

    with pytest.raises(Misconfigured) as refused:
        portal.probe()

    assert refused.value.params["reason"] == "not_a_portal"
    assert [request.url.host for request in opened.requests] == ["help.example"]


def test_requests_say_who_asks(opened: Opened) -> None:
    """Every request names the program and goes below the portal's address."""
    with pytest.raises(TrayAppError):
        opened.answering(404).read(TicketRef("a/../b?c", "1"), None)

    (request,) = opened.requests
    assert request.headers["User-Agent"].startswith("trayapp/")
    assert request.url.raw_path == b"/desk/api/v1/tickets/a%2F..%2Fb%3Fc"


def test_a_proxy_never_stands_between_this_computer_and_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's proxy is used for portals elsewhere, and not for one on this computer."""
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    near, far = (Http(url, lambda: "t") for url in ("http://127.0.0.1:9", "https://help.example"))

    assert [bool(made._client._mounts) for made in (near, far)] == [False, True]
    near.close()
    far.close()
