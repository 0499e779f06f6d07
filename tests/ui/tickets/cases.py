"""A portal with timers, people, estimates and credits, and an employee who may do all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW, sample_policy, sample_probe, sample_ticket
from trayapp.core.model import Action, Estimate, Participant, Role, Ticket
from trayapp.core.policy import Bucket, Field, Nature, Permission, Policy, Status, Timer
from trayapp.ui.tickets.view import TicketView

BOB = Participant("bob@northwind.example", "Bob Stone", Role.SUBSCRIBER, "Northwind")
KIM = Participant("kim@supplier.example", "Kim Larsen", Role.COLLABORATOR, "Supplier Ltd")
EVERYTHING = frozenset(str(action) for action in Action)
FIREWALL = Estimate(
    "e1",
    "Replace the firewall",
    "12 hours, $1,440.00",
    "proposed",
    NOW - timedelta(minutes=30),
    "At night.",
)


def case_policy() -> Policy:
    """The life cycle of a case, in words of this test's own."""
    return replace(
        sample_policy(),
        statuses=(
            Status("new", "New", "Awaiting assignment.", Bucket.OPEN),
            Status("assigned", "Assigned", "With a representative.", Bucket.OPEN),
            Status(
                "yours",
                "Waiting For Customer",
                "Awaiting your answer.",
                Bucket.WAITING_FOR_YOU,
                on_update="pending",
                timer=Timer(5, "resolved", (1, 2, 3, 4)),
            ),
            Status("waits", "Waiting For", "Awaiting somebody else.", Bucket.WAITING),
            Status("pending", "Pending Support", "You wrote an update.", Bucket.OPEN),
            Status(
                "resolved",
                "Resolved",
                "Addressed.",
                Bucket.RESOLVED,
                on_update="pending",
                timer=Timer(3, "closed", (2,)),
            ),
            Status("closed", "Closed", "No longer worked on.", Bucket.CLOSED, new_ticket=True),
        ),
        natures=(
            Nature(
                "visit",
                "On-site visit",
                fields=(
                    Field("day", "Which day", "date"),
                    Field("urgent", "Is it urgent", "yes_no"),
                    Field("plan", "Floor plan", "file"),
                ),
            ),
        ),
    )


def case(number: str = "4711", **changes: object) -> Ticket:
    """A case on which everything is granted."""
    return sample_ticket(number, **{"actions": EVERYTHING, **changes})


def open_for_all(office: Office, **capabilities: object) -> None:
    """That portal's policy, and every permission."""
    office.use(case_policy())
    probe = sample_probe()
    office.store.notes.put_probe(
        replace(
            probe,
            me=replace(probe.me, permissions=frozenset(str(each) for each in Permission)),
            capabilities=replace(probe.capabilities, **{"contacts": True, **capabilities}),  # type: ignore[arg-type]
        )
    )


def shown_view(qtbot: QtBot, office: Office) -> TicketView:
    """The right-hand pane of the window, in front, with no ticket yet."""
    made = TicketView(office.context)
    qtbot.addWidget(made)
    made.resize(460, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(qtbot: QtBot, view: TicketView, key: str = "t4711") -> None:
    """Turn to a ticket and wait until it was read."""
    view.show_ticket(key)
    qtbot.waitUntil(lambda: view.shown is not None and view.shown.key == key)


def said(view: TicketView) -> list[str]:
    """The texts of the conversation, oldest first."""
    return [block.text.toPlainText() for block in view.conversation.blocks()]
