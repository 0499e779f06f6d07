"""The account page: who, in, out, and what is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.errors import Offline, SignIn
from trayapp.core.events import Link
from trayapp.core.model import Draft
from trayapp.ui.account.page import AccountPage
from trayapp.ui.parts.confirm import Confirm
from trayapp.ui.texts.account import initials


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AccountPage:
    """The page, shown, following events; the portal is known."""
    office.context.preferences.set("portal_url", "https://portal.example")
    made = AccountPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.who.isVisible() == office.session.signed_in())
    return made


def texts(page: AccountPage) -> set[str]:
    """Every word on the page."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_it_says_who_is_signed_in(page: AccountPage) -> None:
    """Name, e-mail, company, level and portal."""
    shown = texts(page)

    assert {"Anna Ito", "anna@northwind.example", "Northwind", "Basic"} <= shown
    assert "Acme IT · https://portal.example" in shown


def test_a_token_is_hidden_checked_and_forgotten(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """It is typed unseen, goes to the session, and is gone from the field when it was taken."""
    assert page.form.token.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(page.form.token, "new-token")

    QTest.keyClick(page.form.token, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.form.news.text() == "Welcome, Anna Ito.")
    assert office.session.token == "new-token"
    assert page.form.token.text() == ""
    assert office.world.syncs == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SignIn(), "The portal does not accept this token."),
        (Offline(), "The portal can't be reached."),
    ],
)
def test_a_refused_token_stays_to_be_corrected(
    qtbot: QtBot, office: Office, page: AccountPage, error: Exception, words: str
) -> None:
    """The reason stands beside the field, and it can be sent again."""
    office.session.fail_with = error
    qtbot.waitUntil(page.form.isVisible)
    page.form.again.setChecked(True)
    QTest.keyClicks(page.form.token, "wrong")

    QTest.mouseClick(page.form.send, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(page.form.complaint.isVisible)
    assert page.form.complaint.text().startswith(words)
    assert page.form.token.text() == "wrong"
    assert page.form.send.isEnabled()


def test_who_is_signed_in_finds_the_way_to_do_it_again_folded(qtbot: QtBot, page: AccountPage) -> None:
    """No field for a secret shows that nobody needs; a line folds it out, by the keyboard, too."""
    qtbot.waitUntil(page.form.isVisible)
    assert not page.form.token.isVisible()

    QTest.keyClick(page.form.again, Qt.Key.Key_Space)

    assert page.form.again.title() == "Sign in again"
    assert page.form.token.isVisible()


def test_without_a_key_store_it_says_how_long_the_sign_in_lasts(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """A token that is only in memory is asked for again after the next start."""
    office.session.lasting = False
    page.refresh()

    qtbot.waitUntil(lambda: "no key store" in page.note.text())
    assert page.note.isVisible()


def test_signing_out_asks_first(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """The question says what goes and what stays; then nobody is signed in."""
    office.context.desk.submit(Draft(subject="Still to be sent"))
    page.who.sign_out.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(Confirm)))
    asked = page.findChildren(Confirm)[-1]
    assert "1 item in the outbox has not reached IT." in asked.accessibleDescription()
    assert "sent under nobody else's name" in asked.accessibleDescription()
    asked.no.click()
    assert office.session.signed_in()
    qtbot.waitUntil(lambda: not page.findChildren(Confirm))

    page.who.sign_out.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(Confirm)))
    page.findChildren(Confirm)[-1].yes.click()

    qtbot.waitUntil(page.form.title.isVisible)
    assert page.form.title.text() == "You are not signed in"
    assert not office.session.signed_in()
    assert page.who.isHidden()


def test_a_sign_in_that_the_portal_dropped_is_told(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Whoever was signed in learns that a new token is needed."""
    office.go(Link.SIGNED_OUT)

    qtbot.waitUntil(page.note.isVisible)
    assert "does not accept your sign-in" in page.note.text()


def test_an_address_that_the_organisation_set_is_not_asked_for(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """Who installs the program knows the address; the employee only signs in."""
    office.locked.write_text('{"locked": {"portal_url": "https://acme.example"}}')
    office.session.sign_out()
    page.refresh()

    qtbot.waitUntil(page.who.isHidden)
    assert page.form.isVisible()
    assert page.helpdesk.isHidden()


def test_it_says_what_is_kept_on_this_computer(page: AccountPage) -> None:
    """The employee need not guess where the token lies."""
    assert any("key store and never in a file" in text for text in texts(page))


@pytest.mark.parametrize(
    ("name", "letters"), [("Anna Ito", "AI"), ("anna", "A"), ("Anna van der Ito", "AI"), ("", "")]
)
def test_initials_stand_for_a_name(name: str, letters: str) -> None:
    """First and last word, in capitals."""
    assert initials(name) == letters
