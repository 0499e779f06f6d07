"""Asking for access without an account (REG-3, REG-5, REG-6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from tests.embedded.browser import Browser, Page
from tests.embedded.conftest import World

WISH = {"name": "Nina Sand", "email": "nina@bakery.example", "company": "bakery", "note": "Front desk"}


def rules(site: World, app: FastAPI, **changed: Any) -> None:
    """The portal's policy says so about registration."""
    profile = site.portal.profile
    registration = replace(profile.policy.registration, **changed)
    policy = replace(profile.policy, registration=registration)
    site.portal = replace(site.portal, profile=replace(profile, policy=policy))
    app.state.portal = site.portal


def rows(site: World, table: str) -> list[dict[str, Any]]:
    """Everything in a table."""
    with site.portal.db.read() as tx:
        return [dict(row) for row in tx.execute(f"SELECT * FROM {table}")]


def fill_in(browser: Browser, **changed: str) -> Page:
    """Fill in the form, and Next."""
    return browser.send(browser.get("/request-access"), "email", **{**WISH, **changed})


@pytest.mark.rule("REG-5")
def test_a_form_registers_further_users_without_signing_in(
    site: World, app: FastAPI, browser: Browser
) -> None:
    """From the sign-in page: fill in, Next, a confirmation, and again for one more; Finish leads back."""
    rules(site, app, self_service="request")
    assert "/request-access" in browser.get("/sign-in").links.values()
    page = fill_in(browser)
    assert page.title == "Your request is sent"
    assert "follows up by e-mail to nina@bakery.example" in page.text
    page = browser.send(page, "company", step="again")
    assert page.title == "Request access"
    assert page.form("email").fields["company"] == "bakery"
    page = browser.send(page, "email", name="Otto Kern", email="otto@bakery.example")
    page = browser.send(page, "company", step="finish")
    assert page.title == "Sign in"
    asked = [
        (row["name"], row["company"], row["state"], row["asked_by"]) for row in rows(site, "registrations")
    ]
    assert asked == [("Nina Sand", "bakery", "asked", None), ("Otto Kern", "bakery", "asked", None)]


@pytest.mark.rule("REG-6")
def test_a_first_time_user_gets_the_activation_letter_at_once(
    site: World, app: FastAPI, browser: Browser
) -> None:
    """When the address is like those of a company that the portal knows."""
    rules(site, app, self_service="account")
    with site.portal.work() as work:
        work.tx.execute("UPDATE companies SET domain = 'bakery.example' WHERE name = 'bakery'")
    page = browser.get("/request-access")
    assert page.title == "Get your account"
    assert fill_in(browser).title == "Look into your mailbox"
    assert ("activation", "nina@bakery.example") in [
        (row["kind"], row["recipient"]) for row in rows(site, "mails")
    ]


@pytest.mark.rule("REG-6")
@pytest.mark.parametrize("mode", ["request", "account"])
def test_the_form_does_not_tell_who_has_an_account(
    site: World, app: FastAPI, browser: Browser, mode: str
) -> None:
    """For a member, an unknown person, and one of an unknown company the answer is the same."""
    rules(site, app, self_service=mode)
    emails = ["dana@bakery.example", "nina@bakery.example", "x@elsewhere.example"]
    told = {fill_in(browser, email=email).text.replace(email, "X") for email in emails}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "full name"),
        ({"email": ""}, "the e-mail address"),
        ({"email": "nina"}, "looks like name@company.com"),
        ({"email": "nina@bakery.example\r\nBcc: x@y.example"}, "looks like"),
        ({"company": ""}, "the company"),
        ({"note": "x" * 2001}, "at most 2000"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    site: World, app: FastAPI, browser: Browser, changed: dict[str, str], says: str
) -> None:
    """What was filled in stays, and nobody is told anything."""
    rules(site, app, self_service="request")
    page = fill_in(browser, **changed)
    assert page.status == 422
    assert says in page.errors
    kept = {**WISH, **changed}
    unchanged = {name for name in ("name", "company") if name not in changed}
    assert all(page.form("email").fields[name] == kept[name] for name in unchanged)
    assert rows(site, "registrations") == []


@pytest.mark.rule("REG-3")
def test_where_support_registers_the_page_says_who_can_ask(
    site: World, app: FastAPI, browser: Browser
) -> None:
    """Whoever was refused reads why, and whom to ask; the sign-in page offers no form, and none is taken."""
    rules(site, app, self_service="off", refused="Only registered users get support.")
    page = browser.get("/request-access")
    assert page.title == "How to get access"
    assert "Only registered users get support." in page.text
    rules(site, app, refused="")
    assert "Manager" in browser.get("/request-access").text
    assert "/request-access" not in browser.get("/sign-in").links.values()
    form = {"form_token": browser.get("/sign-in").forms[0].fields["form_token"], **WISH}
    assert Page(browser.client.post("/request-access", data=form)).title == "How to get access"
    assert rows(site, "registrations") == []


@pytest.mark.rule("REG-6")
@pytest.mark.parametrize(
    "name", ["you won, see https://evil.example", "WWW.evil.example", "evil.example/win"]
)
def test_a_letter_leads_nobody_to_a_strangers_page(
    site: World, app: FastAPI, browser: Browser, name: str
) -> None:
    """The name that somebody types greets whoever gets the letter: an address of a page is no name."""
    rules(site, app, self_service="account")
    page = fill_in(browser, name=name)
    assert page.status == 422
    assert "without the address" in page.errors
    assert rows(site, "mails") == []


def test_one_computer_cannot_ask_without_end(site: World, app: FastAPI, browser: Browser) -> None:
    """The twenty-first request within an hour has to wait."""
    rules(site, app, self_service="request")
    for number in range(20):
        assert fill_in(browser, email=f"p{number}@bakery.example").status == 200
    assert fill_in(browser, email="p20@bakery.example").status == 429
    assert len(rows(site, "registrations")) == 20
