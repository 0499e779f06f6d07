"""Signing in by OAuth 2.0: authorization code with PKCE, device grant, refresh, revocation.

RFC 6749, 7009, 7636, 8252, 8414, 8628, 9207. Redirects are not followed, and no secret goes to another origin.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec

from trayapp.core.errors import Misconfigured, Offline, ServerFault, SignIn, TrayAppError
from trayapp.core.password import password_of
from trayapp.core.ports import Clock, DeviceCode, Grant
from trayapp.portals.clean import line
from trayapp.portals.decoders import decoder_of
from trayapp.portals.http import Answer, Http
from trayapp.portals.problems import check
from trayapp.portals.redirect import Redirect

_T = TypeVar("_T")

CLIENT = "trayapp"
"""A public client: what every copy of a program knows is no secret."""
BROWSER_SECONDS = 600.0
"""How long the person may take in the browser."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_SLOWER = 5.0
_LONGEST_LIFE = 365 * 86_400.0
"""Seconds."""
_LONGEST_CODE = 40
"""Letters of a code that somebody types."""
_DOCUMENT_LIMIT = 64 * 1024
"""Bytes of what an authority says of itself, and of its tokens, which lie in the key store."""


class Metadata(msgspec.Struct):
    """What the authority says of itself (RFC 8414)."""

    issuer: str
    token_endpoint: str
    authorization_endpoint: str | None = None
    device_authorization_endpoint: str | None = None
    revocation_endpoint: str | None = None
    code_challenge_methods_supported: list[str] = []


class _Token(msgspec.Struct):
    access_token: str = ""
    refresh_token: str | None = None
    expires_in: float | None = None
    error: str = ""


class _Device(msgspec.Struct):
    device_code: str
    user_code: str
    verification_uri: str
    expires_in: float
    interval: float = 5.0


