"""A policy, tickets and pictures to show in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trayapp.core.model import Account, Capabilities, Probe, Relation, Ticket, TicketRef
from trayapp.core.policy import (
    Bucket,
    BusinessHours,
    Category,
    Channel,
    Choice,
    Field,
    Guide,
    Policy,
    Priority,
    Product,
    Question,
    Rule,
    Status,
    Target,
)
from trayapp.core.ports import RawShot

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
"""A Monday morning."""


def sample_policy() -> Policy:
    """Statuses, five priorities with targets, a guide, products with fields, channels; nothing is locked."""
    return Policy(
        version="1",
        profile="test",
        portal_name="Acme IT",
        hours=BusinessHours(),
        statuses=(
            Status("new", "New", "IT will look at it.", Bucket.OPEN),
            Status(
                "waiting_for_customer",
                "Waiting For Customer",
                "IT waits for your answer.",
                Bucket.WAITING_FOR_YOU,
            ),
            Status("resolved", "Resolved", "IT thinks it is solved.", Bucket.RESOLVED),
            Status("closed", "Closed", "No longer worked on.", Bucket.CLOSED),
        ),
        priorities=(
            Priority("critical", "Critical", "Everything is down."),
            Priority("high", "High", "Work is halted.", ("Password reset",), Target(2)),
            Priority("standard", "Standard", "One person is held up.", (), Target(8, 4)),
            Priority("low", "Low", "There is a way around it.", (), Target(48, 24, business=False)),
        ),
        default_priority="standard",
        guide=Guide(
            (
                Question("halted", "Is work halted?", (Choice("yes", "Yes"), Choice("no", "No"))),
                Question("workaround", "Is there a workaround?", (Choice("yes", "Yes"), Choice("no", "No"))),
            ),
            (
                Rule("low", {"halted": "no", "workaround": "yes"}),
                Rule("standard", {"halted": "no", "workaround": "no"}),
                Rule("high", {"halted": "yes"}),
            ),
        ),
        products=_products(),
        channels=(Channel("phone", "Call the support team", "508-205-1116"),),
    )


def _products() -> tuple[Product, ...]:
    return (
        Product("mail", "Outlook", (Category("start", "Won't start"), Category("slow", "Slow"))),
        Product(
            "people",
            "Accounts",
            (
                Category(
                    "new",
                    "New colleague",
                    (
                        Field("full_name", "Full name", required=True),
                        Field(
                            "access",
                            "Access",
                            "choice",
                            choices=(Choice("r", "Read"), Choice("w", "Write")),
                        ),
                        Field("first_day", "First day", "date"),
                        Field("laptop", "Needs a laptop", "yes_no"),
                        Field("notes", "Notes", "long_text", hint="Anything else"),
                    ),
                ),
            ),
        ),
    )


def sample_ticket(number: str = "4711", **changes: object) -> Ticket:
    """An open ticket of the employee."""
    ticket = Ticket(
        TicketRef(f"t{number}", number),
        "Outlook won't open",
        "Since this morning.",
        "new",
        Relation.OWN,
        "Anna Ito",
        created_at=NOW - timedelta(hours=3),
        updated_at=NOW - timedelta(minutes=5),
        actions=frozenset({"update", "close", "priority"}),
    )
    return replace(ticket, **changes)  # type: ignore[arg-type]


def shot(name: str = "Screen 1", width: int = 64, height: int = 36, grey: int = 90) -> RawShot:
    """A monitor in one colour."""
    return RawShot(name, 0, 0, width, height, bytes((grey, grey, 200, 0)) * (width * height))


def sample_probe(capabilities: Capabilities | None = None) -> Probe:
    """Anna of Northwind, who may do everything."""
    me = Account("a1", "anna@northwind.example", "Anna Ito", "Northwind", "basic")
    return Probe("1", "Acme IT", me, NOW, capabilities or Capabilities(priority=True, announcements=True))
