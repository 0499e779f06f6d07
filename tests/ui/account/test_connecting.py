"""The first run: an address, what runs there, signing in, and what one can do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW, sample_policy, sample_probe
from trayapp.core.errors import Misconfigured, Offline, SignIn
from trayapp.core.model import Draft
from trayapp.core.ports.connecting import Connected
from trayapp.ui.account.connect_card import ConnectCard
from trayapp.ui.account.page import AccountPage

ADDRESS = "help.example"


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AccountPage:
    """A new computer: no helpdesk, nobody signed in."""
    office.session.sign_out()
    made = AccountPage(office.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.helpdesk.isVisible)
    return made


@pytest.fixture
def tried(office: Office) -> list[tuple[str, str]]:
    """Address and secret of each sign-in to a helpdesk; it is set up by each."""
    seen: list[tuple[str, str]] = []

    def connected(address: str, secret: str) -> Connected:
        seen.append((address, secret))
        office.context.preferences.set("portal_url", address)
        office.session.token = secret
        return Connected(sample_probe(), sample_policy(), durable=True)

    office.world.connected = connected
    return seen


def look(qtbot: QtBot, page: AccountPage) -> None:
    """Type the address, and wait for what is found."""
    QTest.keyClicks(page.helpdesk.address, ADDRESS)
    QTest.keyClick(page.helpdesk.address, Qt.Key.Key_Return)
    qtbot.waitUntil(page.form.isVisible)


def words(page: AccountPage) -> set[str]:
    """Every word on the page that shows."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_the_first_thing_asked_for_is_the_address(page: AccountPage) -> None:
    """No field for a secret shows before the app knows whom it is for."""
    assert page.helpdesk.address.isVisible()
    assert not page.form.isVisible()
    assert not page.helpdesk.send.isEnabled()


def test_the_keyboard_stays_at_the_address_while_it_is_looked_at(qtbot: QtBot) -> None:
    """Enter pressed once more does nothing meanwhile, least of all to a button that got the focus by accident."""
    card = ConnectCard()
    qtbot.addWidget(card)
    card.show()
    card.address.setText("help.example")
    card.send.setFocus()
    card.look_wanted.connect(lambda _address: pytest.fail("it is looked at already"))

    card.wait()

    assert card.focusWidget() is card.address
    QTest.keyClick(card.address, Qt.Key.Key_Return)
    card.refuse("There is nothing.")
    assert not card.address.isReadOnly()
    assert card.send.isEnabled()


def test_what_runs_there_is_said_before_anybody_signs_in(
    qtbot: QtBot, page: AccountPage, tried: list[tuple[str, str]]
) -> None:
    """Product and address are named, and only the ways that it knows are offered."""
    look(qtbot, page)

    assert "Desk 5.0 runs at https://help.example." in words(page)
    assert page.form.password.isVisible()
    assert not page.form.token.isVisible()
    assert not page.form.ways.isVisible()
    assert tried == []


def test_a_password_is_typed_unseen_and_gone_when_it_was_taken(
    qtbot: QtBot, office: Office, page: AccountPage, tried: list[tuple[str, str]]
) -> None:
    """Name, Enter, password, Enter: then somebody is signed in, and told what they can do."""
    look(qtbot, page)
    part = page.form.password
    assert part.password.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(part.user, " ann ")
    QTest.keyClicks(part.password, "pass word")

    QTest.keyClick(part.password, Qt.Key.Key_Return)

    qtbot.waitUntil(page.who.isVisible)
    assert tried == [("https://help.example", "ann pass word")]
    assert part.password.text() == ""
    assert page.helpdesk.isHidden()
    assert page.abilities.fold.is_open()
    qtbot.waitUntil(lambda: "See how your tickets stand, and IT's answers" in words(page))
    assert office.world.syncs == 1


