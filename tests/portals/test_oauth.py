"""Signing in by OAuth: what is sent, what is believed, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from trayapp.core.errors import Misconfigured, Offline, ServerFault, SignIn
from trayapp.core.password import Password
from trayapp.core.ports import DeviceCode, Grant
from trayapp.portals import oauth
from trayapp.portals.oauth import OAuthAuthority

HERE = "https://help.example"
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
METADATA: dict[str, Any] = {
    "issuer": HERE,
    "authorization_endpoint": f"{HERE}/oauth/authorize",
    "token_endpoint": f"{HERE}/oauth/token",
    "device_authorization_endpoint": f"{HERE}/oauth/device_authorization",
    "revocation_endpoint": f"{HERE}/oauth/revoke",
    "code_challenge_methods_supported": ["S256"],
}
TOKENS: dict[str, Any] = {
    "access_token": "a1",
    "refresh_token": "r1",
    "expires_in": 3600,
    "token_type": "Bearer",
}
DEVICE: dict[str, Any] = {
    "device_code": "d1",
    "user_code": "WDJB-MJHT",
    "verification_uri": f"{HERE}/oauth/device",
    "expires_in": 600,
    "interval": 1,
}


class Server:
    """An authority of a few lines: answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.metadata: dict[str, Any] = dict(METADATA)
        self.answers: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self.forms: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.now = NOW

    def authority(self, address: str = HERE) -> OAuthAuthority:
        """A client of it."""
        return OAuthAuthority(address, lambda: self.now, httpx.MockTransport(self._answer))

    def will(self, path: str, status: int = 200, **answer: Any) -> None:
        """The next answer of a path; the last one stays."""
        self.answers.setdefault(path, []).append((status, answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        assert "authorization" not in request.headers
        if request.url.path.startswith("/.well-known/"):
            if not self.metadata:
                return stream(404, {})
            return stream(200, self.metadata)
        self.forms.append(dict(parse_qsl(request.content.decode())))
        answers = self.answers[request.url.path]
        status, answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return stream(status, answer)


def stream(status: int, answer: dict[str, Any]) -> httpx.Response:
    """Not read yet, as from a wire."""
    made = httpx.Response(status, json=answer)
    return httpx.Response(status, headers=made.headers, stream=httpx.ByteStream(made.content))


@pytest.fixture
def server() -> Server:
    """One that gives tokens."""
    made = Server()
    made.will("/oauth/token", **TOKENS)
    return made


def browser(**brings: str) -> tuple[list[str], Callable[[str], None]]:
    """Opens what it is told, and comes back at once with these parameters beside the state."""
    opened: list[str] = []

    def open_url(url: str) -> None:
        opened.append(url)
        asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        back = {"state": asked["state"], "iss": HERE, **brings}
        target = httpx.URL(asked["redirect_uri"], params=back)
        threading.Thread(target=lambda: httpx.get(target, trust_env=False)).start()

    return opened, open_url


@pytest.mark.parametrize("missing", ["authorization_endpoint", "device_authorization_endpoint"])
def test_the_ways_are_those_the_authority_names(server: Server, missing: str) -> None:
    """What the metadata do not name is not offered."""
    assert server.authority().methods() == {"browser", "device", "token"}
    del server.metadata[missing]
    assert server.authority().methods() == {"browser", "device", "token"} - {
        {"authorization_endpoint": "browser", "device_authorization_endpoint": "device"}[missing]
    }


def test_a_portal_without_metadata_knows_tokens_alone(server: Server) -> None:
    """404 is an answer, not a failure."""
    server.metadata = {}

    assert server.authority().methods() == {"token"}


def test_metadata_lie_beside_the_address_path(server: Server) -> None:
    """A portal below a path is asked as RFC 8414 says."""
    server.authority(f"{HERE}/desk").methods()

    assert server.paths == ["/.well-known/oauth-authorization-server/desk"]


def test_the_browser_proves_who_asked(server: Server) -> None:
    """The code is exchanged with the verifier whose S256 was told before; the redirect is a loopback address."""
    opened, open_url = browser(code="c1")

    grant = server.authority().browser(open_url, threading.Event(), "Bye")

    asked = {key: values[0] for key, values in parse_qs(urlsplit(opened[0]).query).items()}
    form = server.forms[0]
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert form["redirect_uri"] == asked["redirect_uri"]
    assert (form["grant_type"], form["code"]) == ("authorization_code", "c1")
    assert grant == Grant("a1", "r1", NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("brings", "reason"),
    [
        ({"code": "c1", "state": "another"}, "refused"),
        ({"code": "c1", "iss": "https://evil.example"}, "refused"),
        ({"error": "access_denied"}, "denied"),
        ({"error": "server_error"}, "refused"),
    ],
)
def test_a_wrong_way_back_gives_nothing(server: Server, brings: dict[str, str], reason: str) -> None:
    """Another state, another authority, or a no: no code is exchanged."""
    _, open_url = browser(**brings)

    with pytest.raises(SignIn) as caught:
        server.authority().browser(open_url, threading.Event(), "Bye")

    assert caught.value.params["reason"] == reason
    assert server.forms == []


@pytest.mark.parametrize("endpoint", ["token_endpoint", "authorization_endpoint"])
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/token",
        "https://help.example@evil.example/token",
        "https://help.example\\@evil.example/token",
        "http://help.example/token",
        "https://help.example:8443/token",
        "https://help.example\n.evil.example/token",
        "https://[",
        "//help.example/token",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_no_secret_goes_to_another_host(server: Server, endpoint: str, elsewhere: str) -> None:
    """Endpoints of another origin are refused before anything is sent there."""
    server.metadata[endpoint] = elsewhere
    _, open_url = browser(code="c1")

    with pytest.raises(Misconfigured):
        server.authority().browser(open_url, threading.Event(), "Bye")

    assert server.forms == []


@pytest.mark.parametrize(
    "body", [b"\xff", b"[" * 10**5, b'"\\ud800"', b"{" + b" " * 70_000 + b"}", b"9" * 5000]
)
def test_whatever_an_authority_says_is_a_fault_at_most(server: Server, body: bytes) -> None:
    """Bytes that are no text, deep nesting, giant numbers and long documents end in an error of ours."""
    headers = {"Content-Type": "application/json"}
    transport = httpx.MockTransport(
        lambda _: httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))
    )

    with pytest.raises(ServerFault):
        OAuthAuthority(HERE, lambda: NOW, transport).methods()


