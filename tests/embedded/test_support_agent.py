"""The demo's support agent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made
from trayapp.embedded.agent_words import answer
from trayapp.embedded.support_agent import SupportAgent, somebody
from trayapp.embedded.ticket_view import one

PATIENCE = 20


@pytest.fixture
def agent(world: World) -> Iterator[SupportAgent]:
    """Answers at once."""
    person = somebody(world.portal)
    assert person is not None
    agent = SupportAgent(world.portal, person, 0)
    agent.start()
    yield agent
    agent.stop()


def await_answer(world: World, number: str) -> list[dict[str, str]]:
    """The conversation, once there is one."""
    said = threading.Event()
    listener = _Waker(said)
    world.portal.hub.tell = listener  # type: ignore[method-assign,assignment]
    path = f"/tickets/{number}/messages"
    while not (messages := made(world.client("dana").get(path))["messages"]):
        assert said.wait(PATIENCE)
        said.clear()
    found: list[dict[str, str]] = messages
    return found


class _Waker:
    """Stands in for the hub: sets an event whenever somebody is told something."""

    def __init__(self, said: threading.Event) -> None:
        self._said = said

    def __call__(self, *_: object) -> None:
        self._said.set()


@pytest.mark.rule("ST-2")
def test_a_new_ticket_is_taken_and_answered(world: World, agent: SupportAgent) -> None:
    """The ticket becomes Assigned and gets words of the staff that fit its category."""
    ticket = world.create("dana", product="printer", category="not_printing")
    (message,) = await_answer(world, ticket["ref"]["number"])
    assert (message["side"], message["author"]) == ("staff", "Sam")
    assert message["text"].startswith("Hi Dana, the print queue")
    assert made(world.see("dana", ticket))["status"] == "assigned"


@pytest.mark.rule("ST-3")
def test_a_question_makes_the_ticket_wait_for_the_employee(world: World, agent: SupportAgent) -> None:
    """An agent that asks something leaves the ticket waiting for the customer, with its timer."""
    ticket = world.create("dana", product="network", category="wifi")
    (message,) = await_answer(world, ticket["ref"]["number"])
    assert message["text"].endswith("?")
    found = made(world.see("dana", ticket))
    assert (found["status"], found["status_next"]) == ("waiting_for_customer", "resolved")


def test_an_agent_keeps_to_the_ways_of_the_policy(world: World, agent: SupportAgent, app: FastAPI) -> None:
    """Where no way leads to the status of a taken ticket, it is answered all the same and stays where it is."""
    shut = tuple(replace(status, next=("closed",)) for status in world.portal.policy.statuses)
    agent._portal = replace(
        world.portal,
        profile=replace(world.portal.profile, policy=replace(world.portal.policy, statuses=shut)),
    )
    app.state.portal = agent._portal
    ticket = world.create("dana", product="network", category="wifi")
    await_answer(world, ticket["ref"]["number"])
    assert made(world.see("dana", ticket))["status"] == "new"


def test_older_tickets_and_those_of_staff_are_left_alone(world: World) -> None:
    """Only what an employee creates after the start is answered."""
    old = world.create("dana")
    person = somebody(world.portal)
    assert person is not None
    agent = SupportAgent(world.portal, person, 0)
    agent.start()
    try:
        staff = world.create("sam")
        await_answer(world, world.create("dana")["ref"]["number"])
    finally:
        agent.stop()
    assert [made(world.see("sam", ticket))["status"] for ticket in (old, staff)] == ["new", "new"]


def test_a_ticket_closed_meanwhile_stops_nothing(world: World) -> None:
    """The agent passes over a ticket that is closed when its turn comes, and stays able to answer the next."""
    person = somebody(world.portal)
    assert person is not None
    agent = SupportAgent(world.portal, person, 0)
    closed = world.create("dana")
    world.change("dana", closed, kind="close")
    agent.start()
    try:
        agent._noticed(closed["ref"]["id"])
        await_answer(world, world.create("dana")["ref"]["number"])
    finally:
        agent.stop()
    assert made(world.see("dana", closed))["status"] == "closed"


def test_stopping_does_not_wait_for_tickets_whose_time_has_not_come(world: World) -> None:
    """An agent that would answer in an hour ends at once."""
    person = somebody(world.portal)
    assert person is not None
    agent = SupportAgent(world.portal, person, 3600)
    agent.start()
    ticket = world.create("dana")
    agent.stop()
    assert made(world.see("dana", ticket))["status"] == "new"


def test_the_words_fit_every_category_of_the_policy(world: World) -> None:
    """Whatever the ticket is about, the answer greets the person and says something."""
    for product in world.portal.policy.products:
        for category in product.categories:
            fields = {
                item.code: {"date": "2026-03-05", "choice": item.choices[0].code if item.choices else ""}.get(
                    item.kind, "yes"
                )
                for item in category.fields
            }
            number = world.create("dana", product=product.code, category=category.code, fields=fields)["ref"][
                "number"
            ]
            with world.portal.db.read() as tx:
                words = answer(one(world.portal, tx, world.people["dana"], number))
            assert words.startswith("Hi Dana, ")
            assert len(words) > 40
