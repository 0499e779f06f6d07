"""Nobody takes an account over through what was begun before, and nobody keeps its owner out of it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from tests.embedded.browser import Browser
from tests.embedded.conftest import PASSWORD, World, made
from tests.embedded.people import letters, link_in
from tests.embedded.test_oauth_devices import allow, begin, poll
from tests.embedded.test_request_access import fill_in, rules
from trayapp.core.errors import Busy, NotFound, SignIn
from trayapp.embedded import activation, new_email, oauth, signing_in, sweeping
from trayapp.embedded.links import Purpose

DANA, NEW = "dana@bakery.example", "plum cake on sundays"
OFFICE, ELSEWHERE = "192.0.2.7", "203.0.113.9"


def forgotten(site: World, address: str = "") -> None:
    """Dana has a letter sent and chooses another password."""
    activation.send_again(site.portal, DANA, OFFICE)
    value = link_in(letters(site, DANA, "reset")[-1])
    activation.choose_password(site.portal, value, Purpose.RESET, NEW, address)


def wrong(site: World, address: str, times: int = 5) -> None:
    """Somebody there tries passwords of dana's account."""
    for _ in range(times):
        with pytest.raises(SignIn):
            signing_in.account_of(site.portal, DANA, "a wrong guess", address)


@pytest.mark.rule("INFO-6")
def test_another_password_ends_the_wish_for_another_address(site: World) -> None:
    """Whoever was at the account for a moment cannot have its letters sent to themselves afterwards."""
    with site.portal.work() as work:
        new_email.ask(site.portal, work, site.people["dana"].id, "thief@elsewhere.example")
    value = link_in(letters(site, "thief@elsewhere.example")[-1])

    forgotten(site)

    with pytest.raises(NotFound):
        new_email.confirm(site.portal, value)
    assert made(site.client("dana").get("/probe"))["me"]["details"]["pending_email"] == ""


@pytest.mark.rule("INFO-6")
def test_a_password_link_sent_to_the_old_address_ends_with_it(site: World) -> None:
    """Once another address is confirmed, who reads the old mailbox chooses no password."""
    activation.send_again(site.portal, DANA, OFFICE)
    value = link_in(letters(site, DANA, "reset")[-1])
    with site.portal.work() as work:
        new_email.ask(site.portal, work, site.people["dana"].id, "dana@home.example")
    new_email.confirm(site.portal, link_in(letters(site, "dana@home.example")[-1]))

    with pytest.raises(NotFound):
        activation.whose(site.portal, value, Purpose.RESET)


def test_another_password_ends_sign_ins_that_are_under_way(site: World, browser: Browser) -> None:
    """A device that was allowed and has not asked yet gets nothing, nor does an app with its code."""
    told = begin(site).json()
    allow(browser, told)
    with site.portal.work() as work:
        asked = oauth.Authorization("trayapp", "http://127.0.0.1:9/x", "c" * 43, "")
        oauth.grant(work, site.people["dana"].id, asked)

    forgotten(site)

    assert poll(site, told).json()["error"] == "invalid_grant"
    with site.portal.db.read() as tx:
        assert tx.execute("SELECT count(*) AS n FROM codes").fetchone()["n"] == 0


@pytest.mark.rule("REG-6")
def test_a_stranger_cannot_keep_somebody_out(site: World) -> None:
    """Wrong passwords from elsewhere close the account there and everywhere but where its owner signed in before."""
    assert signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)
    wrong(site, ELSEWHERE)
    for address in (ELSEWHERE, "198.51.100.1"):
        with pytest.raises(Busy):
            signing_in.account_of(site.portal, DANA, PASSWORD, address)

    assert signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE) == site.people["dana"].id

    wrong(site, OFFICE)
    with pytest.raises(Busy):
        signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)


@pytest.mark.rule("REG-6")
def test_signing_in_at_the_office_gives_a_stranger_no_new_tries(site: World) -> None:
    """What was tried elsewhere still counts there."""
    assert signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)
    wrong(site, ELSEWHERE)
    assert signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)
    with pytest.raises(Busy):
        signing_in.account_of(site.portal, DANA, "a wrong guess", ELSEWHERE)


@pytest.mark.rule("REG-6")
def test_where_a_password_was_chosen_one_is_let_in(site: World) -> None:
    """Whoever is kept out at a new place has a letter sent: it opens the account there, whatever a stranger tries."""
    forgotten(site, ELSEWHERE)
    wrong(site, "198.51.100.1")
    assert signing_in.account_of(site.portal, DANA, NEW, ELSEWHERE)


def test_places_are_forgotten(site: World) -> None:
    """One where nobody has signed in for months is like any other; none is kept in words."""
    assert signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)
    with site.portal.db.read() as tx:
        assert OFFICE not in str([tuple(row) for row in tx.execute("SELECT * FROM places")])
    site.clock.forward(days=91)
    sweeping.sweep(site.portal)
    wrong(site, ELSEWHERE)
    with pytest.raises(Busy):
        signing_in.account_of(site.portal, DANA, PASSWORD, OFFICE)


def test_a_stranger_cannot_keep_somebody_from_a_new_password(
    site: World, app: FastAPI, browser: Browser
) -> None:
    """Letters that others can cause do not use up those with which a password is chosen."""
    rules(site, app, self_service="request")
    for _ in range(3):
        assert fill_in(browser, email=DANA).status == 200
    forgotten(site)
    assert signing_in.account_of(site.portal, DANA, NEW, OFFICE)


def test_guesses_from_elsewhere_do_not_stop_a_change_of_password(site: World) -> None:
    """Whoever is signed in is asked for the present password, and counted apart."""
    wrong(site, ELSEWHERE)
    assert signing_in.check_password(site.portal, site.people["dana"].id, PASSWORD)