def test_another_device_is_waited_for(server: Server) -> None:
    """The code is shown once, and the authority is asked until the person has allowed it."""
    server.will("/oauth/device_authorization", **DEVICE)
    server.answers["/oauth/token"] = [
        (400, {"error": "authorization_pending"}),
        (400, {"error": "slow_down"}),
        (200, TOKENS),
    ]
    pauses: list[float | None] = []
    shown: list[DeviceCode] = []

    grant = server.authority().device(shown.append, Impatient(pauses))

    assert [code.user_code for code in shown] == ["WDJB-MJHT"]
    assert pauses == [1, 1, 6]
    assert grant.refresh == "r1"


class Impatient(threading.Event):
    """Does not wait, but notes for how long it was to."""

    def __init__(self, pauses: list[float | None]) -> None:
        super().__init__()
        self._pauses = pauses

    def wait(self, timeout: float | None = None) -> bool:
        self._pauses.append(timeout)
        return self.is_set()


@pytest.mark.parametrize(
    ("error", "reason"), [("access_denied", "denied"), ("expired_token", "timeout"), ("", "refused")]
)
def test_another_device_may_say_no(server: Server, error: str, reason: str) -> None:
    """Denied and expired end the wait, each with its reason."""
    server.will("/oauth/device_authorization", **DEVICE)
    server.answers["/oauth/token"] = [(400, {"error": error})]

    with pytest.raises(SignIn) as caught:
        server.authority().device(lambda _code: None, Impatient([]))

    assert caught.value.params["reason"] == reason


def test_a_code_that_nobody_types_ends(server: Server) -> None:
    """After the time the authority gave, it is asked no more."""
    server.will("/oauth/device_authorization", **DEVICE)

    def later(_code: DeviceCode) -> None:
        server.now = NOW + timedelta(minutes=11)

    with pytest.raises(SignIn) as caught:
        server.authority().device(later, Impatient([]))

    assert caught.value.params["reason"] == "timeout"


def test_giving_up_asks_no_more(server: Server) -> None:
    """Cancelled while waiting for the other device."""
    server.will("/oauth/device_authorization", **DEVICE)
    cancel = Impatient([])
    cancel.set()

    with pytest.raises(SignIn) as caught:
        server.authority().device(lambda _code: None, cancel)

    assert caught.value.params["reason"] == "cancelled"


