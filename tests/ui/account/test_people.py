"""Profile, colleagues' accounts and standing on the account page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import sample_probe
from trayapp.core.events import PolicyChanged
from trayapp.core.model import Account, Address, Details, EditProfile, RegisterUser, RemoveUser
from trayapp.core.policy import Level, Permission, RegistrationRules
from trayapp.ui.account.page import AccountPage
from trayapp.ui.parts.confirm import Confirm

LEVELS = (
    Level("basic", "Basic", "Sees own tickets"),
    Level("manager", "Manager / Supervisor", "Sees all tickets of the company"),
    Level("primary", "Primary / Owner"),
)
DETAILS = Details("555-0100", use_company_address=True, address=Address(city="Worcester"))


def become(office: Office, **about: object) -> None:
    """The portal says this of the person signed in."""
    probe = sample_probe()
    me = replace(probe.me, **about)  # type: ignore[arg-type]
    granted = replace(probe.capabilities, profile_url="https://portal.example/password")
    office.store.notes.put_probe(replace(probe, me=me, capabilities=granted))


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> AccountPage:
    """A manager, who may register others and edit the own profile."""
    office.use(
        replace(
            office.policy,
            version="2",
            levels=LEVELS,
            registration=RegistrationRules(advice=("Register advanced users.",)),
        )
    )
    office.context.preferences.set("portal_url", "https://portal.example")
    become(
        office,
        level="manager",
        permissions=frozenset({Permission.PROFILE, Permission.REGISTER}),
        grants=("basic", "manager"),
        details=DETAILS,
        credits=3.5,
        coupon="LIVE-24",
        terms=("Ticket support is free until 2027-03-31.",),
    )
    made = AccountPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.people.isVisible)
    return made


def words(page: AccountPage) -> set[str]:
    """Every word on the page that shows."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("ROLE-14")
@pytest.mark.rule("TK-9")
@pytest.mark.rule("INFO-5")
def test_level_terms_and_credits_are_in_the_portals_words(page: AccountPage) -> None:
    """What one is, what was billed, and on what terms support is given."""
    shown = words(page)

    assert {"Manager / Supervisor", "Sees all tickets of the company", "3.5", "LIVE-24"} <= shown
    assert "Ticket support is free until 2027-03-31." in shown


@pytest.mark.rule("INFO-6")
def test_the_companys_address_hides_ones_own(page: AccountPage) -> None:
    """Use Company Address = Yes hides the fields; No shows them with what they hold."""
    profile = page.people.profile
    assert not profile.address["city"].isVisible()

    profile.company.setCurrentIndex(profile.company.findText("No"))

    assert profile.address["city"].isVisible()
    assert profile.address["city"].text() == "Worcester"


