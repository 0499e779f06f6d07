"""Why the portal is not reached is found step by step, on servers of our own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.machine.computer import FakeSystem
from trayapp.core.finding import Finding, Verdict
from trayapp.machine.checks import as_fact, collectors, diagnose
from trayapp.machine.diagnosis import check_captive, check_connection, check_dns, check_gateway, check_portal
from trayapp.machine.gather import Gatherer
from trayapp.machine.keys import Missing
from trayapp.machine.target import Target, target_of

HERE = "127.0.0.1"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Answer:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.status = 401
        self.location = ""
        self.port = 0
        self.asked: list[tuple[str, str, str]] = []


@pytest.fixture
def server() -> Iterator[Answer]:
    """A web server on this computer."""
    answer = Answer()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            answer.asked.append((self.command, self.path, self.headers.get("Host", "")))
            self.send_response(answer.status)
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Nothing."""

    with HTTPServer((HERE, 0), Handler) as http:
        answer.port = http.server_port
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield answer
        http.shutdown()
        thread.join()


@pytest.fixture
def closed_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def unknown(_: str) -> str:
    """A name server that knows no name."""
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_a_name_is_resolved() -> None:
    """The address found is told, and goes on to the next check."""
    finding, address = check_dns(Target("support.example", 443), lambda _: "192.0.2.7")

    assert (finding.verdict, finding.kind, address) == (Verdict.GOOD, "resolved", "192.0.2.7")
    assert as_fact(finding).value == "support.example → 192.0.2.7"


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::7", "localhost"])
def test_an_address_needs_no_name_server(host: str) -> None:
    """Nobody is asked for what is known."""
    finding, address = check_dns(Target(host, 443), unknown)

    assert (finding.kind, address) == ("not_needed", host)


def test_an_unknown_name_ends_the_way() -> None:
    """The portal is not reached, and nobody is asked to prove it."""
    dns, portal, captive = check_portal(Target("support.example", 443), unknown)

    assert (dns.verdict, dns.kind) == (Verdict.BAD, "unresolved")
    assert (portal.kind, portal.params["detail"]) == ("unreachable", "no address")
    assert captive.kind == "not_checked"


def test_a_silent_name_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up a name that never answers takes its time limit and no more."""
    monkeypatch.setattr("trayapp.machine.diagnosis._DNS_LIMIT", 0.05)
    never = threading.Event()

    def wait(_: str) -> str:
        never.wait()
        return ""

    finding, address = check_dns(Target("support.example", 443), wait)
    never.set()

    assert (finding.kind, address) == ("timeout", None)


def test_the_portal_is_reached(server: Answer) -> None:
    """A portal that listens is good, and its plain answer is no sign of a captive portal."""
    dns, portal, captive = check_portal(Target(HERE, server.port, secure=False))

    assert [dns.verdict, portal.verdict, captive.verdict] == [Verdict.GOOD] * 3
    assert as_fact(portal).value.startswith(f"{HERE}:{server.port} reached in ")
    assert as_fact(captive).value == "no sign"
    assert server.asked == [("HEAD", "/", HERE)]


def test_a_portal_that_is_down_is_refused(closed_port: int) -> None:
    """The computer is there, the portal is not."""
    finding = check_connection(Target(HERE, closed_port), HERE)

    assert (finding.verdict, as_fact(finding).value) == (Verdict.BAD, f"{HERE}:{closed_port} refused")


def test_a_portal_that_does_not_answer_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packets that vanish are told apart from a refusal."""

    def vanish(*_: object, **__: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", vanish)

    assert as_fact(check_connection(Target("a.example", 443), HERE)).value == "a.example:443 timed out"


@pytest.mark.parametrize(
    ("status", "location", "kind"),
    [
        (302, "http://login.hotel.example/?back=x", "redirected"),
        (511, "", "login_required"),
        (301, "https://support.example/", "no_sign"),
        (308, "https://www.support.example/", "no_sign"),
        (302, "/login", "no_sign"),
        (302, "http://[broken", "no_sign"),
        (200, "http://elsewhere.example/", "no_sign"),
        (500, "", "no_sign"),
    ],
)
def test_a_captive_portal_sends_elsewhere(server: Answer, status: int, location: str, kind: str) -> None:
    """Only being sent to another site, or being told to sign in to the network, is a sign."""
    server.status, server.location = status, location

    finding = check_captive(Target("support.example", 443), HERE, server.port)

    assert finding.kind == kind
    assert finding.params.get("to") == ("login.hotel.example" if kind == "redirected" else None)
    assert server.asked[0][2] == "support.example"


def test_nobody_on_the_plain_port_is_no_sign(closed_port: int) -> None:
    """Most portals speak HTTPS alone."""
    assert check_captive(Target("support.example", 443), HERE, closed_port).kind == "no_sign"


def test_behind_a_proxy_the_proxy_is_reached(server: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the proxy; its user and password are told nobody; names are the proxy's business."""
    monkeypatch.setenv("https_proxy", f"http://anna:secret@{HERE}:{server.port}")
    monkeypatch.setenv("no_proxy", "intern.example")
    target = target_of("https://support.example/it")

    dns, portal, captive = check_portal(target, unknown)

    assert (dns.verdict, dns.kind) == (Verdict.DOUBTFUL, "unresolved")
    assert (portal.verdict, portal.params["via"]) == (Verdict.GOOD, f"{HERE}:{server.port}")
    assert captive.kind == "not_checked"
    assert "secret" not in str([dns, portal, captive, as_fact(portal)])
    assert target_of("https://intern.example").proxy is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://support.example", Target("support.example", 443)),
        ("https://support.example:8443/x", Target("support.example", 8443)),
        ("http://127.0.0.1:5000", Target("127.0.0.1", 5000, secure=False)),
        ("http://[::1]", Target("::1", 80, secure=False)),
        ("smtp://mail.example/help@example.org", Target("mail.example", 587)),
        ("smtps://mail.example/help@example.org", Target("mail.example", 465)),
        ("smtp://mail.example:2525/help@example.org?from=@x.example", Target("mail.example", 2525)),
    ],
)
def test_the_target_is_in_the_address(url: str, expected: Target) -> None:
    """Host and port, the port from the scheme when it is not there."""
    assert target_of(url) == expected


