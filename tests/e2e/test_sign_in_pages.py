"""The portal's pages in a real browser: nothing in them may depend on what a browser forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from tests.e2e.chromium import Chromium, Listener, missing
from tests.embedded.app_sign_in import DEVICE_GRANT, VERIFIER, challenge
from tests.fakes.portal_process import PortalProcess
from tests.needed import need
from tests.waiting import wait_for
from trayapp.embedded.seed import DEMO_PASSWORD

DANA, MAYA = "dana@northwind.example", "maya@northwind.example"
NEW = "plum cake on sundays"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One for the tests that change nothing for each other."""
    need(missing())
    with PortalProcess(tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chromium]:
    """Nobody has signed in with it."""
    need(missing())
    with Chromium(tmp_path / "profile") as running:
        yield running


def asking(portal: PortalProcess, listener: Listener) -> str:
    """The address that the app opens."""
    return f"{portal.url}/oauth/authorize?" + urlencode(
        {
            "response_type": "code",
            "client_id": "trayapp",
            "redirect_uri": listener.redirect_uri,
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
            "state": "xyz",
        }
    )


def token(portal: PortalProcess, **form: str) -> Mapping[str, str]:
    """What the token endpoint gives."""
    response = httpx.post(f"{portal.url}/oauth/token", data={"client_id": "trayapp", **form}, trust_env=False)
    assert response.status_code == 200, response.text
    told: Mapping[str, str] = response.json()
    return told


def exchange(portal: PortalProcess, listener: Listener) -> str:
    """Whom the app is signed in as after the browser brought a code."""
    answer = listener.answer()
    assert (answer["state"], answer["iss"]) == ("xyz", portal.url)
    told = token(
        portal,
        grant_type="authorization_code",
        code=answer["code"],
        redirect_uri=listener.redirect_uri,
        code_verifier=VERIFIER,
    )
    return email_of(portal, told["access_token"])


def email_of(portal: PortalProcess, access_token: str) -> str:
    """Whose token it is."""
    headers = {"Authorization": f"Bearer {access_token}"}
    probe = httpx.get(f"{portal.url}/api/v1/probe", headers=headers, trust_env=False)
    return str(probe.json()["me"]["email"])


def link_to(data: Path, recipient: str) -> str:
    """The link in the letter to that person, once it is written."""
    folder = data / "mail"
    wait_for(lambda: list(folder.glob(f"*-{recipient}.eml")), "the letter")
    newest = max(folder.glob(f"*-{recipient}.eml"))
    text = message_from_bytes(newest.read_bytes(), policy=policy.default).get_content()
    found = re.search(r"http://\S+\?link=\S+", text)
    assert found is not None, text
    return found[0]


@pytest.mark.rule("REG-6")
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_app_signs_in(portal: PortalProcess, browser: Chromium, host: str) -> None:
    """Sign in, allow, and the browser brings the code to the app; the browser's own rules let it."""
    with Listener(host) as listener:
        browser.open(asking(portal, listener))
        assert browser.title == "Sign in"
        browser.fill(email=DANA, password="not mine")
        browser.press("Sign in")
        assert "do not belong together" in browser.find("[role=alert]").text
        browser.fill(password=DEMO_PASSWORD)
        browser.press("Sign in")
        assert browser.title == "Allow TrayApp on this computer?"
        browser.press("Allow")
        assert browser.title == "You can go back to the app"
        assert exchange(portal, listener) == DANA


def test_everything_can_be_done_with_the_keyboard(portal: PortalProcess, browser: Chromium) -> None:
    """The focus is where one begins, goes on in the order of reading, and Enter sends; none allows by accident."""
    with Listener() as listener:
        browser.open(asking(portal, listener))
        wait_for(lambda: browser.focus == "email", "the focus in the first field")
        browser.type(DANA, Keys.TAB, DEMO_PASSWORD)
        assert browser.focus == "password"
        browser.enter()
        assert browser.title == "Allow TrayApp on this computer?"
        for words in ("Not you?", "Allow", "Do not allow"):
            browser.type(Keys.TAB)
            assert browser.focus == words
        browser.type_back()
        assert browser.focus == "Allow"
        browser.enter()
        assert exchange(portal, listener) == DANA


