"""What support costs a company, and what its people may look up (ROLE-13, ROLE-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, made, problem
from tests.embedded.life import Life, begin
from tests.embedded.policies import adopt
from trayapp.embedded import terms
from trayapp.embedded.terms import Held

SESSION = {"session_kind": "training", "preferred_day": "2026-03-09", "preferred_time": "morning"}


@pytest.fixture
def member(tmp_path: Path, clock: StandingClock, app: FastAPI, loop: BlockingPortal) -> Iterator[Life]:
    """The profile `member` on 2 March 2026; without maintenance, support may be billed since 2018."""
    life = begin("member", tmp_path / "portal", clock, app, loop, "basic")
    yield life
    life.end()


def hold(life: Life, **held: Any) -> None:
    """Dana's company has that from now on."""
    with life.portal.work() as work:
        terms.grant(work.tx, life.people["dana"].company_id, Held(**held))


def said(life: Life, ticket: dict[str, Any]) -> list[str]:
    """What the portal itself says on the ticket."""
    return [item["text"] for item in life.conversation(ticket) if item["side"] == "system"]


def book(life: Life, coupon: str) -> httpx.Response:
    """Dana books a session with that coupon code."""
    body = {"subject": "Training", "nature": "session", "fields": SESSION | {"coupon": coupon}}
    return life.client("dana").post("/tickets", json=body, headers=life.key())


@pytest.mark.rule("ROLE-14")
def test_with_maintenance_a_ticket_is_free(member: Life) -> None:
    """On the last day of maintenance a ticket says nothing of money, and the account tells until when it is free."""
    hold(member, maintenance_until=date(2026, 3, 2))
    assert said(member, member.create("dana")) == []
    told = made(member.client("dana").get("/probe"))["me"]["terms"]
    assert "free while your maintenance is active, until 2 March 2026" in told[0]


@pytest.mark.rule("ROLE-14")
def test_without_maintenance_a_ticket_may_be_billed(member: Life) -> None:
    """From the policy's day on, a ticket of a company without maintenance says so, and the account did before."""
    hold(member, maintenance_until=date(2026, 3, 1))
    words = member.portal.policy.terms.paid
    assert said(member, member.create("dana")) == [words]
    assert words in made(member.client("dana").get("/probe"))["me"]["terms"]


@pytest.mark.rule("ROLE-14")
def test_before_the_day_every_ticket_is_free(member: Life, app: FastAPI) -> None:
    """Until the day that the policy names, nobody is billed; the account tells what comes."""
    adopt(member, app, terms=replace(member.portal.policy.terms, paid_from=date(2026, 3, 3)))
    assert said(member, member.create("dana")) == []
    assert "From 3 March 2026 on" in made(member.client("dana").get("/probe"))["me"]["terms"][0]
    member.clock.forward(days=1)
    assert said(member, member.create("dana")) == [member.portal.policy.terms.paid]


@pytest.mark.rule("ROLE-14")
def test_a_session_is_free_with_the_coupon(member: Life) -> None:
    """In the initial support period the coupon makes a session free; the account shows the code to enter."""
    hold(member, free_sessions_until=date(2026, 3, 2), coupon="WELCOME-7")
    me = made(member.client("dana").get("/probe"))["me"]
    assert me["coupon"] == "WELCOME-7"
    assert any("WELCOME-7 until 2 March 2026" in words for words in me["terms"])

    assert said(member, made(book(member, "welcome-7"), 201)) == [
        "This session is free: its coupon code is good until 2 March 2026."
    ]


@pytest.mark.rule("ROLE-14")
@pytest.mark.parametrize("coupon", ["WELCOME-8", "ünïcode"])
def test_a_wrong_coupon_is_refused_at_its_field(member: Life, coupon: str) -> None:
    """A code that is not the company's is refused, and nothing is booked."""
    hold(member, free_sessions_until=date(2026, 3, 2), coupon="WELCOME-7")
    assert list(problem(book(member, coupon), 422, "rejected")["fields"]) == ["coupon"]
    assert made(member.client("dana").get("/tickets"))["tickets"] == []


@pytest.mark.rule("ROLE-14")
def test_a_coupon_that_is_over_is_refused_with_its_day(member: Life) -> None:
    """After the initial support period the code is refused, and told until when it was good."""
    hold(member, free_sessions_until=date(2026, 3, 1), coupon="WELCOME-7")
    told = problem(book(member, "WELCOME-7"), 422, "rejected")
    assert "1 March 2026" in told["fields"]["coupon"]


@pytest.mark.rule("ROLE-14")
def test_a_company_without_a_coupon_has_none(member: Life) -> None:
    """Where no coupon was given out, every code is wrong, and a session without one tells what it costs."""
    assert "coupon" in problem(book(member, "WELCOME-7"), 422, "rejected")["fields"]
    assert said(member, made(book(member, ""), 201)) == [member.portal.policy.terms.sessions]


@pytest.mark.rule("ROLE-14")
def test_who_books_a_session_has_an_account(member: Life) -> None:
    """Without signing in nothing is booked."""
    body = {"subject": "Training", "nature": "session", "fields": SESSION}
    problem(member.client(None).post("/tickets", json=body, headers=member.key()), 401, "sign_in")


@pytest.mark.rule("ROLE-13")
def test_history_is_for_everybody_with_an_account(member: Life) -> None:
    """A ticket that was closed long ago is found with its whole conversation, by who made it and by their Manager."""
    member.add("mona", "bakery", "manager")
    ticket = member.create("dana", "Old printer")
    made(member.say("sam", ticket, "Switch it off and on."), 201)
    made(member.change("sam", ticket, kind="status", status="closed"))
    member.clock.forward(days=900)
    for who in ("dana", "mona"):
        view = made(member.client(who).get("/tickets", params={"view": "closed"}))["tickets"]
        assert [item["subject"] for item in view] == ["Old printer"]
        assert "Switch it off and on." in [item["text"] for item in member.conversation(ticket, who)]


@pytest.mark.rule("ROLE-13")
def test_some_documents_are_for_signed_in_users_only(member: Life) -> None:
    """Installation documents are read by every level that is signed in, and by nobody else."""
    body = {"shelf": "documents", "title": "How to install it", "body": "Start the installer."}
    made(member.client("sam").post("/articles", json=body, headers=member.key()), 201)
    read = made(member.client("dana").get("/articles", params={"shelf": "documents"}))["articles"]
    assert [item["title"] for item in read] == ["How to install it"]
    problem(member.client(None).get("/articles", params={"shelf": "documents"}), 401, "sign_in")