@pytest.mark.parametrize(
    "url", [None, "", "support.example", "ftp://x", "https://", "https://x:99999", "http://[x"]
)
def test_what_is_no_address_is_no_target(url: str | None) -> None:
    """A missing or broken address is one kind of error."""
    with pytest.raises(LookupError):
        target_of(url)


def test_a_gateway_that_is_heard_answers(server: Answer, closed_port: int) -> None:
    """An open port, a refusal or a known hardware address: each shows that it is there."""
    assert check_gateway(FakeSystem({}, HERE), (server.port,)).kind == "answers"
    assert check_gateway(FakeSystem({}, HERE), (closed_port,)).kind == "answers"
    assert check_gateway(FakeSystem({}, "192.0.2.1", ("192.0.2.1",)), ()).kind == "answers"


def test_a_silent_gateway_is_only_doubtful() -> None:
    """Many routers answer nobody and work."""
    finding = check_gateway(FakeSystem({}, "192.0.2.1"), ())

    assert (finding.verdict, as_fact(finding).value) == (Verdict.DOUBTFUL, "192.0.2.1 does not answer")


def test_no_gateway_is_told() -> None:
    """A network without a way out has none."""
    assert as_fact(check_gateway(FakeSystem({}))).value == "none"


def test_a_ticket_without_a_portal_says_so() -> None:
    """With no portal set there is nothing to check but the gateway."""
    facts = Gatherer().gather(collectors(FakeSystem({}), lambda: None), lambda _: None, 60)

    assert {fact.key: (fact.value, fact.failed) for fact in facts} == {
        "net.check.gateway": ("none", False),
        "net.check.dns": (Missing.ABSENT, True),
        "net.check.portal": (Missing.ABSENT, True),
        "net.check.captive": (Missing.ABSENT, True),
    }


def test_doctor_hears_of_every_check(server: Answer) -> None:
    """Findings in the order of the way: gateway, names, portal, captive portal."""
    findings = diagnose(f"http://{HERE}:{server.port}", FakeSystem({}))

    assert [(finding.area, finding.kind) for finding in findings] == [
        ("network.gateway", "none"),
        ("network.dns", "not_needed"),
        ("network.portal", "reached"),
        ("network.captive", "no_sign"),
    ]


def test_doctor_without_a_portal() -> None:
    """A missing address is a finding, not a crash."""
    assert diagnose(None, FakeSystem({}))[-1] == Finding("network.portal", Verdict.BAD, "no_portal")


def test_doctor_survives_a_broken_system(monkeypatch: pytest.MonkeyPatch, server: Answer) -> None:
    """A check that cannot be made is told, and the others are made."""

    def refuse(_: FakeSystem) -> str:
        raise PermissionError

    monkeypatch.setattr(FakeSystem, "gateway", refuse)

    findings = diagnose(f"http://{HERE}:{server.port}", FakeSystem({}))

    assert (findings[0].kind, findings[0].params["reason"]) == ("failed", Missing.FORBIDDEN)
    assert len(findings) == 4
