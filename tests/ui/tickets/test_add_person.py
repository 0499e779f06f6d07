"""Adding somebody to a ticket: search, pick, add (TK-7, TK-8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.tickets.cases import BOB, case, open_for_all, show
from trayapp.core.errors import Forbidden, Offline
from trayapp.core.model import Contact, Role, SetCollaborator, SetSubscriber
from trayapp.ui.tickets.add_person import AddPerson
from trayapp.ui.tickets.view import TicketView

BO = Contact("bo@northwind.example", "Bo Li", "Northwind")
SUE = Contact("sue@northwind.example", "Sue Bo & Co", "Northwind")
KIM = Contact("kim@supplier.example", "Kim Larsen", "Supplier Ltd")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def ticket(qtbot: QtBot, office: Office, case_view: TicketView) -> TicketView:
    """A ticket that Bob sees already."""
    office.world.contacts = (Contact(BOB.email, BOB.name, BOB.company), BO, SUE, KIM)
    office.pull(case(people=(BOB,)))
    show(qtbot, case_view)
    case_view.header.people.set_open(True)
    return case_view


def dialog(view: TicketView, role: Role) -> AddPerson:
    """Press the button; the window that opens."""
    view.header.sharing.add[role].click()
    return view.findChildren(AddPerson)[-1]


@pytest.mark.rule("TK-8")
def test_colleagues_are_found_while_typing_and_added(
    qtbot: QtBot, office: Office, ticket: TicketView
) -> None:
    """Pick one of those found; who is on the ticket already cannot be picked."""
    made = dialog(ticket, Role.SUBSCRIBER)
    assert not made.add.isEnabled()

    QTest.keyClicks(made.field, "bo")
    qtbot.waitUntil(lambda: len(made.people.choices) == 3)
    assert office.world.sought == [("bo", Role.SUBSCRIBER)]
    assert [choice.isEnabled() for choice in made.people.choices] == [False, True, True]
    assert made.people.choices[2].accessibleName() == "Sue Bo & Co · sue@northwind.example · Northwind"
    QTest.keyClick(made.people.choices[2], Qt.Key.Key_Space)
    QTest.mouseClick(made.add, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    assert office.store.outbox.pending()[0].payload == SetSubscriber(SUE.email)
    qtbot.waitUntil(lambda: len(ticket.header.sharing.rows()) == 2)


@pytest.mark.rule("TK-7")
def test_somebody_outside_is_searched_for_by_address_and_picked(
    qtbot: QtBot, office: Office, ticket: TicketView
) -> None:
    """Nobody is searched for while typing; the only one found is picked; the window warns in plain words."""
    made = dialog(ticket, Role.COLLABORATOR)
    assert "will see the whole conversation" in made.accessibleDescription()

    QTest.keyClicks(made.field, KIM.email)
    assert not made._rest.isActive()
    QTest.keyClick(made.field, ENTER)
    qtbot.waitUntil(made.add.isEnabled)
    assert office.world.sought == [(KIM.email, Role.COLLABORATOR)]
    assert made.people.picked() == KIM
    QTest.keyClick(made.field, ENTER)

    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    assert office.store.outbox.pending()[0].payload == SetCollaborator(KIM.email)


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.parametrize("role", list(Role))
def test_offline_a_full_address_is_queued_as_it_is(
    qtbot: QtBot, office: Office, ticket: TicketView, role: Role
) -> None:
    """Half an address is not; the words say what will happen."""
    office.world.fail_with = Offline()
    made = dialog(ticket, role)
    made.field.setText("new@northwind")
    made.look_up()
    qtbot.waitUntil(made.add.isEnabled)

    made.field.setText("new")
    assert not made.add.isEnabled()
    assert "Write a full e-mail address." in made.note.text()
    made.field.setText(BOB.email.upper())
    assert not made.add.isEnabled()
    made.field.setText("new@northwind.example")
    assert "new@northwind.example is added as it is written here" in made.note.text()
    QTest.keyClick(made.field, ENTER)

    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    payload = office.store.outbox.pending()[0].payload
    assert isinstance(payload, SetSubscriber | SetCollaborator)
    assert payload.email == "new@northwind.example"


def test_back_online_a_search_finds_again(qtbot: QtBot, office: Office, ticket: TicketView) -> None:
    """The button asks once more; what was found then counts, not what was typed."""
    office.world.fail_with = Offline()
    made = dialog(ticket, Role.SUBSCRIBER)
    made.field.setText("bo@northwind.example")
    made.look_up()
    qtbot.waitUntil(made.add.isEnabled)

    office.world.fail_with = None
    QTest.mouseClick(made.search, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: made.people.picked() == BO)
    assert made.note.isHidden()


@pytest.mark.rule("TK-7")
def test_an_unknown_address_is_not_added(qtbot: QtBot, ticket: TicketView) -> None:
    """The portal was asked and knows nobody: the words say so."""
    made = dialog(ticket, Role.COLLABORATOR)

    made.field.setText("nobody@supplier.example")
    made.look_up()

    qtbot.waitUntil(lambda: "knows nobody of that address" in made.note.text())
    assert not made.add.isEnabled()


def test_what_was_found_for_other_words_does_not_count(qtbot: QtBot, ticket: TicketView) -> None:
    """Typing on empties the list, so that Add never adds somebody else than the words say."""
    made = dialog(ticket, Role.COLLABORATOR)
    made.field.setText(KIM.email)
    made.look_up()
    qtbot.waitUntil(made.add.isEnabled)

    QTest.keyClicks(made.field, "x")

    assert made.people.choices == []
    assert not made.add.isEnabled()


def test_a_refusal_of_the_portal_is_explained(qtbot: QtBot, office: Office, ticket: TicketView) -> None:
    """It is no reason to add an address unseen."""
    office.world.fail_with = Forbidden()
    made = dialog(ticket, Role.COLLABORATOR)
    made.field.setText(KIM.email)

    made.look_up()

    qtbot.waitUntil(lambda: "Your account may not do this" in made.note.text())
    assert not made.add.isEnabled()


def test_a_portal_that_cannot_be_searched_takes_the_address(
    qtbot: QtBot, office: Office, ticket: TicketView
) -> None:
    """There is no search then, and nobody is asked."""
    open_for_all(office, contacts=False)
    made = dialog(ticket, Role.SUBSCRIBER)
    assert made.search.isHidden()

    made.field.setText("new@northwind.example")
    QTest.keyClick(made.field, ENTER)

    qtbot.waitUntil(lambda: len(office.store.outbox.pending()) == 1)
    assert office.world.sought == []


def test_escape_adds_nobody(qtbot: QtBot, office: Office, ticket: TicketView) -> None:
    """The window closes and nothing was asked for."""
    office.world.contacts = (replace(KIM),)
    made = dialog(ticket, Role.COLLABORATOR)
    made.field.setText(KIM.email)

    with qtbot.waitSignal(made.finished):
        QTest.keyClick(made, Qt.Key.Key_Escape)

    assert not office.store.outbox.pending()
