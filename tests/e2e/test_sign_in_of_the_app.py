"""The app signs in through a real browser at the real portal, stays signed in, and signs out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.e2e.chromium import Chromium, missing
from tests.fakes.portal_process import PortalProcess
from tests.needed import need
from tests.waiting import wait_for
from trayapp.app import App, open_app
from trayapp.core.errors import SignIn
from trayapp.core.model import Probe
from trayapp.core.ports import DeviceCode
from trayapp.embedded.seed import DEMO_PASSWORD

DANA = "dana@northwind.example"


class Desk:
    """An employee's program, whose clock tests move."""

    def __init__(self, home: Path, url: str) -> None:
        self.ahead = timedelta()
        self._open = open_app(str(home), clock=lambda: datetime.now(UTC) + self.ahead, environment={})
        self.app: App = self._open.__enter__()
        self.app.preferences.set("portal_url", url)

    def who(self) -> str:
        """Whom the portal takes this program for."""
        with closing(self.app.portal()) as portal:
            return portal.probe().me.email

    def close(self) -> None:
        """The program ends."""
        self._open.__exit__(None, None, None)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    """A portal with sample people."""
    need(missing())
    with PortalProcess(tmp_path / "portal") as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, portal: PortalProcess) -> Iterator[Desk]:
    """Nobody is signed in."""
    made = Desk(tmp_path / "home", portal.url)
    yield made
    made.close()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chromium]:
    """Nobody has signed in with it."""
    with Chromium(tmp_path / "profile") as running:
        yield running


def signing_in(way: Callable[[], Probe], act: Callable[[], None]) -> Probe:
    """The app waits while the person acts in the browser."""
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(way)
        act()
        return waiting.result(timeout=60)


def by_browser(desk: Desk, browser: Chromium) -> Probe:
    """The whole way: the app opens a page, the person signs in there and allows it."""
    pages: SimpleQueue[str] = SimpleQueue()

    def act() -> None:
        browser.open(pages.get(timeout=30))
        browser.fill(email=DANA, password=DEMO_PASSWORD)
        browser.press("Sign in")
        browser.press("Allow")
        wait_for(lambda: "Go back now" in browser.text, "the app's own page")

    session = desk.app.session
    return signing_in(lambda: session.sign_in_with_browser(pages.put, threading.Event(), "Go back now"), act)


@pytest.mark.rule("REG-6")
@pytest.mark.rule("INFO-5")
def test_the_app_signs_in_by_the_browser_renews_and_signs_out(desk: Desk, browser: Chromium) -> None:
    """What was allowed lasts beyond the first token's hour, and ends everywhere when the person signs out."""
    assert desk.app.session.methods() == {"token", "browser", "device"}

    assert by_browser(desk, browser).me.email == DANA
    first = desk.app.session.token()
    desk.ahead = timedelta(hours=2)

    assert desk.who() == DANA
    second = desk.app.session.token()
    assert second != first
    desk.app.session.sign_out()
    with closing(desk.app.portal(lambda: second)) as portal, pytest.raises(SignIn):
        portal.probe()


def test_the_app_signs_in_on_another_device(desk: Desk, browser: Chromium) -> None:
    """The code that the app shows is typed in elsewhere, and the app goes on by itself."""
    codes: SimpleQueue[DeviceCode] = SimpleQueue()

    def act() -> None:
        code = codes.get(timeout=30)
        browser.open(code.url)
        browser.fill(email=DANA, password=DEMO_PASSWORD)
        browser.press("Sign in")
        browser.fill(user_code=code.user_code)
        browser.press("Next")
        browser.press("Allow")

    session = desk.app.session
    probe = signing_in(lambda: session.sign_in_with_device(codes.put, threading.Event()), act)

    assert probe.me.email == DANA
    assert desk.who() == DANA


def test_a_no_in_the_browser_is_a_no(desk: Desk, browser: Chromium) -> None:
    """The person does not allow it: nobody is signed in, and the app knows why."""
    pages: SimpleQueue[str] = SimpleQueue()

    def act() -> None:
        browser.open(pages.get(timeout=30))
        browser.fill(email=DANA, password=DEMO_PASSWORD)
        browser.press("Sign in")
        browser.press("Do not allow")

    session = desk.app.session
    with pytest.raises(SignIn) as caught:
        signing_in(lambda: session.sign_in_with_browser(pages.put, threading.Event(), "Bye"), act)

    assert caught.value.params["reason"] == "denied"
    assert not session.signed_in()
