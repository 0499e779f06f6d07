"""A policy whose form follows the nature of a request, for tests of the dialog."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.samples import sample_policy
from trayapp.core.policy import Category, Choice, Field, Nature, Policy, Product

PROBLEM = Nature(
    "problem",
    "Something does not work",
    "A computer, a program, the network",
    fields=(
        Field("error", "An error message is shown", "yes_no", required=True),
        Field("message", "The error message", "long_text", required=True, shown_if={"error": ("yes",)}),
        Field("code", "Its number", required=True, shown_if={"message": ("E",)}),
    ),
)
PERSON = Nature(
    "person",
    "Somebody joins or leaves",
    fields=(
        Field(
            "event",
            "What happens",
            "choice",
            required=True,
            choices=(Choice("joins", "Joins"), Choice("leaves", "Leaves")),
        ),
        Field("full_name", "Full name", required=True),
        Field("form", "Signed form", "file", required=True, shown_if={"event": ("joins",)}),
    ),
    about=False,
)
SESSION = Nature("session", "A live session", permission="sessions", feature="sessions", about=False)
ORDER = Nature("order", "Custom development", permission="order_development", feature="orders", about=False)
TALK = Nature("talk", "A talk", feature="talks", about=False)


def policy_of_natures(**changes: object) -> Policy:
    """Five natures, of which this portal does not offer talks; a category with a field of its own."""
    policy = replace(
        sample_policy(),
        nature_question="What is the nature of your request?",
        natures=(PROBLEM, PERSON, SESSION, ORDER, TALK),
        features=frozenset({"sessions", "orders", "incidents"}),
        products=(
            Product("mail", "Outlook", (Category("start", "Won't start"), Category("slow", "Slow"))),
            Product("net", "Network", (Category("home", "At home", (Field("room", "Room"),)),)),
        ),
    )
    return replace(policy, **changes)  # type: ignore[arg-type]
