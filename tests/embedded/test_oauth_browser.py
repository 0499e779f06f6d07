"""Signing in to an app through the browser (RFC 6749, 7636, 8252, 9207)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.embedded.app_sign_in import (
    REDIRECT,
    VERIFIER,
    answer_in,
    asking,
    challenge,
    code,
    consent,
    exchange,
    pair,
    refused,
    token,
    works,
)
from tests.embedded.browser import SITE, Browser
from tests.embedded.conftest import PASSWORD, World


@pytest.mark.rule("REG-6")
def test_an_app_signs_in_through_the_browser(site: World, browser: Browser) -> None:
    """Sign in, allow, and the app gets a code, its state and who answers; with its verifier, the tokens."""
    page = browser.get(asking())
    assert page.title == "Sign in"
    page = browser.send(page, "password", email="dana@bakery.example", password=PASSWORD)
    assert page.title == "Allow TrayApp on this computer?"
    browser.send(page, "client_id", decision="allow")
    answer = answer_in(browser.sent_to)
    assert browser.sent_to.startswith(REDIRECT + "?")
    assert (answer["state"], answer["iss"]) == ("the state", SITE)
    response = exchange(site, answer["code"])
    told = response.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 3600)
    assert (response.headers["cache-control"], response.headers["pragma"]) == ("no-store", "no-cache")
    assert works(site, told["access_token"])
    assert not works(site, told["refresh_token"])


def test_who_is_signed_in_is_only_asked_to_allow(site: World, browser: Browser) -> None:
    """The page says who, and what the app may do; another person can sign in instead and comes back here."""
    browser.sign_in("maya@bakery.example", PASSWORD)
    page = browser.get(asking())
    assert "Maya" in page.text
    assert "Show all tickets of bakery" in page.text
    page = browser.send(page, "next")
    page = browser.send(page, "password", email="dana@bakery.example", password=PASSWORD)
    assert "Dana" in page.text
    assert "all tickets" not in page.text
    assert page.form("client_id").fields["state"] == "the state"


def test_not_allowed_is_told_to_the_app(site: World, browser: Browser) -> None:
    """It gets access_denied with its state, and no code."""
    browser.send(consent(browser), "client_id", decision="deny")
    assert answer_in(browser.sent_to) == {"error": "access_denied", "state": "the state", "iss": SITE}


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "other"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "https://127.0.0.1/x"},
        {"redirect_uri": "http://localhost:5/x"},
        {"redirect_uri": "http://127.0.0.1.evil.example/x"},
        {"redirect_uri": "http://evil.example/127.0.0.1"},
        {"redirect_uri": "http://127.0.0.1@evil.example/"},
        {"redirect_uri": "http://127.0.0.1:80@evil.example/"},
        {"redirect_uri": "http://127.0.0.1\\@evil.example/"},
        {"redirect_uri": "http://127.0.0.1:99999/x"},
        {"redirect_uri": "http://127.0.0.1:0/x"},
        {"redirect_uri": "http://127.0.0.1:5/x#part"},
        {"redirect_uri": "http://127.0.0.1:5/x\r\nSet-Cookie: a=b"},
        {"redirect_uri": "http://127.0.0.1:5"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "trayapp:/signed-in"},
    ],
)
def test_a_wrong_client_or_address_gets_nothing(
    site: World, browser: Browser, wrong: dict[str, str | None]
) -> None:
    """The browser is not sent there, not even with an error; the person reads what to do."""
    page = browser.get(asking(**wrong))
    assert (page.status, page.title) == (400, "This sign-in cannot go on")
    assert browser.sent_to == ""


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"state": "x" * 2001}, "invalid_request"),
    ],
)
def test_other_mistakes_are_told_to_the_app(
    site: World, browser: Browser, wrong: dict[str, str | None], error: str
) -> None:
    """At once, before anybody signs in, with the state that came."""
    browser.get(asking(**wrong))
    answer = answer_in(browser.sent_to)
    assert (answer["error"], answer["iss"]) == (error, SITE)
    assert answer["state"] == wrong.get("state", "the state")


def test_a_parameter_that_comes_twice_is_refused(site: World, browser: Browser) -> None:
    """Which of the two counts must not be guessed."""
    page = browser.get(asking() + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fx")
    assert (page.status, browser.sent_to) == (400, "")


@pytest.mark.parametrize(
    "uri",
    ["http://127.0.0.1:1/", "http://127.0.0.1:65535/a/b?c=d", "http://[::1]:4711/x", "http://127.0.0.1/x"],
)
def test_any_port_of_loopback_will_do(site: World, browser: Browser, uri: str) -> None:
    """Apps listen where there is room (RFC 8252, 7.3); what the address held already stays in it."""
    value = code(browser, redirect_uri=uri)
    assert browser.sent_to.startswith(uri)
    assert exchange(site, value, redirect_uri=uri).status_code == 200


def test_without_state_none_comes_back(site: World, browser: Browser) -> None:
    """PKCE protects the app already; state is its own affair."""
    code(browser, state=None)
    assert set(answer_in(browser.sent_to)) == {"code", "iss"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "never issued"},
        {"redirect_uri": "http://127.0.0.1:49153/signed-in"},
        {"code_verifier": "b" * 43},
        {"code_verifier": "short"},
        {"code_verifier": challenge()},
    ],
)
def test_a_code_is_good_only_with_what_it_was_made_for(
    site: World, browser: Browser, wrong: dict[str, str]
) -> None:
    """Another address or verifier gets invalid_grant, and does not spoil the code for whom it is."""
    value = code(browser)
    refused(exchange(site, value, **wrong), "invalid_grant")
    assert exchange(site, value).status_code == 200


def test_a_code_lasts_a_minute(site: World, browser: Browser) -> None:
    """After 60 s it is good no longer."""
    value = code(browser)
    site.clock.forward(seconds=60)
    refused(exchange(site, value), "invalid_grant")


def test_a_code_used_twice_ends_what_it_was_exchanged_for(site: World, browser: Browser) -> None:
    """Then somebody else has it, and nobody can tell who came first."""
    value = code(browser)
    told = exchange(site, value).json()
    refused(exchange(site, value), "invalid_grant")
    assert not works(site, told["access_token"])
    refused(token(site, grant_type="refresh_token", refresh_token=told["refresh_token"]), "invalid_grant")


def test_a_code_exchanged_twice_at_once_is_good_once_at_most(site: World, browser: Browser) -> None:
    """Of ten exchanges at the same time one gets tokens, and none of the others leaves them good."""
    value = code(browser)
    with ThreadPoolExecutor(10) as many:
        answers = list(many.map(lambda _: exchange(site, value), range(10)))
    good = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(good) == 1
    assert not works(site, good[0]["access_token"])


def test_a_code_of_an_account_that_ended_is_not_good(site: World, browser: Browser) -> None:
    """Between allowing and exchanging the account was removed."""
    value = code(browser)
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'removed' WHERE email = 'dana@bakery.example'")
    refused(exchange(site, value), "invalid_grant")


def test_an_app_answers_for_its_person_alone(site: World, browser: Browser) -> None:
    """The token is of whoever allowed it, with their level."""
    told = pair(site, browser)
    headers = {"Authorization": f"Bearer {told['access_token']}"}
    with httpx.Client(transport=site.transport, base_url=SITE, headers=headers) as client:
        probe = client.get("/api/v1/probe").json()
    assert probe["me"]["email"] == "dana@bakery.example"
    assert set(probe["capabilities"]["sign_in"]) == {"token", "browser", "device"}
    assert probe["capabilities"]["profile_url"] == f"{SITE}/account/password"


def test_the_metadata_say_where_everything_is(site: World, browser: Browser) -> None:
    """Each address of RFC 8414's document is one that answers."""
    told = browser.client.get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == SITE
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    for name, method in (
        ("authorization_endpoint", "GET"),
        ("token_endpoint", "POST"),
        ("device_authorization_endpoint", "POST"),
        ("revocation_endpoint", "POST"),
    ):
        assert browser.client.request(method, told[name]).status_code == 400, name


@pytest.mark.parametrize(
    ("form", "error", "status"),
    [
        ({"client_id": "other", "grant_type": "refresh_token"}, "invalid_client", 401),
        ({"client_id": ""}, "invalid_request", 400),
        ({}, "invalid_request", 400),
        ({"grant_type": "password", "username": "dana", "password": "x"}, "unsupported_grant_type", 400),
        ({"grant_type": "authorization_code", "code": "x"}, "invalid_request", 400),
        ({"grant_type": "refresh_token"}, "invalid_request", 400),
    ],
)
def test_the_token_endpoint_refuses_as_its_rfc_says(
    site: World, form: dict[str, str], error: str, status: int
) -> None:
    """One word for programs, one sentence for their makers, never stored (RFC 6749, 5.2)."""
    refused(token(site, **form), error, status)


def test_the_token_endpoint_takes_no_parameter_twice(site: World, browser: Browser) -> None:
    """Which of two codes counts must not be guessed."""
    value = code(browser)
    twice = f"client_id=trayapp&grant_type=authorization_code&code={value}&code={value}"
    body = f"{twice}&redirect_uri={REDIRECT}&code_verifier={VERIFIER}"
    refused(browser.client.post("/oauth/token", content=body), "invalid_request")