def test_a_wrong_password_is_said_beside_it_and_nothing_is_set_up(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """It stays to be corrected, and so does the helpdesk that was found."""

    def refuse(_address: str, _secret: str) -> Connected:
        raise SignIn(reason="password")

    office.world.connected = refuse
    look(qtbot, page)
    page.form.password.user.setText("ann")
    page.form.password.password.setText("wrong")

    page.form.password.send.click()

    qtbot.waitUntil(page.form.password.complaint.isVisible)
    assert page.form.password.complaint.text().startswith("The name or the password is not right.")
    assert page.form.password.password.text() == "wrong"
    assert page.form.password.send.isEnabled()
    assert office.context.preferences.get("portal_url").value == ""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Offline(), "Nothing answers at this address."),
        (
            Misconfigured(reason="web_page", title="Acme Café"),
            "There is a web page at this address (“Acme Café”)",
        ),
        (Misconfigured(reason="other_product", product="Pigeon Desk"), "Pigeon Desk runs at this address."),
        (Misconfigured(reason="certificate"), "The portal's certificate is not trusted by this computer."),
        (Misconfigured(reason="proxy"), "The network's proxy asks for a name and a password."),
        (
            Misconfigured(reason="elsewhere", to="https://www.example"),
            "This address leads to https://www.example.",
        ),
        (Misconfigured(reason="mailbox"), "This is an e-mail address."),
    ],
)
def test_what_is_no_helpdesk_is_told_beside_the_address(
    qtbot: QtBot, office: Office, page: AccountPage, error: Exception, said: str
) -> None:
    """What is there instead is named, and the address can be corrected."""
    office.world.nothing_there = error
    QTest.keyClicks(page.helpdesk.address, ADDRESS)

    page.helpdesk.send.click()

    qtbot.waitUntil(page.helpdesk.complaint.isVisible)
    assert page.helpdesk.complaint.text().startswith(said)
    assert page.helpdesk.address.text() == ADDRESS
    assert page.helpdesk.send.isEnabled()


def test_another_address_leads_back(qtbot: QtBot, page: AccountPage) -> None:
    """What was found may be the wrong one."""
    look(qtbot, page)

    page.helpdesk.other.click()

    qtbot.waitUntil(lambda: page.helpdesk.asks)
    assert page.form.isHidden()
    assert page.helpdesk.address.text() == ADDRESS


def test_a_helpdesk_that_is_set_up_is_named_and_may_be_changed(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """After signing out, its ways are offered at once; another one is a button away."""
    office.context.preferences.set("portal_url", "https://portal.example")
    office.session.ways = frozenset({"password", "token"})
    page.refresh()
    qtbot.waitUntil(page.form.isVisible)

    assert "https://portal.example" in words(page)
    assert page.form.password.isVisible()
    assert not page.form.token.isVisible()
    page.form.ways.token.click()
    assert page.form.token.isVisible()
    page.helpdesk.other.click()
    qtbot.waitUntil(lambda: page.helpdesk.asks)


@pytest.mark.parametrize("way", ["browser", "device"])
def test_the_ways_elsewhere_set_up_the_helpdesk_that_was_found(
    qtbot: QtBot, office: Office, page: AccountPage, tried: list[tuple[str, str]], way: str
) -> None:
    """Browser and another device sign in there, not where somebody was signed in before."""
    office.world.trial_ways = frozenset({"browser", "device", "token"})
    look(qtbot, page)

    getattr(page.form.ways, way).click()

    qtbot.waitUntil(page.who.isVisible)
    assert tried == [("https://help.example", way)]


def test_what_stays_for_the_helpdesk_before_is_named(
    qtbot: QtBot, office: Office, page: AccountPage, tried: list[tuple[str, str]]
) -> None:
    """Nobody has to wonder where an unsent ticket went."""
    stays = office.context.desk.submit(Draft("Printer on fire"))
    connected = office.world.connected

    def leave(address: str, secret: str) -> Connected:
        done = connected(address, secret)
        return Connected(done.probe, done.policy, durable=True, left=(stays,))

    office.world.connected = leave
    office.world.trial_ways = frozenset({"token"})
    look(qtbot, page)
    page.form.token.setText("a-token")

    page.form.send.click()

    qtbot.waitUntil(page.left.isVisible)
    assert "1 item for your former helpdesk has not been sent." in page.left.text()
    assert "Printer on fire" in page.left.text()
    assert tried == [("https://help.example", "a-token")]


def test_what_one_can_do_is_folded_away_on_other_days(qtbot: QtBot, office: Office) -> None:
    """Signed in as ever, the page begins with who, and tells the rest when it is asked."""
    office.context.preferences.set("portal_url", "https://portal.example")
    office.now = NOW + timedelta(days=1)
    page = AccountPage(office.context)
    qtbot.addWidget(page)
    page.show()

    qtbot.waitUntil(page.abilities.isVisible)
    assert not page.abilities.fold.is_open()
