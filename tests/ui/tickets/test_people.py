"""Who else sees a ticket: names, what is on its way, and taking somebody off (TK-7, TK-8)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.tickets.cases import BOB, KIM, case, show
from trayapp.core.model import Action, Relation, Role, SetCollaborator, SetSubscriber
from trayapp.core.operation import OpKind, OpState, Problem
from trayapp.ui.parts.confirm import Confirm
from trayapp.ui.tickets.view import TicketView


def unfold(qtbot: QtBot, view: TicketView) -> None:
    """Fold the people out, by the keyboard."""
    view.header.people.head.setFocus()
    QTest.keyClick(view.header.people.head, Qt.Key.Key_Space)
    qtbot.waitUntil(view.header.sharing.isVisible)


def lines(view: TicketView) -> list[list[str]]:
    """What each line says."""
    return [[label.text() for label in row.findChildren(QLabel)] for row in view.header.sharing.rows()]


def button(row: QWidget) -> QPushButton:
    """The one that a line has."""
    (made,) = row.findChildren(QPushButton)
    return made


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_everybody_who_sees_it_is_named(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Colleagues and outsiders, with address, company and what they are."""
    office.pull(case(people=(BOB, KIM)))
    show(qtbot, case_view)
    assert case_view.header.people.head.title() == "Who else sees this (2)"

    unfold(qtbot, case_view)

    assert lines(case_view) == [
        ["Bob Stone", "bob@northwind.example · Northwind · colleague"],
        ["Kim Larsen", "kim@supplier.example · Supplier Ltd · from outside"],
    ]
    assert button(case_view.header.sharing.rows()[0]).accessibleName() == "Remove Bob Stone"


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.parametrize(
    ("at", "wanted"), [(0, SetSubscriber(BOB.email, on=False)), (1, SetCollaborator(KIM.email, on=False))]
)
def test_removing_asks_first_and_waits_in_the_outbox(
    qtbot: QtBot,
    office: Office,
    case_view: TicketView,
    at: int,
    wanted: SetSubscriber | SetCollaborator,
) -> None:
    """Until it was sent the line says so, and Undo takes it back."""
    office.pull(case(people=(BOB, KIM)))
    show(qtbot, case_view)
    unfold(qtbot, case_view)
    people = case_view.header.sharing

    button(people.rows()[at]).click()
    case_view.findChildren(Confirm)[-1].yes.click()

    qtbot.waitUntil(lambda: lines(case_view)[at][-1] == "Waiting to be removed · Queued")
    assert office.store.outbox.pending()[0].payload == wanted
    QTest.mouseClick(button(people.rows()[at]), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(lines(case_view)[at]) == 2)
    assert not office.store.outbox.pending()


