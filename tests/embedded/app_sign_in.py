"""What an app does to sign in: as the RFCs say, and with anything wrong in it that a test wants."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from tests.embedded.browser import SITE, Browser, Page
from tests.embedded.conftest import PASSWORD, World

REDIRECT = "http://127.0.0.1:49152/signed-in"
VERIFIER = "a-verifier-of-forty-three-characters-or-more~"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def challenge(verifier: str = VERIFIER) -> str:
    """What goes with the browser (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def asking(**changed: str | None) -> str:
    """The address that the app opens in the browser; `None` leaves a parameter out."""
    usual: dict[str, str | None] = {
        "response_type": "code",
        "client_id": "trayapp",
        "redirect_uri": REDIRECT,
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
        "state": "the state",
    }
    return "/oauth/authorize?" + urlencode({k: v for k, v in (usual | changed).items() if v is not None})


def answer_in(address: str) -> dict[str, str]:
    """What the browser brings back to the app."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def consent(browser: Browser, **changed: str | None) -> Page:
    """The page that asks; signed in as dana if nobody is."""
    page = browser.get(asking(**changed))
    if any("password" in form.fields for form in page.forms):
        page = browser.send(page, "password", email="dana@bakery.example", password=PASSWORD)
    return page


def code(browser: Browser, **changed: str | None) -> str:
    """A code that was just allowed."""
    browser.send(consent(browser, **changed), "client_id", decision="allow")
    return answer_in(browser.sent_to)["code"]


def token(site: World, **form: str) -> httpx.Response:
    """Ask the token endpoint."""
    with httpx.Client(transport=site.transport, base_url=SITE) as client:
        return client.post("/oauth/token", data={"client_id": "trayapp", **form})


def exchange(site: World, value: str, **changed: str) -> httpx.Response:
    """Exchange a code."""
    usual = {
        "grant_type": "authorization_code",
        "code": value,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return token(site, **{**usual, **changed})


def pair(site: World, browser: Browser) -> dict[str, Any]:
    """Signed in as dana."""
    response = exchange(site, code(browser))
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def renew(site: World, refresh_token: str, **changed: str) -> httpx.Response:
    """Use a refresh token."""
    return token(site, **{"grant_type": "refresh_token", "refresh_token": refresh_token, **changed})


def works(site: World, access_token: str) -> bool:
    """Whether the API takes it."""
    headers = {"Authorization": f"Bearer {access_token}"}
    with httpx.Client(transport=site.transport, base_url=SITE, headers=headers) as client:
        return client.get("/api/v1/probe").status_code == 200


def refused(response: httpx.Response, error: str, status: int = 400) -> None:
    """The endpoint refused in the way that its RFC names."""
    assert (response.status_code, response.json()["error"]) == (status, error), response.text
    assert response.headers["cache-control"] == "no-store"
