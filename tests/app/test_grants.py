"""What OAuth granted: kept, renewed, revoked, and never exchanged twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from tests.app.desk import HERE, NOW, Authority, Bench, MemorySecrets
from trayapp.app.account import Account
from trayapp.core.errors import Offline, SignIn
from trayapp.core.password import Password, password_of
from trayapp.redaction import redact


@pytest.fixture
def authority(bench: Bench) -> Authority:
    """The portal gives out tokens."""
    bench.authority = Authority()
    return bench.authority


def browsed(bench: Bench) -> Account:
    """Somebody signed in through the browser."""
    account = bench.account()
    account.sign_in_with_browser(lambda _url: None, threading.Event(), "Bye")
    return account


@pytest.mark.rule("REG-6")
def test_a_browser_sign_in_outlives_the_program(bench: Bench, authority: Authority) -> None:
    """The grant is kept in the key store alone, and the next start uses it."""
    browsed(bench)

    after = bench.account()

    assert after.token() == "a1"
    assert after.signed_in()
    assert list(bench.key_stores[HERE].kept) == ["grant"]


def test_a_portal_tells_its_ways(bench: Bench) -> None:
    """One that does not speak of any takes personal tokens."""
    assert bench.account().methods() == {"token"}
    bench.authority = Authority()
    assert bench.account().methods() == {"token", "browser", "device", "password"}


def test_a_password_is_kept_where_the_portal_gives_nothing_better(bench: Bench, authority: Authority) -> None:
    """It lies in the key store alone, and logs never show it."""
    account = bench.account()
    account.sign_in_with_password(" ann ", "hunter2 hunter2")

    assert password_of(str(bench.account().token())) == Password("ann", "hunter2 hunter2")
    assert "hunter2" not in redact("it is hunter2 hunter2")


def test_a_password_that_is_refused_is_not_kept(bench: Bench, authority: Authority) -> None:
    """Nobody is signed in."""
    authority.fail_with = SignIn(reason="refused")
    with pytest.raises(SignIn):
        bench.account().sign_in_with_password("ann", "wrong")
    assert bench.account().token() is None


def test_a_token_that_ends_soon_is_exchanged_first(bench: Bench, authority: Authority) -> None:
    """Shortly before its end a new one is got, kept, and used."""
    account = browsed(bench)
    bench.now = NOW + timedelta(minutes=59, seconds=30)

    assert account.token() == "a2"
    assert authority.refreshed == ["r1"]
    assert bench.account().token() == "a2"


def test_a_token_that_was_exchanged_elsewhere_is_not_exchanged_again(
    bench: Bench, authority: Authority
) -> None:
    """A refresh token is good once: what another process got is taken from the key store."""
    tray, cli = browsed(bench), bench.account()
    assert tray.token() == cli.token() == "a1"
    bench.now = NOW + timedelta(hours=1)

    assert cli.token() == "a2"
    assert tray.token() == "a2"
    assert authority.refreshed == ["r1"]


def test_a_token_that_was_refused_is_exchanged(bench: Bench, authority: Authority) -> None:
    """Clocks differ: the portal's word counts, once for each token."""
    account = browsed(bench)
    renew = account.renewal(bench.name)

    assert renew("a1") == "a2"
    assert renew("a1") == "a2"
    assert authority.refreshed == ["r1"]


def test_a_dead_grant_is_not_tried_for_ever(bench: Bench, authority: Authority) -> None:
    """When the portal takes the refresh token no longer, the old token goes and is refused: the person is told."""
    account = browsed(bench)
    bench.now = NOW + timedelta(hours=2)
    authority.fail_with = SignIn(reason="refused")

    assert account.token() == "a1"
    assert account.token() == "a1"
    assert authority.refreshed == ["r1"]


def test_without_network_nothing_is_lost(bench: Bench, authority: Authority) -> None:
    """An exchange that does not come through is tried again later, with the same grant."""
    account = browsed(bench)
    bench.now = NOW + timedelta(hours=2)
    authority.fail_with = Offline()
    with pytest.raises(Offline):
        account.token()

    authority.fail_with = None

    assert account.token() == "a2"


@pytest.mark.rule("INFO-5")
@pytest.mark.parametrize("reached", [True, False])
def test_signing_out_revokes_where_it_can(bench: Bench, authority: Authority, reached: bool) -> None:
    """The portal is told; signing out works without it, too."""
    account = browsed(bench)
    authority.fail_with = None if reached else Offline()

    account.sign_out()

    assert authority.revoked == (["r1"] if reached else [])
    assert not account.signed_in()
    assert bench.key_stores[HERE].kept == {}


def test_a_personal_token_takes_the_place_of_a_grant(bench: Bench, authority: Authority) -> None:
    """One sign-in is kept, never two."""
    account = browsed(bench)

    account.sign_in("tray_1")

    assert bench.key_stores[HERE].kept == {"token": "tray_1"}
    assert bench.account().token() == "tray_1"


def test_what_lies_broken_in_the_key_store_is_no_sign_in(bench: Bench) -> None:
    """Somebody else's text under our name: nobody is signed in, and nothing breaks."""
    store = MemorySecrets(HERE)
    store.kept["grant"] = '{"access": 1'
    bench.key_stores[HERE] = store

    assert bench.account().token() is None