@pytest.mark.rule("TK-8")
def test_a_subscriber_may_take_themselves_off(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Where the portal lets them leave, their own line has the button, and nobody else's."""
    probe = office.store.notes.probe()
    assert probe is not None
    oneself = replace(BOB, email=probe.me.email.upper(), name=probe.me.name)
    may = frozenset({Action.UPDATE, Action.LEAVE})
    office.pull(case(people=(BOB, oneself), actions=may, relation=Relation.SUBSCRIBER))
    show(qtbot, case_view)
    unfold(qtbot, case_view)

    others, own = case_view.header.sharing.rows()
    assert others.findChildren(QPushButton) == []
    assert button(own).accessibleName() == f"Remove {probe.me.name}"


@pytest.mark.rule("TK-8")
def test_somebody_on_their_way_has_a_line_at_once(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """By the address; the wish does not clutter the conversation."""
    office.pull(case(people=(BOB,)))
    office.context.desk.set_subscriber("t4711", "New@northwind.example")
    office.unreachable()
    show(qtbot, case_view)

    assert case_view.header.people.head.title() == "Who else sees this (2)"
    unfold(qtbot, case_view)

    assert lines(case_view)[1] == [
        "New@northwind.example",
        "colleague",
        "Waiting to be added · Waiting: the portal can't be reached",
    ]
    assert button(case_view.header.sharing.rows()[1]).accessibleName() == "Undo: New@northwind.example"
    assert len(case_view.conversation.blocks()) == 1


@pytest.mark.rule("TK-7")
def test_a_person_that_the_portal_refused_needs_the_employee(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """The folded line says so; the person's line says why."""
    office.pull(case())
    office.context.desk.set_collaborator("t4711", "x@y.example")
    office.settle(OpState.NEEDS_USER, problem=Problem("rejected", fields={"": "Nobody has that address."}))
    show(qtbot, case_view)

    assert case_view.header.people.head.title() == "Who else sees this (1): needs you"
    unfold(qtbot, case_view)

    assert "Nobody has that address." in lines(case_view)[0][-1]
    assert button(case_view.header.sharing.rows()[0]).text() == "Undo"


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
@pytest.mark.parametrize(
    ("actions", "offered"),
    [
        ({"subscribers"}, {Role.SUBSCRIBER}),
        ({"collaborators"}, {Role.COLLABORATOR}),
        (set[str](), set[Role]()),
    ],
)
def test_only_what_is_granted_is_offered(
    qtbot: QtBot, office: Office, case_view: TicketView, actions: set[str], offered: set[Role]
) -> None:
    """Adding and removing, each kind of person by its own grant; whoever is there is named all the same."""
    office.pull(case(people=(BOB, KIM), actions=frozenset(actions)))
    show(qtbot, case_view)
    unfold(qtbot, case_view)
    people = case_view.header.sharing

    assert {role for role, each in people.add.items() if each.isVisible()} == offered
    removable = {
        person.role
        for person, row in zip((BOB, KIM), people.rows(), strict=True)
        if row.findChildren(QPushButton)
    }
    assert removable == offered


def test_without_people_and_grants_there_is_no_such_line(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """A portal that has no such feature shows nothing of it."""
    office.pull(case(actions=frozenset({"update"})))

    show(qtbot, case_view)

    assert case_view.header.people.head.isHidden()


@pytest.mark.rule("TK-7")
def test_a_collaborator_reads_and_is_told_so(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """Whoever may only see a case is not asked to make a new one in order to answer."""
    office.pull(case(relation=Relation.COLLABORATOR, actions=frozenset[str]()))

    show(qtbot, case_view)

    assert case_view.answer.reason.text() == (
        "This ticket was shared with you to read. Those who asked for it answer IT."
    )
    assert not case_view.answer.edit.isEnabled()


def test_one_fold_is_open_at_a_time(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """The conversation keeps its room; another ticket starts with everything folded in."""
    office.pull(case(people=(BOB,)), case("1", people=(KIM,)))
    show(qtbot, case_view)
    head = case_view.header

    head.fold.set_open(True)
    head.people.set_open(True)
    assert (head.fold.is_open(), head.people.is_open()) == (False, True)
    office.pull(case(people=(BOB,), subject="Another subject"))
    case_view.refresh()
    qtbot.waitUntil(lambda: head.title.toPlainText() == "Another subject")
    assert head.people.is_open()
    show(qtbot, case_view, "t1")

    assert not head.people.is_open()


def test_tab_walks_through_the_people_as_they_are_read(
    qtbot: QtBot, office: Office, case_view: TicketView
) -> None:
    """From the line that folds them out, through each person, to the ways to add one; then the conversation."""
    office.pull(case(people=(BOB, KIM)))
    show(qtbot, case_view)
    unfold(qtbot, case_view)
    office.pull(case(people=(KIM, BOB)))
    case_view.refresh()
    qtbot.waitUntil(lambda: lines(case_view)[0][0] == "Kim Larsen")
    qtbot.waitUntil(lambda: all(row.isVisible() for row in case_view.header.sharing.rows()))
    case_view.header.people.head.setFocus()

    names = []
    for _ in range(5):
        QTest.keyClick(case_view.focusWidget(), Qt.Key.Key_Tab)
        focused = case_view.focusWidget()
        names.append(focused.accessibleName() or getattr(focused, "text", str)())

    assert names == [
        "Remove Kim Larsen",
        "Remove Bob Stone",
        "Add a colleague …",
        "Add somebody outside …",
        "Conversation",
    ]


def test_a_refresh_leaves_the_lines_alone(qtbot: QtBot, office: Office, case_view: TicketView) -> None:
    """What did not change is not drawn anew, so that the focus stays where it is."""
    office.pull(case(people=(BOB, KIM)))
    show(qtbot, case_view)
    unfold(qtbot, case_view)
    before = case_view.header.sharing.rows()

    office.pull(case(people=(BOB, KIM), subject="Another subject"))
    case_view.refresh()
    qtbot.waitUntil(lambda: case_view.header.title.toPlainText() == "Another subject")

    assert case_view.header.sharing.rows() == before


def test_the_wishes_about_people_are_of_their_own_kind(office: Office, case_view: TicketView) -> None:
    """Colleagues are subscribers, outsiders collaborators, whatever the address."""
    office.pull(case())
    key = case_view.key or "t4711"

    made = [
        case_view.wishes._set(key, role, "x@y.example", on=True).kind
        for role in (Role.SUBSCRIBER, Role.COLLABORATOR)
    ]

    assert made == [OpKind.SUBSCRIBER, OpKind.COLLABORATOR]
