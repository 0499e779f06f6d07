"""Search over the tickets (INFO-3)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.makers import NOW, POLICY, message, page_of, ticket
from trayapp.core.model import Relation, Ticket, TicketChange, TicketRef
from trayapp.core.ports import Query
from trayapp.store.opened import Store


def found(store: Store, words: str) -> list[str]:
    """The numbers of the tickets with these words."""
    return [row.number for row in store.tickets.page(Query("all", words))]


@pytest.fixture
def filled(store: Store) -> Store:
    """Three tickets about different things, 3 the newest."""
    changes = (
        ticket(1, minutes=1, subject="Drucker brennt", description="Im Flur, Zimmer 12"),
        TicketChange(
            ticket(2, minutes=2, subject="Café closed"), (message("m", "Error 0x80070057 appears"),)
        ),
        ticket(3, minutes=3, subject="Drucker leer", description="foo_bar@example.com"),
    )
    store.tickets.apply(page_of(*changes), POLICY, NOW)
    return store


@pytest.mark.rule("INFO-3")
@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("drucker", ["3", "1"]),
        ("DRUCKER flur", ["1"]),
        ("flur drucker", ["1"]),
        ("dru", ["3", "1"]),
        ("d", ["3", "1"]),
        ("dru ", []),
        ("dru brennt", []),
        ("cafe", ["2"]),
        ("0x8007", ["2"]),
        ("2", ["2"]),
        ("zimmer 1", ["1"]),
        ("example.com", ["3"]),
        ("foo_bar@ex", ["3"]),
        ("nothing", []),
        ("viewall", []),
        ("tags", []),
    ],
)
def test_words(filled: Store, words: str, numbers: list[str]) -> None:
    """Every word must occur, in whatever part; the last may be a beginning; case and accents do not matter."""
    assert numbers == found(filled, words)


@pytest.mark.parametrize(
    "words", ['"', "*", "-", "()", "' OR 1=1 --", "NEAR(a b)", "subject:x", "^q", "a AND", "\x00", "{"]
)
def test_operators_are_words(filled: Store, words: str) -> None:
    """Nothing an employee types is taken for an operator of the search engine."""
    assert found(filled, words) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_text_can_be_searched(filled: Store, words: str) -> None:
    """No input makes the search fail, and page and count agree."""
    query = Query("all", words)

    assert filled.tickets.count(query) == len(filled.tickets.page(query))


def test_search_follows_a_change(filled: Store) -> None:
    """Old words are no longer found when the ticket has new ones, and the changed ticket comes first."""
    filled.tickets.put(ticket(1, minutes=9, subject="Drucker ruhig"), POLICY)

    assert (found(filled, "brennt"), found(filled, "drucker")) == ([], ["1", "3"])


def test_search_keeps_the_conversation(filled: Store) -> None:
    """Words of old messages are still found after the ticket itself has changed."""
    filled.tickets.put(ticket(2, minutes=9, subject="Café open"), POLICY)

    assert found(filled, "open 0x80070057") == ["2"]


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_strange_years(store: Store, year: int) -> None:
    """A portal that names an absurd time does no harm to list or search."""
    at = datetime(year, 6, 1, tzinfo=UTC)
    odd = Ticket(TicketRef("t", "1"), "Odd", "", "new", Relation.OWN, "Eva", at, at)
    store.tickets.put(odd, POLICY)
    store.tickets.put(ticket(2, subject="Odd"), POLICY)

    assert (len(found(store, "odd")), len(store.tickets.page(Query()))) == (2, 2)
    assert odd == store.tickets.get("t")
