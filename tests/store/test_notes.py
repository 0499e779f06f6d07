"""Policy, probe, small values, the draft."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.store.makers import NOW, POLICY, add_create, page_of, probe, ticket
from trayapp.core.operation import Problem
from trayapp.core.policy import (
    BusinessHours,
    Category,
    Channel,
    Choice,
    Field,
    Guide,
    Priority,
    Product,
    Question,
    Rule,
    Target,
)
from trayapp.core.ports import Query, SavedDraft
from trayapp.paths import Places
from trayapp.store.opened import Store

RICH = replace(
    POLICY,
    hours=BusinessHours((0, 1), holidays=(date(2026, 12, 25),)),
    priorities=(Priority("high", "High", "Halted", ("x",), Target(2, 1.5)),),
    guide=Guide((Question("who", "Who?", (Choice("me", "Me"),)),), (Rule("high", {"who": "me"}),)),
    products=(Product("p", "P", (Category("c", "C", (Field("f", "F", required=True),)),)),),
    channels=(Channel("phone", "Call", "+1"),),
    features=frozenset({"b", "a"}),
)


def test_policy_comes_back(store: Store) -> None:
    """Every part of a policy is kept; the same one again is no change, another one is."""
    assert store.notes.policy() is None
    told = [store.notes.put_policy(one) for one in (RICH, replace(RICH), replace(RICH, version="2"))]

    assert ([True, False, True], replace(RICH, version="2")) == (told, store.notes.policy())


def test_probe_tells_changes_that_matter(store: Store) -> None:
    """The server's clock alone is no change; the account and what it may do are."""
    later = replace(probe(), server_time=NOW + timedelta(hours=1))
    told = [store.notes.put_probe(one) for one in (probe(), later, probe(close=False))]

    assert ([True, False, True], probe(close=False)) == (told, store.notes.probe())


def test_another_person_sees_nothing_of_the_first(store: Store) -> None:
    """When another account signs in, the tickets pulled for the one before are gone; the outbox is not."""
    store.notes.put_probe(probe("eva"))
    store.tickets.apply(page_of(ticket(1)), POLICY, NOW)
    waiting = add_create(store.outbox)
    store.notes.put_probe(probe("eva"))
    assert store.tickets.count(Query("all")) == 1
    store.notes.put_probe(probe("max"))

    assert (store.tickets.count(Query("all")), store.tickets.cursor()) == (0, None)
    assert [waiting] == store.outbox.pending()


def test_keys_of_a_later_version_are_passed_over(store: Store, where: Places) -> None:
    """A policy with keys that this version does not know is read; one that is none counts as none."""
    store.notes.put_policy(POLICY)
    assert store.notes.policy() == POLICY
    change(where.database, "UPDATE notes SET value = json_set(value, '$.novel', 1) WHERE name = 'policy'")
    assert store.notes.policy() == POLICY
    change(where.database, "UPDATE notes SET value = '{}' WHERE name = 'policy'")

    assert store.notes.policy() is None


def test_small_values(store: Store) -> None:
    """Other rooms keep small values under names of their own, which never meet the store's."""
    assert (
        store.notes.get("policy"),
        store.notes.put("policy", "1"),
        store.notes.put("policy", "1"),
        store.notes.put("policy", "2"),
    ) == (None, True, False, True)
    assert (store.notes.get("policy"), store.notes.policy()) == ("2", None)


@pytest.mark.rule("APP-10")
def test_draft_survives_a_restart(opened: Callable[[], Store]) -> None:
    """What was being written is there after a crash, until it is sent or thrown away."""
    draft = SavedDraft("Printer", "It burns", fields=(("room", "12"),), paths=("/a",), saved_at=NOW)
    first = opened()
    first.drafts.save(SavedDraft("Prin"))
    first.drafts.save(draft)
    first.close()
    second = opened()
    found = second.drafts.load()
    second.drafts.clear()
    gone = second.drafts.load()
    second.close()

    assert (draft, None) == (found, gone)


def change(database: Path, sql: str) -> None:
    """What another program, or a later version, did to the database."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(sql)


def test_why_a_policy_was_refused_is_kept(store: Store) -> None:
    """What is wrong with the portal's policy stays known until it can be used again."""
    problem = Problem("unusable_policy", {"reason": "future"})

    assert [store.notes.put_refused_policy(item) for item in (problem, problem)] == [True, False]
    assert store.notes.refused_policy() == problem
    assert [store.notes.put_refused_policy(None) for _ in range(2)] == [True, False]
    assert store.notes.refused_policy() is None
