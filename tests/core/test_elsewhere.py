"""A ticket that goes to another helpdesk than the one it was written for."""

from __future__ import annotations

from dataclasses import replace

from tests.core.test_fitting import DRAFT, POLICY
from trayapp.core.elsewhere import freed, in_words
from trayapp.core.model import Draft


def test_what_was_chosen_has_the_words_of_its_form() -> None:
    """Labels of fields, choices, products: a person at another helpdesk can read them."""
    said = in_words(DRAFT, POLICY)

    assert {("nature", "Order"), ("product", "Laptop"), ("category", "Broken")} < set(said)
    assert {("Which part", "Screen"), ("Needed by", "2026-12-01"), ("priority", "Low")} < set(said)


def test_a_code_that_nobody_can_explain_stands_as_it_is() -> None:
    """What an earlier version of the program kept says no words: nothing of it is lost, and no code is left."""
    free = freed(replace(DRAFT, said=()))

    assert "product: laptop" in free.description
    assert "part: screen" in free.description
    assert (free.nature, free.product, free.category, dict(free.fields), free.priority) == (
        None,
        None,
        None,
        {},
        None,
    )


def test_without_a_form_the_words_stay_as_they_are() -> None:
    """Nothing was chosen."""
    assert freed(Draft("Printer", "It burns")) == Draft("Printer", "It burns")
