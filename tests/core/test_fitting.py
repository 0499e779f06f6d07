"""A ticket that waited while the policy changed, fitted to the policy of today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trayapp.core.fitting import fit
from trayapp.core.model import Draft, FileKind, StoredFile
from trayapp.core.policy import Category, Choice, Field, Nature, Policy, Priority, Product

POLICY = Policy(
    "2",
    "test",
    "Test IT",
    priorities=(Priority("low", "Low", ""),),
    natures=(
        Nature("order", "Order", fields=(Field("due", "Needed by", "date"),)),
        Nature("session", "Session", feature="sessions"),
    ),
    products=(
        Product(
            "laptop",
            "Laptop",
            (
                Category(
                    "broken",
                    "Broken",
                    (
                        Field("part", "Which part", "choice", choices=(Choice("screen", "Screen"),)),
                        Field("insured", "Insured", "yes_no"),
                        Field("photo", "Photo", "file"),
                        Field("note", "Note"),
                    ),
                ),
            ),
        ),
    ),
)
FILE = StoredFile("photo.png", "image/png", 3, "0" * 64, FileKind.FILE)
DRAFT = Draft(
    "Broken laptop",
    "It fell.",
    product="laptop",
    category="broken",
    fields={"part": "screen", "insured": "yes", "photo": "photo.png", "note": "", "due": "2026-12-01"},
    priority="low",
    files=(FILE,),
    nature="order",
)


def test_what_fits_is_left_alone() -> None:
    """A draft that the policy can take is the same draft, answers that were left empty included."""
    assert fit(DRAFT, POLICY) is DRAFT
    assert fit(Draft("No form at all"), POLICY) == Draft("No form at all")


def test_a_field_that_went_goes_into_the_text() -> None:
    """The answer to a field that the policy does not know any more stands in the description, under its code."""
    fitted = fit(replace(DRAFT, fields={"serial": "X-1", "part": "screen"}), POLICY)

    assert fitted == replace(DRAFT, fields={"part": "screen"}, description="It fell.\n\nserial: X-1")


@pytest.mark.parametrize(
    ("code", "answer", "line"),
    [
        ("part", "hinge", "Which part: hinge"),
        ("insured", "perhaps", "Insured: perhaps"),
        ("due", "soon", "Needed by: soon"),
        ("photo", "gone.png", "Photo: gone.png"),
    ],
)
def test_an_answer_that_is_none_any_more(code: str, answer: str, line: str) -> None:
    """Where the field stayed and cannot be answered so any more, the answer stands in the text, under its label."""
    fitted = fit(replace(DRAFT, fields={code: answer}), POLICY)

    assert (fitted.fields, fitted.description) == ({}, f"It fell.\n\n{line}")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"nature": "repair", "fields": {}}, "nature: repair"),
        ({"nature": "session", "fields": {}}, "nature: session"),
        ({"category": "stolen", "fields": {}}, "category: stolen"),
        ({"product": "tablet", "fields": {}}, "product: tablet\ncategory: broken"),
        ({"priority": "high", "fields": {}}, "priority: high"),
    ],
)
def test_a_code_that_went(change: dict[str, object], line: str) -> None:
    """A nature, product, category or priority that the policy does not offer any more stands in the text."""
    fitted = fit(replace(DRAFT, **change), POLICY)  # type: ignore[arg-type]

    assert fitted.description == f"It fell.\n\n{line}"
    assert fit(fitted, POLICY) is fitted


def test_fields_that_went_with_their_category() -> None:
    """Answers to the fields of a category that went are told with it; the rest of the ticket is as it was."""
    fitted = fit(replace(DRAFT, category="stolen", description=""), POLICY)

    assert fitted.description.splitlines() == [
        "category: stolen",
        "insured: yes",
        "part: screen",
        "photo: photo.png",
    ]
    assert (fitted.product, fitted.nature, fitted.files, fitted.fields) == (
        "laptop",
        "order",
        (FILE,),
        {"due": "2026-12-01"},
    )


def test_every_try_sends_the_same() -> None:
    """The order in which answers were given does not matter: the portal gets the same words on every try."""
    answers = {"b": "2", "a": "1", "c": "3"}
    backwards = dict(reversed(answers.items()))

    assert fit(replace(DRAFT, fields=answers), POLICY) == fit(replace(DRAFT, fields=backwards), POLICY)