@pytest.mark.rule("INFO-6")
def test_the_profile_goes_through_the_outbox(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """What was changed is queued as it shall be, also offline."""
    profile = page.people.profile
    profile.phone.set_text("555-0199")
    profile.company.setCurrentIndex(1)
    profile.address["street"].set_text("1 Main St")

    profile.save.click()

    qtbot.waitUntil(profile.news.isVisible)
    wanted = EditProfile(
        "Anna Ito", "anna@northwind.example", "555-0199", False, Address("1 Main St", "Worcester")
    )
    assert [op.payload for op in office.store.outbox.pending()] == [wanted]


@pytest.mark.rule("INFO-6")
def test_a_name_is_needed(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """The reason stands beside its field, and nothing is queued."""
    profile = page.people.profile
    profile.name.set_text(" ")

    profile.save.click()

    qtbot.waitUntil(profile.name.complaint.isVisible)
    assert not office.store.outbox.pending()


def test_what_is_typed_stays_when_news_come_in(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """A refresh of the page does not undo the person's words."""
    page.people.profile.phone.set_text("555-0199")

    office.tell(PolicyChanged())
    qtbot.wait(50)

    assert page.people.profile.phone.text() == "555-0199"


@pytest.mark.rule("INFO-6")
def test_the_password_is_changed_in_the_browser(office: Office, page: AccountPage) -> None:
    """The program leads there and never sees it."""
    page.people.profile.password.click()

    assert office.world.opened == ["https://portal.example/password"]


@pytest.mark.rule("ROLE-3")
@pytest.mark.rule("REG-4")
@pytest.mark.rule("REG-5")
def test_an_account_is_asked_for_and_then_the_next(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Name, e-mail and a level that one may grant; afterwards the form is empty for the next person."""
    card = page.people.colleagues
    card.register.set_open(True)
    assert [card.level.itemText(at) for at in range(card.level.count())] == ["Basic", "Manager / Supervisor"]
    QTest.keyClicks(card.name.edit, "Leo Roth")
    QTest.keyClicks(card.email.edit, "leo@northwind.example")
    card.level.setCurrentIndex(1)

    card.ask.click()

    qtbot.waitUntil(card.news.isVisible)
    wanted = RegisterUser("Leo Roth", "leo@northwind.example", "manager")
    assert [op.payload for op in office.store.outbox.pending()] == [wanted]
    assert (card.name.text(), card.email.text()) == ("", "")


def test_no_part_of_the_page_is_a_window_of_its_own(page: AccountPage) -> None:
    """What is not unfolded yet shows nowhere."""
    strays = [
        widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not page
    ]

    assert strays == []


@pytest.mark.rule("REG-4")
def test_no_address_is_no_account(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """What is no e-mail address is said beside it."""
    card = page.people.colleagues
    card.register.set_open(True)
    card.name.set_text("Leo")
    card.email.set_text("leo at northwind")

    card.ask.click()

    qtbot.waitUntil(card.email.complaint.isVisible)
    assert not office.store.outbox.pending()


@pytest.mark.rule("REG-2")
def test_only_who_may_asks_for_a_removal(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """The main user is offered it, is asked first, and then it is queued; others see nothing of it."""
    card = page.people.colleagues
    assert card.remove.isHidden()
    become(office, permissions=frozenset({Permission.REMOVE}), details=DETAILS)
    office.tell(PolicyChanged())
    qtbot.waitUntil(card.remove.isVisible)
    card.remove.set_open(True)
    card.leaver.set_text("leo@northwind.example")

    card.ask_removal.click()
    asked = page.findChildren(Confirm)[-1]
    asked.yes.click()

    qtbot.waitUntil(lambda: bool(office.store.outbox.pending()))
    assert office.store.outbox.pending()[0].payload == RemoveUser("leo@northwind.example")


@pytest.mark.rule("ROLE-3")
def test_a_level_without_rights_sees_no_colleagues(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """What a level may not do is not offered."""
    become(office, permissions=frozenset())

    office.tell(PolicyChanged())

    qtbot.waitUntil(page.people.colleagues.isHidden)
    assert page.people.profile.isHidden()


@pytest.mark.rule("REG-2")
def test_the_portals_advice_stands_beside_it(page: AccountPage) -> None:
    """Whom to register is the portal's advice."""
    assert "Register advanced users." in words(page)


@pytest.mark.rule("REG-3")
def test_who_is_not_registered_sees_why_and_the_way_in(
    qtbot: QtBot, office: Office, page: AccountPage
) -> None:
    """The portal's reason, and the page on which to ask for access."""
    rules = RegistrationRules(date(2017, 6, 10), "Only registered users get support.", "/request-access")
    office.use(replace(office.policy, version="3", registration=rules))
    become(office, registered=False)

    office.tell(PolicyChanged())

    qtbot.waitUntil(page.access.isVisible)
    assert page.note.text() == "You are not registered for support. Only registered users get support."
    assert page.people.colleagues.isHidden()
    page.access.click()
    assert office.world.opened == ["https://portal.example/request-access"]


def test_a_way_in_that_is_no_page_is_not_opened(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """A policy cannot make this computer run something."""
    rules = RegistrationRules(date(2017, 6, 10), "Only registered users.", "file:///etc/passwd")
    office.use(replace(office.policy, version="3", registration=rules))
    become(office, registered=False)

    office.tell(PolicyChanged())

    qtbot.waitUntil(page.note.isVisible)
    assert page.access.isHidden()


def test_an_account_of_an_older_portal_shows(qtbot: QtBot, office: Office, page: AccountPage) -> None:
    """Without details, credits and terms nothing is missing but their lines."""
    office.store.notes.put_probe(
        replace(sample_probe(), me=Account("a1", "anna@northwind.example", "Anna Ito", "Northwind", "wizard"))
    )

    office.tell(PolicyChanged())

    qtbot.waitUntil(lambda: "Wizard" in words(page))
