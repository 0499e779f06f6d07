"""How an account becomes one that can be used, and a forgotten password (REG-1, REG-4)."""

from __future__ import annotations

import re

import pytest

from tests.embedded.app_sign_in import pair, renew, works
from tests.embedded.browser import SITE, Browser
from tests.embedded.conftest import PASSWORD, World
from trayapp.embedded import activation, new_email

NEW = "plum cake on sundays"


def letters(site: World, kind: str) -> list[tuple[str, str]]:
    """Recipients and texts of the letters of that kind."""
    with site.portal.db.read() as tx:
        found = tx.execute("SELECT * FROM mails WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
    return [(row["recipient"], row["body"]) for row in found]


def link_in(site: World, kind: str) -> str:
    """The link of the last letter of that kind."""
    found = re.search(rf"{SITE}/account/\S+", letters(site, kind)[-1][1])
    assert found is not None
    return found[0]


def invite(site: World, name: str = "dana", *, owner: bool = False) -> None:
    """That person's account is new: without a password, to be activated."""
    with site.portal.work() as work:
        work.tx.execute(
            "UPDATE accounts SET state = 'invited', password = NULL WHERE id = ?", (site.people[name].id,)
        )
        activation.invite(site.portal, work, site.people[name].id, owner=owner)


@pytest.mark.rule("REG-4")
@pytest.mark.rule("REG-6")
def test_an_account_is_activated_by_choosing_a_password(site: World, browser: Browser) -> None:
    """The letter's link leads to a page; with a password chosen there one signs in, and tokens work."""
    invite(site)
    assert not works(site, site.tokens["dana"])
    assert letters(site, "activation")[0][0] == "dana@bakery.example"
    page = browser.get(link_in(site, "activation"))
    assert (page.status, page.title) == (200, "Choose a password")
    page = browser.send(page, "password", password=NEW, again=NEW)
    assert page.title == "Your account is ready"
    assert browser.sign_in("dana@bakery.example", NEW).title == "You are signed in"
    assert works(site, site.tokens["dana"])


@pytest.mark.rule("REG-1")
def test_an_owner_becomes_the_main_support_user(site: World, browser: Browser) -> None:
    """Confirming the letter gives the level that the policy names, and registration."""
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET registered = 0 WHERE id = ?", (site.people["dana"].id,))
    invite(site, owner=True)
    assert "main support user of bakery" in letters(site, "activation")[0][1]
    page = browser.get(link_in(site, "activation"))
    browser.send(page, "password", password=NEW, again=NEW)
    me = site.client("dana").get("/probe").json()["me"]
    assert (me["level"], me["registered"]) == ("primary", True)


@pytest.mark.rule("REG-4")
def test_whoever_is_not_an_owner_keeps_the_level_that_was_asked_for(site: World, browser: Browser) -> None:
    """Activating changes nothing but that the account can be used."""
    invite(site)
    browser.send(browser.get(link_in(site, "activation")), "password", password=NEW, again=NEW)
    assert site.client("dana").get("/probe").json()["me"]["level"] == "basic"


def test_a_link_works_once(site: World, browser: Browser) -> None:
    """Afterwards, and when it was never sent, it leads to a page that says how to get another."""
    invite(site)
    link = link_in(site, "activation")
    open_before = browser.get(link)
    browser.send(browser.get(link), "password", password=NEW, again=NEW)
    for page in (
        browser.get(link),
        browser.send(open_before, "password", password="another one for me", again="another one for me"),
        browser.get("/account/activate?link=guessed"),
        browser.get("/account/activate"),
    ):
        assert (page.status, page.title) == (404, "This link is no longer good")
        assert page.links["Send a new e-mail"] == "/account/forgot"
    assert browser.sign_in("dana@bakery.example", NEW).title == "You are signed in"


def test_looking_at_a_link_does_not_use_it(site: World, browser: Browser) -> None:
    """Programs that search letters for dangers open every link."""
    invite(site)
    for _ in range(3):
        assert browser.get(link_in(site, "activation")).status == 200


def test_a_link_lasts_seven_days(site: World, browser: Browser) -> None:
    """On the eighth it is good no longer, and a new one can be sent."""
    invite(site, owner=True)
    site.clock.forward(days=7)
    assert browser.get(link_in(site, "activation")).status == 404
    browser.send(browser.get("/account/forgot"), "email", email="dana@bakery.example")
    assert "main support user" in letters(site, "activation")[-1][1]
    assert browser.get(link_in(site, "activation")).status == 200


def test_a_link_is_good_for_its_purpose_alone(site: World, browser: Browser) -> None:
    """That of an activation resets no password."""
    invite(site)
    link = link_in(site, "activation")
    assert browser.get(link.replace("/activate", "/reset")).status == 404
    assert browser.get(link.replace("/activate", "/confirm-email")).status == 404


@pytest.mark.rule("REG-4")
def test_signing_in_before_activation_says_what_to_look_for(site: World, browser: Browser) -> None:
    """The page says to look for the letter and sends it again; the link of the first is good no longer."""
    invite(site)
    first = link_in(site, "activation")
    page = browser.sign_in("dana@bakery.example", "whatever it is")
    assert page.status == 422
    assert "Look for the e-mail “Activate your account”" in page.text
    page = browser.send(page, "/account/send-again")
    assert "on its way" in page.text
    assert len(letters(site, "activation")) == 2
    assert browser.get(first).status == 404
    assert browser.get(link_in(site, "activation")).status == 200


@pytest.mark.rule("REG-4")
def test_the_right_password_of_an_account_not_activated_opens_nothing(site: World, browser: Browser) -> None:
    """The page says to activate it first."""
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'invited' WHERE id = ?", (site.people["dana"].id,))
    page = browser.sign_in("dana@bakery.example", PASSWORD)
    assert (page.status, page.title) == (403, "Activate your account")
    page = browser.send(page, "email")
    assert "on its way" in page.text
    assert [to for to, _ in letters(site, "activation")] == ["dana@bakery.example"]
    assert browser.get("/account/password").title == "Sign in"


@pytest.mark.parametrize("email", ["dana@bakery.example", "nobody@bakery.example", "removed@bakery.example"])
def test_nobody_learns_which_addresses_have_an_account(site: World, browser: Browser, email: str) -> None:
    """A wrong password and a forgotten one are answered alike for every address."""
    site.add("removed", "bakery", "basic")
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'removed' WHERE id = ?", (site.people["removed"].id,))
    page = browser.sign_in(email, "a wrong password")
    told = (page.status, page.text.replace(email, "X"))
    other = browser.sign_in("else@bakery.example", "a wrong password")
    assert told == (other.status, other.text.replace("else@bakery.example", "X"))
    page = browser.send(browser.get("/account/forgot"), "email", email=email)
    other = browser.send(browser.get("/account/forgot"), "email", email="else@bakery.example")
    assert page.text.replace(email, "X") == other.text.replace("else@bakery.example", "X")
    assert [to for to, _ in letters(site, "reset")] == ([email] if email.startswith("dana") else [])


def test_a_forgotten_password_is_replaced_by_letter(site: World, browser: Browser) -> None:
    """Whoever was signed in anywhere no longer is; the person hears that it was changed."""
    told = pair(site, browser)
    browser.send(browser.get("/account/forgot"), "email", email="dana@bakery.example")
    page = browser.get(link_in(site, "reset"))
    assert page.title == "Choose a new password"
    page = browser.send(page, "password", password=NEW, again=NEW)
    assert page.title == "Your new password holds"
    assert not works(site, told["access_token"])
    assert renew(site, told["refresh_token"]).status_code == 400
    assert browser.get("/account/password").title == "Sign in"
    assert browser.sign_in("dana@bakery.example", PASSWORD).status == 422
    assert browser.sign_in("dana@bakery.example", NEW).title == "You are signed in"
    assert [to for to, _ in letters(site, "password")] == ["dana@bakery.example"]


def test_a_reset_link_lasts_an_hour(site: World, browser: Browser) -> None:
    """And opens a closed account again."""
    browser.send(browser.get("/account/forgot"), "email", email="dana@bakery.example")
    site.clock.forward(minutes=60)
    assert browser.get(link_in(site, "reset")).status == 404


def test_letters_cannot_be_sent_without_end(site: World, browser: Browser) -> None:
    """The fourth within an hour has to wait, and so has an address nobody has."""
    for email in ("dana@bakery.example", "nobody@bakery.example"):
        for _ in range(3):
            assert browser.send(browser.get("/account/forgot"), "email", email=email).status == 200
        page = browser.send(browser.get("/account/forgot"), "email", email=email)
        assert (page.status, page.headers["retry-after"]) == (429, "3600")
        assert "Try again in 60 minutes." in page.text
    assert len(letters(site, "reset")) == 3


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "at least 12"),
        ("dana@bakery.example", "dana@bakery.example", "more than your name"),
        (NEW, NEW + "x", "do not match"),
        ("", "", "at least 12"),
    ],
)
def test_a_password_that_will_not_do_is_asked_for_again(
    site: World, browser: Browser, password: str, again: str, says: str
) -> None:
    """The reason stands at its field, and the link is still good."""
    invite(site)
    page = browser.get(link_in(site, "activation"))
    page = browser.send(page, "password", password=password, again=again)
    assert page.status == 422
    assert says in page.errors
    assert 'aria-invalid="true"' in page.source
    assert browser.send(page, "password", password=NEW, again=NEW).title == "Your account is ready"