@dataclass(frozen=True, slots=True)
class Proof:
    """A secret made for one sign-in, and what is told of it beforehand (RFC 7636)."""

    verifier: str
    state: str

    @classmethod
    def new(cls) -> Proof:
        """Fresh ones."""
        return cls(secrets.token_urlsafe(48), secrets.token_urlsafe(24))

    @property
    def challenge(self) -> str:
        """S256 of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class OAuthAuthority:
    """`core.ports.Authority` of a portal that is its own authorization server."""

    def __init__(self, address: str, clock: Clock, transport: httpx.BaseTransport | None = None) -> None:
        self._address = address
        self._clock = clock
        self._http = Http(_origin(address), None, transport)
        self._metadata: Metadata | None = None

    def methods(self) -> frozenset[str]:
        """A personal token always, and those of browser and device that the portal offers."""
        answer = self._http.call("GET", self._well_known())
        if answer.status == 404:
            return frozenset({"token"})
        found = self._read(answer)
        ways = {"browser": found.authorization_endpoint, "device": found.device_authorization_endpoint}
        return frozenset(way for way, endpoint in ways.items() if endpoint) | {"token"}

    def password(self, user: str, password: str) -> Grant:  # noqa: ARG002 - it never leaves the browser
        """See `Authority.password`: the portal's own page asks for it, never this program."""
        raise Misconfigured("this portal asks for passwords in the browser alone", reason="kind")

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:
        """See `Authority.browser`."""
        endpoint = self._endpoint(self._about().authorization_endpoint)
        proof = Proof.new()
        with Redirect(goodbye) as redirect:
            wanted = {
                "response_type": "code",
                "client_id": CLIENT,
                "redirect_uri": redirect.url,
                "state": proof.state,
                "code_challenge": proof.challenge,
                "code_challenge_method": "S256",
            }
            open_url(f"{_origin(self._address)}{endpoint}?{urlencode(wanted)}")
            code = self._code(redirect.wait(cancel, BROWSER_SECONDS), proof)
            return self._granted(
                {
                    "grant_type": "authorization_code",
                    "code": code,
                    "redirect_uri": redirect.url,
                    "client_id": CLIENT,
                    "code_verifier": proof.verifier,
                }
            )

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Grant:
        """See `Authority.device`."""
        endpoint = self._endpoint(self._about().device_authorization_endpoint)
        answer = self._post(endpoint, {"client_id": CLIENT})
        check(answer)
        code = _decoded(answer, _Device)
        self._endpoint(code.verification_uri)  # a code must not be typed into somebody else's page
        end = self._clock() + _lasting(code.expires_in)
        show(DeviceCode(line(code.user_code, _LONGEST_CODE), code.verification_uri, end))
        return self._poll(code, end, cancel)

    def refresh(self, grant: Grant) -> Grant:
        """See `Authority.refresh`."""
        if grant.refresh is None:
            raise SignIn("nothing to refresh with", reason="refused")
        wanted = {"grant_type": "refresh_token", "refresh_token": grant.refresh, "client_id": CLIENT}
        fresh = self._granted(wanted)
        # an authority that names no other means that the old one stays good (RFC 6749, 6)
        return replace(fresh, refresh=fresh.refresh or grant.refresh)

    def revoke(self, grant: Grant) -> None:
        """See `Authority.revoke`. A name and a password of another product on this host are not told."""
        if password_of(grant.access) is not None:
            return
        endpoint = self._about().revocation_endpoint
        if endpoint:
            token = grant.refresh or grant.access
            check(self._post(self._endpoint(endpoint), {"token": token, "client_id": CLIENT}))

    def close(self) -> None:
        """Give back connections."""
        self._http.close()

    def _poll(self, code: _Device, end: datetime, cancel: threading.Event) -> Grant:
        pause = min(max(code.interval, _SHORTEST_PAUSE), _LONGEST_PAUSE)
        wanted = {
            "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
            "device_code": code.device_code,
            "client_id": CLIENT,
        }
        while not cancel.wait(pause):
            if self._clock() >= end:
                raise SignIn("nobody typed the code", reason="timeout")
            try:
                return self._granted(wanted)
            except _NotYetError as error:
                pause = min(pause + (_SLOWER if error.slower else 0), _LONGEST_PAUSE)
            except Offline:
                continue  # the person is at another device; this one may have been without network for a moment
        raise SignIn("given up", reason="cancelled")

    def _code(self, brought: Mapping[str, str], proof: Proof) -> str:
        if not hmac.compare_digest(brought.get("state", "").encode(), proof.state.encode()):
            raise SignIn("the browser came back from another sign-in", reason="refused")
        if brought.get("iss", self._about().issuer) != self._about().issuer:
            raise SignIn("another authority answered", reason="refused")
        if "code" not in brought:
            denied = brought.get("error") == "access_denied"
            raise SignIn(str(brought.get("error")), reason="denied" if denied else "refused")
        return brought["code"]

    def _granted(self, wanted: Mapping[str, str]) -> Grant:
        answer = self._post(self._endpoint(self._about().token_endpoint), wanted)
        if answer.status not in {200, 400, 401}:
            check(answer)
        token = _decoded(answer, _Token)
        if answer.status == 200 and token.access_token:
            ends = None if token.expires_in is None else self._clock() + _lasting(token.expires_in)
            return Grant(token.access_token, token.refresh_token, ends)
        raise _refusal(token.error)

    def _post(self, endpoint: str, form: Mapping[str, str]) -> Answer:
        return self._http.call("POST", endpoint, headers=_FORM, content=urlencode(form).encode())

    def _about(self) -> Metadata:
        if self._metadata is None:
            self._metadata = self._read(self._http.call("GET", self._well_known()))
        return self._metadata

    def _read(self, answer: Answer) -> Metadata:
        check(answer)
        self._metadata = _decoded(answer, Metadata)
        return self._metadata

    def _well_known(self) -> str:
        return f"/.well-known/oauth-authorization-server{urlsplit(self._address).path.rstrip('/')}"

    def _endpoint(self, url: str | None) -> str:
        """The path of an endpoint of the portal's own origin. Raises `Misconfigured` for any other."""
        if not url or not url.isprintable() or _origin(url) != _origin(self._address):
            raise Misconfigured(f"no such way to sign in, or elsewhere: {url}", reason="not_a_portal")
        return urlsplit(url).path


class _NotYetError(TrayAppError):
    """The person has not finished on the other device."""

    def __init__(self, *, slower: bool) -> None:
        super().__init__("not yet")
        self.slower = slower


def _lasting(seconds: float) -> timedelta:
    """No longer than a year, whatever the authority says: a calendar has an end."""
    return timedelta(seconds=min(max(seconds, 0.0), _LONGEST_LIFE))


def _refusal(error: str) -> TrayAppError:
    if error in {"authorization_pending", "slow_down"}:
        return _NotYetError(slower=error == "slow_down")
    reasons = {"access_denied": "denied", "expired_token": "timeout"}
    return SignIn(error or "no reason given", reason=reasons.get(error, "refused"))


def _decoded(answer: Answer, kind: type[_T]) -> _T:
    if answer.media_type != "application/json":
        raise ServerFault(f"status {answer.status} with {answer.media_type or 'no content type'}")
    if len(answer.body) > _DOCUMENT_LIMIT:
        raise ServerFault(f"more than {_DOCUMENT_LIMIT} bytes about signing in")
    try:
        value: _T = decoder_of(kind).decode(answer.body)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        # the text of the error may hold the value, the value may be a token
        raise ServerFault(f"the answer is no {kind.__name__}") from error
    return value


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()
