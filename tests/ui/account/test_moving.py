"""To another helpdesk: what it does is said first, and nothing changes until somebody is signed in there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import sample_policy, sample_probe
from trayapp.core.model import Draft
from trayapp.core.ports.connecting import Connected
from trayapp.ui.account.page import AccountPage

HERE, THERE = "https://portal.example", "https://help.example"


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AccountPage:
    """Somebody is signed in."""
    office.context.preferences.set("portal_url", HERE)
    made = AccountPage(office.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.who.isVisible)
    return made


def begin(qtbot: QtBot, page: AccountPage) -> None:
    """The button, by keyboard."""
    qtbot.waitUntil(page.who.other.isVisible)
    page.who.other.setFocus()
    QTest.keyClick(page.who.other, Qt.Key.Key_Space)
    qtbot.waitUntil(page.who.sign_out.isHidden)


def test_what_it_does_is_said_before_anything_is_asked(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """Also what becomes of what is not sent; the field waits for the address, and nobody is signed out."""
    office.context.desk.submit(Draft("Printer on fire"))
    page.refresh()
    qtbot.waitUntil(lambda: page.waiting == 1)

    begin(qtbot, page)

    assert page.helpdesk.address.isVisible()
    assert page.helpdesk.address.text() == ""
    assert "you are signed out of portal.example" in page.helpdesk.meaning.text()
    assert "1 item in the outbox has not reached portal.example." in page.helpdesk.meaning.text()
    assert page.who.isVisible()
    assert page.who.sign_out.isHidden()
    assert office.session.signed_in()


def test_staying_changes_nothing(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """The same button leads back, and what was typed is gone."""
    begin(qtbot, page)
    QTest.keyClicks(page.helpdesk.address, "help.example")
    assert page.who.other.text() == "Stay with this one"

    page.who.other.click()

    qtbot.waitUntil(page.helpdesk.isHidden)
    qtbot.waitUntil(page.who.sign_out.isVisible)
    assert page.who.other.text() == "Use another helpdesk"
    assert page.helpdesk.address.text() == ""
    assert office.context.preferences.get("portal_url").value == HERE


def test_signed_in_there_it_is_the_helpdesk(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Address, then a sign-in there, without signing out before; the page is as ever afterwards."""

    def connected(address: str, secret: str) -> Connected:
        office.context.preferences.set("portal_url", address)
        office.session.token = secret
        return Connected(sample_probe(), sample_policy(), durable=True)

    office.world.connected = connected
    office.world.trial_ways = frozenset({"token"})
    begin(qtbot, page)
    QTest.keyClicks(page.helpdesk.address, "help.example")
    QTest.keyClick(page.helpdesk.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.title.text() == "Sign in there")
    page.form.token.setText("a-token")

    page.form.send.click()

    qtbot.waitUntil(lambda: page.who.other.text() == "Use another helpdesk")
    qtbot.waitUntil(page.helpdesk.isHidden)
    assert office.context.preferences.get("portal_url").value == THERE
    assert page.who.sign_out.isVisible()


def test_the_organisations_helpdesk_is_not_left(qtbot: QtBot, office: Office) -> None:
    """Where IT has set the address no other is offered."""
    office.locked.write_text(f'{{"locked": {{"portal_url": "{HERE}"}}}}')
    page = AccountPage(office.context)
    qtbot.addWidget(page)
    page.show()

    qtbot.waitUntil(page.who.isVisible)
    assert page.who.other.isHidden()