def test_a_code_is_not_typed_into_another_page(server: Server) -> None:
    """The page for the code lies on the portal, or the person is not sent there."""
    server.will("/oauth/device_authorization", **{**DEVICE, "verification_uri": "https://evil.example/d"})

    with pytest.raises(Misconfigured):
        server.authority().device(lambda _code: None, Impatient([]))


def test_a_grant_is_exchanged_for_the_next(server: Server) -> None:
    """The refresh token brings a new pair."""
    grant = server.authority().refresh(Grant("a0", "r0", NOW))

    assert server.forms == [{"grant_type": "refresh_token", "refresh_token": "r0", "client_id": "trayapp"}]
    assert (grant.access, grant.refresh) == ("a1", "r1")


def test_a_refresh_token_that_is_not_replaced_stays(server: Server) -> None:
    """An authority may give a new access token alone; what brought it is good once more."""
    server.answers["/oauth/token"] = [(200, {"access_token": "a1", "expires_in": 60})]
    grant = server.authority().refresh(Grant("a0", "r0", NOW))

    assert (grant.access, grant.refresh, grant.expires_at) == ("a1", "r0", NOW + timedelta(minutes=1))


@pytest.mark.parametrize(("seconds", "days"), [(1e300, 365), (-1e300, 0)])
def test_no_token_lasts_beyond_the_calendar(server: Server, seconds: float, days: int) -> None:
    """Whatever number an authority names, signing in goes on."""
    server.answers["/oauth/token"] = [(200, {**TOKENS, "expires_in": seconds})]
    grant = server.authority().refresh(Grant("a0", "r0", NOW))

    assert grant.expires_at == NOW + timedelta(days=days)


def test_a_refresh_that_is_refused_says_so(server: Server) -> None:
    """invalid_grant means that the person signs in again."""
    server.answers["/oauth/token"] = [(400, {"error": "invalid_grant"})]

    with pytest.raises(SignIn) as caught:
        server.authority().refresh(Grant("a0", "r0", NOW))

    assert caught.value.params["reason"] == "refused"


def test_a_personal_token_has_nothing_to_refresh(server: Server) -> None:
    """Nothing is asked."""
    with pytest.raises(SignIn):
        server.authority().refresh(Grant("tray_1"))

    assert server.paths == []


@pytest.mark.parametrize(("status", "error"), [(500, ServerFault), (200, ServerFault)])
def test_an_answer_that_is_none_is_a_fault(server: Server, status: int, error: type[Exception]) -> None:
    """The authority's failures are not taken for a refusal, and the answer's words stay out of the error."""

    def broken(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/.well-known/"):
            return stream(200, METADATA)
        return httpx.Response(status, stream=httpx.ByteStream(b"a1-secret"))

    authority = OAuthAuthority(HERE, lambda: NOW, httpx.MockTransport(broken))

    with pytest.raises(error) as caught:
        authority.refresh(Grant("a0", "r0", NOW))

    assert "secret" not in str(caught.value)


def test_signing_out_is_told(server: Server) -> None:
    """The refresh token is revoked, which ends what came from it."""
    server.will("/oauth/revoke")

    server.authority().revoke(Grant("a0", "r0", NOW))

    assert server.forms == [{"token": "r0", "client_id": "trayapp"}]


def test_signing_out_tells_no_password(server: Server) -> None:
    """What another product on the same host kept is not sent to this one."""
    server.will("/oauth/revoke")

    server.authority().revoke(Grant(Password("dana", "s3cret").secret()))

    assert server.forms == []


def test_without_network_the_other_device_is_still_waited_for(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A moment without network does not end the wait."""
    server.will("/oauth/device_authorization", **DEVICE)
    real, failures = OAuthAuthority._granted, [Offline(), None]

    def flaky(self: OAuthAuthority, wanted: dict[str, str]) -> Grant:
        failure = failures.pop(0)
        if failure:
            raise failure
        return real(self, wanted)

    monkeypatch.setattr(oauth.OAuthAuthority, "_granted", flaky)

    assert server.authority().device(lambda _code: None, Impatient([])).access == "a1"


def test_secrets_are_not_in_what_is_printed() -> None:
    """A grant that lands in a log tells no token."""
    assert "a1" not in repr(Grant("a1", "r1", NOW))
