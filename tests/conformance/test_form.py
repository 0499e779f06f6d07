"""How a test ticket answers what a policy asks."""

from __future__ import annotations

from datetime import date

from trayapp.conformance.form import Filled, filled
from trayapp.core.policy import Category, Choice, Field, Nature, Policy, Product

TODAY = date(2026, 11, 22)


def policy(*natures: Nature, products: tuple[Product, ...] = ()) -> Policy:
    """One that asks so."""
    return Policy("1", "test", "Test IT", natures=natures, products=products)


def test_where_nothing_is_asked_nothing_is_answered() -> None:
    """A policy without forms takes a ticket as it is."""
    assert filled(policy(), frozenset(), TODAY) == Filled()


def test_every_required_field_is_answered_as_its_kind_wants() -> None:
    """Choices, dates, yes or no, text; what is not required, or not shown, is left alone."""
    fields = (
        Field("where", "Where", "choice", required=True, choices=(Choice("a", "A"), Choice("b", "B"))),
        Field("day", "Day", "date", required=True),
        Field("sure", "Sure", "yes_no", required=True),
        Field("words", "Words", required=True),
        Field("more", "More"),
        Field("why", "Why", required=True, shown_if={"sure": ("yes",)}),
    )

    found = filled(policy(Nature("fault", "A fault", fields=fields)), frozenset(), TODAY)

    assert found.nature == "fault"
    assert found.fields == {"where": "a", "day": "2026-11-22", "sure": "no", "words": "A test"}


def test_a_form_that_needs_a_file_is_passed_by() -> None:
    """So is a nature that this person may not ask for."""
    needs = (Field("scan", "Scan", "file", required=True),)
    natures = (
        Nature("scan", "Scan", fields=needs),
        Nature("order", "Order", permission="order"),
        Nature("fault", "Fault"),
    )
    products = (
        Product(
            "paper", "Paper", (Category("copy", "Copy", needs), Category("other", "Other", (_required(),)))
        ),
    )

    found = filled(policy(*natures, products=products), frozenset(), TODAY)

    assert (found.nature, found.product, found.category) == ("fault", "paper", "other")
    assert found.fields == {"room": "A test"}


def _required() -> Field:
    return Field("room", "Room", required=True)