@pytest.mark.rule("REG-4")
def test_an_account_is_activated_by_the_link_of_its_letter(browser: Chromium, tmp_path: Path) -> None:
    """Somebody is added, gets a letter, chooses a password behind its link, and signs in."""
    need(missing())
    with PortalProcess(tmp_path / "data") as portal:
        with portal.client(MAYA) as client:
            wish = {"action": "add", "name": "Nina Sand", "email": "nina@northwind.example", "level": "basic"}
            asked = client.post("/registrations", json=wish, headers={"Idempotency-Key": "k"})
            assert asked.is_success, asked.text
        browser.open(link_to(tmp_path / "data", "nina@northwind.example"))
        assert browser.title == "Choose a password"
        assert browser.find("#email").get_attribute("value") == "nina@northwind.example"
        browser.fill(password="short", again="short")
        browser.press("Activate my account")
        assert "at least 12" in browser.find("#password-error").text
        browser.fill(password=NEW, again=NEW)
        browser.press("Activate my account")
        assert browser.title == "Your account is ready"
        browser.press("Sign in")
        browser.fill(email="nina@northwind.example", password=NEW)
        browser.press("Sign in")
        assert browser.title == "You are signed in"
        assert "Nina Sand" in browser.text


def test_too_many_wrong_passwords_have_to_wait(portal: PortalProcess, browser: Chromium) -> None:
    """The sixth try is not looked at, and the page says when the next is."""
    browser.open(f"{portal.url}/sign-in")
    for number in range(6):
        browser.fill(email="nobody@northwind.example", password=f"wrong {number}")
        browser.press("Sign in")
    assert "too many tries. Try again in 15 minutes." in browser.find("[role=alert]").text


def test_a_device_is_allowed(portal: PortalProcess, browser: Chromium) -> None:
    """Its code is typed in here, and the device gets its tokens."""
    told = httpx.post(
        f"{portal.url}/oauth/device_authorization", data={"client_id": "trayapp"}, trust_env=False
    ).json()
    browser.open(told["verification_uri"])
    browser.fill(email=MAYA, password=DEMO_PASSWORD)
    browser.press("Sign in")
    browser.fill(user_code="bbbb-bbbb")
    browser.press("Next")
    assert "No device waits" in browser.find("#user_code-error").text
    browser.fill(user_code=told["user_code"].lower())
    browser.press("Next")
    assert told["user_code"] in browser.text
    browser.press("Allow")
    assert browser.title == "The device is allowed"
    access = token(portal, grant_type=DEVICE_GRANT, device_code=told["device_code"])["access_token"]
    assert email_of(portal, access) == MAYA


@pytest.mark.rule("REG-5")
def test_access_is_requested_for_one_after_another(browser: Chromium, tmp_path: Path) -> None:
    """From the sign-in page: fill in, Next, confirmation, one more, Finish; support hears of both."""
    with PortalProcess(tmp_path / "data", "--profile", "cases", seed=None) as portal:
        browser.open(f"{portal.url}/sign-in")
        browser.press("Request access for yourself or a colleague")
        browser.press("Next")
        assert "Fill in the full name." in browser.text
        browser.fill(name="Nina Sand", email="nina@agency.example", company="Agency")
        browser.press("Next")
        assert browser.title == "Your request is sent"
        browser.press("Register another person")
        assert browser.find("#company").get_attribute("value") == "Agency"
        browser.fill(name="Otto Kern", email="otto@agency.example")
        browser.press("Next")
        browser.press("Finish")
        assert browser.title == "Sign in"
        folder = tmp_path / "data" / "mail"
        wait_for(lambda: len(list(folder.glob("*-admin@portal.example.eml"))) == 2, "word to support")


@pytest.mark.rule("INFO-6")
def test_a_password_is_changed(browser: Chromium, tmp_path: Path) -> None:
    """With the present one; afterwards the new one holds."""
    with PortalProcess(tmp_path / "data") as portal:
        browser.open(f"{portal.url}/account/password")
        browser.fill(email=DANA, password=DEMO_PASSWORD)
        browser.press("Sign in")
        browser.fill(present=DEMO_PASSWORD, password=NEW, again=NEW)
        browser.press("Change password")
        assert browser.title == "Your password is changed"
        browser.press("Go on")
        browser.press("Sign out")
        browser.fill(email=DANA, password=NEW)
        browser.press("Sign in")
        assert browser.title == "You are signed in"
