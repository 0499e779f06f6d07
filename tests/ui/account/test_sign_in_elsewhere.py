"""Signing in in the browser or on another device, from the account page."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.errors import SignIn
from trayapp.ui.account.page import AccountPage

WAYS = frozenset({"token", "browser", "device"})


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AccountPage:
    """Nobody is signed in, and the portal knows every way."""
    office.context.preferences.set("portal_url", "https://portal.example")
    office.session.sign_out()
    office.session.ways = WAYS
    made = AccountPage(office.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.form.ways.isVisible)
    return made


@pytest.mark.rule("REG-6")
def test_the_browser_comes_first(page: AccountPage) -> None:
    """Where the portal has a page to sign in, the field for a token is folded away."""
    assert page.form.ways.browser.isVisible()
    assert page.form.ways.device.isVisible()
    assert not page.form.token.isVisible()

    page.form.ways.token.click()

    assert page.form.token.isVisible()


def test_the_browser_is_opened_and_waited_for(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """The page says what to do there, and goes on when the person is back."""
    page.form.ways.browser.click()

    qtbot.waitUntil(lambda: office.world.opened == ["https://portal.example/oauth/authorize?state=s"])
    assert "Finish signing in in the browser" in page.form.elsewhere.words.text()
    assert not page.form.ways.isEnabled()
    office.session.back.set()
    qtbot.waitUntil(lambda: page.form.news.text() == "Welcome, Anna Ito.")
    assert office.session.signed_in()
    assert page.form.elsewhere.isHidden()


def test_the_code_for_another_device_can_be_read(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Code and address stand on the page; the code is spelled for screen readers."""
    page.form.ways.device.click()

    qtbot.waitUntil(page.form.elsewhere.code.isVisible)
    assert page.form.elsewhere.code.text() == "WDJB-MJHT"
    assert "https://portal.example/oauth/device" in page.form.elsewhere.words.text()
    assert page.form.elsewhere.code.accessibleName() == "Code: W D J B - M J H T"
    page.form.elsewhere.again.click()
    assert office.world.opened == ["https://portal.example/oauth/device"]
    office.session.back.set()
    qtbot.waitUntil(office.session.signed_in)


def test_giving_up_leads_back(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Cancel ends the wait without a complaint, and every way is open again."""
    page.form.ways.browser.click()
    qtbot.waitUntil(lambda: bool(office.world.opened))

    page.form.elsewhere.cancel.click()

    assert page.form.elsewhere.isHidden()
    assert page.form.ways.isEnabled()
    office.context.background.shutdown()
    assert not page.form.ways.complaint.isVisible()
    assert not office.session.signed_in()


@pytest.mark.parametrize(
    ("reason", "words"),
    [("denied", "You did not allow it"), ("timeout", "Nobody finished"), ("refused", "Start again")],
)
def test_what_came_of_it_is_said(
    qtbot: QtBot, office: Office, page: AccountPage, reason: str, words: str
) -> None:
    """A sign-in that came to nothing says why and can be started again."""
    office.session.fail_with = SignIn(reason=reason)
    office.session.back.set()

    page.form.ways.browser.click()

    qtbot.waitUntil(page.form.ways.complaint.isVisible)
    assert words in page.form.ways.complaint.text()
    assert page.form.ways.browser.isEnabled()


def test_a_portal_out_of_reach_may_still_be_tried(qtbot: QtBot, office: Office) -> None:
    """Nobody knows its ways: all are offered."""
    office.context.preferences.set("portal_url", "https://portal.example")
    office.session.sign_out()
    office.session.unreached = True
    page = AccountPage(office.context)
    qtbot.addWidget(page)
    page.show()

    qtbot.waitUntil(page.form.ways.isVisible)
    assert page.form.ways.browser.isEnabled()