@pytest.mark.rule("INFO-6")
def test_a_new_address_counts_once_it_is_confirmed(site: World, browser: Browser) -> None:
    """Both addresses get a letter; looking at the link changes nothing, confirming does, once."""
    ask(site, "d.whitfield@bakery.example")
    assert [to for to, _ in letters(site, "confirm_email")] == ["d.whitfield@bakery.example"]
    assert [to for to, _ in letters(site, "new_email")] == ["dana@bakery.example"]
    link = link_in(site, "confirm_email")
    page = browser.get(link)
    assert "d.whitfield@bakery.example" in page.text
    assert site.client("dana").get("/probe").json()["me"]["email"] == "dana@bakery.example"
    page = browser.send(page, "link")
    assert page.title == "Your e-mail address is confirmed"
    assert site.client("dana").get("/probe").json()["me"]["email"] == "d.whitfield@bakery.example"
    assert browser.get(link).status == 404
    assert browser.sign_in("d.whitfield@bakery.example", PASSWORD).title == "You are signed in"


@pytest.mark.rule("INFO-6")
def test_an_address_that_another_account_has_by_now_is_not_taken_over(site: World, browser: Browser) -> None:
    """The person reads so, and keeps their own."""
    ask(site, "new@bakery.example")
    page = browser.get(link_in(site, "confirm_email"))
    site.add("new", "bakery", "basic")
    page = browser.send(page, "link")
    assert (page.status, page.title) == (409, "The address stays as it was")
    assert site.client("dana").get("/probe").json()["me"]["email"] == "dana@bakery.example"


@pytest.mark.rule("INFO-6")
def test_only_the_last_wanted_address_can_be_confirmed(site: World, browser: Browser) -> None:
    """An earlier letter, and one of somebody who is gone, are good no longer."""
    ask(site, "first@bakery.example")
    first = link_in(site, "confirm_email")
    ask(site, "second@bakery.example")
    assert browser.get(first).status == 404
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET pending_email = '' WHERE id = ?", (site.people["dana"].id,))
    assert browser.get(link_in(site, "confirm_email")).status == 404


def test_braces_in_a_name_are_only_letters(site: World) -> None:
    """What somebody is called cannot change what a letter says."""
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET name = '{link} {url}' WHERE id = ?", (site.people["dana"].id,))
        activation.invite(site.portal, work, site.people["dana"].id)
    assert "Hello {link} {url}," in letters(site, "activation")[0][1]


def ask(site: World, email: str) -> None:
    """Dana wants another address."""
    with site.portal.work() as work:
        new_email.ask(site.portal, work, site.people["dana"].id, email)
