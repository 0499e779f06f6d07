"""Passwords: what is good enough, what is kept, and how often one may try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.embedded.conftest import PASSWORD, World
from trayapp.core.errors import Busy, SignIn, TrayAppError
from trayapp.embedded import signing_in
from trayapp.embedded.passwords import CHEAP, Cost, Passwords, fault
from trayapp.embedded.signing_in import NotActivated

HOME = "192.0.2.1"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("eleven char", "at least 12"),
        ("x" * 201, "at most 200"),
        ("ababababababab", "different"),
        ("Dana Whitfield 1", "name"),
        ("dana@northwind.example", "name"),
        ("whitfield-northwind", "name"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str, reason: str) -> None:
    """Too short, too long, too uniform, or made of the person's own name and address."""
    assert reason in (fault(password, "dana@northwind.example", "Dana Whitfield") or "")


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "dana likes plum cake", "ÄÖÜß-éàç-漢字漢字"]
)
def test_several_words_are_a_good_password(password: str) -> None:
    """Length is what counts; no rule asks for digits or signs."""
    assert fault(password, "dana@northwind.example", "Dana Whitfield") is None


def test_only_a_salted_argon2_hash_is_kept() -> None:
    """Two hashes of one password differ, say how they were made, and hold nothing of it."""
    passwords = Passwords(CHEAP)
    one, other = passwords.hash(PASSWORD), passwords.hash(PASSWORD)
    assert one != other
    assert one.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert PASSWORD not in one
    assert passwords.matches(one, PASSWORD)
    assert not passwords.matches(one, PASSWORD + "x")
    assert not passwords.matches("no hash", PASSWORD)


def test_the_same_characters_composed_otherwise_are_the_same_password() -> None:
    """A keyboard that composes its umlauts differently does not lock anybody out."""
    passwords = Passwords(CHEAP)
    assert passwords.matches(passwords.hash("gru\u0308ne wiese im mai"), "gr\u00fcne wiese im mai")


def test_nobody_has_no_password_that_matches() -> None:
    """Without a hash a comparison is made all the same, and fails even for the password it is made with."""
    passwords = Passwords(CHEAP)
    assert not passwords.matches(None, "the password of nobody")
    assert passwords._nobodys is not None


def test_real_hashing_costs_what_the_standard_recommends() -> None:
    """64 MiB and three rounds on four lanes (RFC 9106, second choice)."""
    assert Passwords().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_signing_in_hashes_anew_when_that_costs_more_by_now(site: World) -> None:
    """An old hash is replaced once the password is at hand, and the password still holds."""
    dearer = Passwords(Cost(2, 16, 1))
    object.__setattr__(site.portal, "passwords", dearer)
    before = kept(site)
    assert signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME) == site.people["dana"].id
    assert dearer.outdated(before)
    assert not dearer.outdated(kept(site))
    assert signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME)


def test_five_wrong_passwords_close_an_account_for_a_while(site: World) -> None:
    """Then even the right one has to wait, from everywhere; after a quarter of an hour all is well."""
    for number in range(5):
        wrong(site, address=f"192.0.2.{number}")
    with pytest.raises(Busy) as busy:
        signing_in.account_of(site.portal, "DANA@bakery.example ", PASSWORD, "198.51.100.1")
    assert busy.value.retry_after == 15 * 60
    site.clock.forward(minutes=15)
    assert signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME)


def test_trying_many_at_once_is_no_way_around(site: World) -> None:
    """Of thirty tries at the same time five are looked at."""
    with ThreadPoolExecutor(30) as many:
        outcomes = list(many.map(lambda number: outcome(site, f"wrong {number}"), range(30)))
    assert sorted(outcomes) == ["busy"] * 25 + ["sign_in"] * 5


def test_an_address_nobody_has_is_closed_just_the_same(site: World) -> None:
    """Neither the refusals nor the limit tell whether there is an account."""
    for _ in range(5):
        wrong(site, "nobody@bakery.example")
    with pytest.raises(Busy):
        signing_in.account_of(site.portal, "nobody@bakery.example", PASSWORD, HOME)


def test_one_computer_cannot_try_many_accounts(site: World) -> None:
    """After twenty failures it has to wait for every account; other computers do not."""
    for number in range(20):
        wrong(site, f"person{number}@bakery.example")
    with pytest.raises(Busy):
        signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME)
    assert signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, "198.51.100.1")


def test_a_right_password_forgets_the_wrong_ones(site: World) -> None:
    """Who gets it right in the end starts with five tries the next time."""
    for _ in range(3):
        for _ in range(4):
            wrong(site)
        assert signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME)


def test_what_is_typed_by_mistake_is_not_kept(site: World) -> None:
    """A password typed into the field of the address does not lie in the table of failures."""
    wrong(site, "my secret word")
    with site.portal.db.read() as tx:
        rows = tx.execute("SELECT subject FROM attempts").fetchall()
    assert rows
    assert not [row["subject"] for row in rows if "secret" in row["subject"] or HOME in row["subject"]]


@pytest.mark.rule("REG-4")
def test_an_account_must_be_activated_to_be_used(site: World) -> None:
    """The right password of an invited account is told apart only from the right one; a removed account has none."""
    state(site, "invited")
    with pytest.raises(NotActivated):
        signing_in.account_of(site.portal, "dana@bakery.example", PASSWORD, HOME)
    wrong(site)
    state(site, "removed")
    wrong(site, password=PASSWORD)


def kept(site: World) -> str:
    """The hash of dana's password."""
    with site.portal.db.read() as tx:
        row = tx.execute("SELECT password FROM accounts WHERE email = 'dana@bakery.example'").fetchone()
    return str(row["password"])


def outcome(site: World, password: str) -> str:
    """How a sign-in of dana fails."""
    with pytest.raises(TrayAppError) as failed:
        signing_in.account_of(site.portal, "dana@bakery.example", password, HOME)
    return failed.value.kind


def state(site: World, wanted: str) -> None:
    """Dana's account is in that state."""
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = ? WHERE email = 'dana@bakery.example'", (wanted,))


def wrong(
    site: World, email: str = "dana@bakery.example", *, password: str = "wrong", address: str = HOME
) -> None:
    """A sign-in that fails."""
    with pytest.raises(SignIn):
        signing_in.account_of(site.portal, email, password, address)
