"""Signing in on a machine without a browser (RFC 8628)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.embedded.app_sign_in import DEVICE_GRANT, refused, token, works
from tests.embedded.browser import SITE, Browser
from tests.embedded.conftest import PASSWORD, World


def begin(site: World, **changed: str) -> httpx.Response:
    """A device asks."""
    with httpx.Client(transport=site.transport, base_url=SITE) as client:
        return client.post("/oauth/device_authorization", data={"client_id": "trayapp", **changed})


def poll(site: World, told: dict[str, Any], **changed: str) -> httpx.Response:
    """The device asks whether it is allowed."""
    return token(site, **{"grant_type": DEVICE_GRANT, "device_code": told["device_code"], **changed})


def signed_in(browser: Browser) -> Browser:
    """As dana."""
    browser.sign_in("dana@bakery.example", PASSWORD)
    return browser


def test_a_device_is_allowed_elsewhere(site: World, browser: Browser) -> None:
    """It shows a code; somebody signs in, types it in any way, sees which device it is, and allows it."""
    told = begin(site).json()
    assert (told["expires_in"], told["interval"]) == (900, 5)
    assert told["verification_uri"] == f"{SITE}/oauth/device"
    refused(poll(site, told), "authorization_pending")
    page = browser.get("/oauth/device")
    page = browser.send(page, "password", email="dana@bakery.example", password=PASSWORD)
    assert page.title == "Sign a device in"
    typed = told["user_code"].lower().replace("-", " ")
    page = browser.send(page, "user_code", user_code=typed)
    assert page.title == "Allow this device?"
    assert told["user_code"] in page.text
    assert "TrayApp" in page.text
    assert "less than a minute ago" in page.text
    page = browser.send(page, "user_code", decision="allow")
    assert page.title == "The device is allowed"
    site.clock.forward(seconds=5)
    assert works(site, poll(site, told).json()["access_token"])


def test_the_code_may_be_in_the_address(site: World, browser: Browser) -> None:
    """The device can show it as a picture to scan; one still sees the code, and is asked."""
    told = begin(site).json()
    page = signed_in(browser).get(told["verification_uri_complete"])
    assert page.title == "Allow this device?"
    assert told["user_code"] in page.text
    refused(poll(site, told), "authorization_pending")


def test_a_device_is_signed_in_once(site: World, browser: Browser) -> None:
    """Its code is good for one pair of tokens."""
    told = begin(site).json()
    allow(browser, told)
    assert poll(site, told).status_code == 200
    site.clock.forward(seconds=5)
    refused(poll(site, told), "invalid_grant")


def test_a_device_that_is_denied_hears_so(site: World, browser: Browser) -> None:
    """The person is told what it may have been."""
    told = begin(site).json()
    page = allow(browser, told, "deny")
    assert page.title == "The device is not allowed"
    refused(poll(site, told), "access_denied")


def test_a_device_that_asks_too_often_must_slow_down(site: World, browser: Browser) -> None:
    """Each time by five seconds more, also once it is allowed."""
    told = begin(site).json()
    refused(poll(site, told), "authorization_pending")
    site.clock.forward(seconds=4)
    refused(poll(site, told), "slow_down")
    allow(browser, told)
    site.clock.forward(seconds=9)
    refused(poll(site, told), "slow_down")
    site.clock.forward(seconds=15)
    assert poll(site, told).status_code == 200


def test_a_code_that_nobody_typed_expires(site: World, browser: Browser) -> None:
    """After a quarter of an hour, for the device and for who types it then."""
    told = begin(site).json()
    site.clock.forward(minutes=15)
    refused(poll(site, told), "expired_token")
    page = signed_in(browser).get(told["verification_uri_complete"])
    assert (page.status, "No device waits" in page.errors) == (422, True)


def test_a_code_that_expires_before_the_eyes_is_told(site: World, browser: Browser) -> None:
    """Allowing comes too late, and the device gets nothing."""
    told = begin(site).json()
    page = signed_in(browser).get(told["verification_uri_complete"])
    site.clock.forward(minutes=16)
    page = browser.send(page, "user_code", decision="allow")
    assert "expired" in page.errors
    refused(poll(site, told), "expired_token")


def test_codes_have_no_vowels_and_no_signs_that_look_alike(site: World) -> None:
    """Eight letters of twenty, in two groups."""
    codes = [begin(site).json()["user_code"] for _ in range(30)]
    assert len(set(codes)) == 30
    assert set("".join(codes)) <= set("BCDFGHJKLMNPQRSTVWXZ-")
    assert {(len(code), code[4]) for code in codes} == {(9, "-")}


def test_codes_cannot_be_found_by_trying(site: World, browser: Browser) -> None:
    """After ten wrong ones a person has to wait, also with a right one (RFC 8628, 5.1)."""
    told = begin(site).json()
    page = signed_in(browser).get("/oauth/device")
    for _ in range(10):
        page = browser.send(page, "user_code", user_code="BBBB-BBBB")
        assert page.status == 422
    page = browser.send(page, "user_code", user_code=told["user_code"])
    assert (page.status, page.title) == (429, "Too many tries")


def test_one_computer_cannot_ask_without_end(site: World) -> None:
    """The thirty-first device within a quarter of an hour has to wait, and is told how long."""
    for _ in range(30):
        assert begin(site).status_code == 200
    response = begin(site)
    refused(response, "slow_down", 429)
    assert response.headers["retry-after"] == "900"


@pytest.mark.parametrize(
    ("changed", "error", "status"),
    [({"client_id": "other"}, "invalid_client", 401), ({"client_id": ""}, "invalid_request", 400)],
)
def test_only_a_known_app_may_ask(site: World, changed: dict[str, str], error: str, status: int) -> None:
    """Others are refused."""
    refused(begin(site, **changed), error, status)


def test_a_device_code_is_no_other_devices(site: World, browser: Browser) -> None:
    """One that was never told is not good, nor is one without a code."""
    allow(browser, begin(site).json())
    refused(poll(site, {"device_code": "guessed"}), "invalid_grant")
    refused(poll(site, {"device_code": ""}), "invalid_request")


def test_a_device_of_an_account_that_ended_is_denied(site: World, browser: Browser) -> None:
    """Between allowing and asking the account was removed."""
    told = begin(site).json()
    allow(browser, told)
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'removed' WHERE email = 'dana@bakery.example'")
    refused(poll(site, told), "access_denied")


def allow(browser: Browser, told: dict[str, Any], decision: str = "allow") -> Any:
    """Somebody allows it, or not."""
    page = signed_in(browser).get(told["verification_uri_complete"])
    return browser.send(page, "user_code", decision=decision)
