"""Ways to lead the program, and its token, somewhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

from tests.faults.employee import Employee
from tests.hostile.case import EITHER, TAKEN, Act, Case, Scene, on
from tests.hostile.honest import answer, whole
from tests.hostile.server import Request, Serve
from trayapp.core.errors import TrayAppError
from trayapp.core.ports import Grant
from trayapp.portals.oauth import OAuthAuthority

PLACES = (("probe", ""), ("changes", ""), ("tickets", "POST"))


def _led(path: str, method: str, headers: str, status: int) -> Callable[[Scene], Serve]:
    def scene(scene: Scene) -> Serve:
        said = whole(b"{}", status, headers.replace("ELSEWHERE", scene.elsewhere))
        return on(path, lambda _request: [said], method)(scene)

    return scene


def _redirects() -> Iterator[Case]:
    targets = (
        "ELSEWHERE/x",
        "file:///etc/passwd",
        "//evil.example/x",
        "javascript:alert(1)",
        "/api/v1/probe",
        "",
    )
    for status in (301, 302, 303, 307, 308):
        for target in targets if status == 302 else targets[:1]:
            for path, method in PLACES:
                name = f"{status} to {target or 'nowhere'} ({path})"
                yield Case(name, _led(path, method, f"Location: {target}\r\n", status), EITHER - TAKEN)


HEADERS = {
    "asks for a password": ("WWW-Authenticate: Basic realm=x\r\n", 401),
    "asks for Negotiate": ("WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n", 401),
    "asks for a token elsewhere": ('WWW-Authenticate: Bearer authorization_uri="ELSEWHERE"\r\n', 401),
    "a proxy that asks": ("Proxy-Authenticate: Basic realm=x\r\n", 407),
    "refresh elsewhere": ("Refresh: 0; url=ELSEWHERE/\r\nContent-Location: ELSEWHERE/\r\n", 200),
    "another service": ('Alt-Svc: h3="ELSEWHERE"; ma=99999\r\nLink: <ELSEWHERE>; rel=preload\r\n', 200),
    "a thousand cookies": ("".join(f"Set-Cookie: c{at}={'x' * 60}\r\n" for at in range(1000)), 200),
}
RETRY = (
    "9" * 400,
    "-5",
    "NaN",
    "inf",
    "1e9",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Mon, 99 Foo 0 99:99 +9999",
    "x" * 50_000,
)


def _headers() -> Iterator[Case]:
    refused = EITHER | {"sign_in", "busy", "misconfigured"}
    for name, (lines, status) in HEADERS.items():
        for path, method in PLACES:
            yield Case(f"{name} ({path})", _led(path, method, lines, status), refused)
    for value in RETRY:
        busy = frozenset({"busy"})
        yield Case(
            f"Retry-After: {value[:30]}",
            _led("changes", "", f"Retry-After: {value}\r\n", 503),
            busy,
            look=_soon,
        )


def _soon(employee: Employee) -> str:
    """Nothing waits for longer than a day, and it is said how long."""
    limit = datetime.now(UTC) + timedelta(days=1, hours=1)
    late = [op for op in employee.store.outbox.pending() if op.next_at and op.next_at > limit]
    return "an operation waits for more than a day" if late else ""


SIGN_IN = ("token_endpoint", "device_authorization_endpoint", "revocation_endpoint")


def _metadata(endpoint: str, address: str) -> Callable[[Scene], Serve]:
    def scene(scene: Scene) -> Serve:
        def serve(_request: Request) -> Iterable[bytes]:
            here = scene.here
            told = {name: f"{here}/{name}" for name in ("authorization_endpoint", *SIGN_IN)} | {
                "issuer": here
            }
            port = here.rpartition(":")[2]
            lure = address.replace("ELSEWHERE", scene.elsewhere).replace("HERE", here).replace("PORT", port)
            return [answer(told | {endpoint: lure})]

        return serve

    return scene


def _sign_in(endpoint: str) -> Act:
    def act(_employee: Employee, portal: str) -> str:
        authority = OAuthAuthority(portal, lambda: datetime.now(UTC))
        grant = Grant("an-access-token", "a-refresh-token", None)
        cancel = threading.Event()
        cancel.set()
        try:
            if endpoint == "token_endpoint":
                authority.refresh(grant)
            elif endpoint == "revocation_endpoint":
                authority.revoke(grant)
            else:
                authority.device(lambda _code: None, cancel)
        except TrayAppError as error:
            return error.kind
        finally:
            authority.close()
        return "taken"

    return act


def _authorities() -> Iterator[Case]:
    lures = (
        "ELSEWHERE/token",
        "HERE@127.0.0.2/token",
        "http://127.0.0.1:PORT\\@127.0.0.2/",
        "file:///etc/passwd",
        "http://[",
        "//127.0.0.2/",
        "http://127.0.0.1:PORT\r\n.evil.example/",
        "",
    )
    for endpoint in SIGN_IN:
        for lure in lures:
            name = f"{endpoint} at {lure.encode('unicode_escape').decode() or 'nowhere'}"
            right = frozenset({"misconfigured"}) | (
                TAKEN if endpoint == "revocation_endpoint" and not lure else set()
            )
            yield Case(name, _metadata(endpoint, lure), right, act=_sign_in(endpoint))


def cases() -> Iterator[Case]:
    """All of them; that nothing arrived elsewhere is looked at after every case there is."""
    yield from chain(_redirects(), _headers(), _authorities())
