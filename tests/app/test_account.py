"""Who is signed in: where the token comes from, goes to, and never stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.memory_portal import START, Fault, MemoryPortal
from trayapp.app import App, open_app
from trayapp.app.account import Account, AccountParts, TokenSource
from trayapp.app.portal_clock import offset
from trayapp.core.errors import Offline, SignIn
from trayapp.core.model import Probe
from trayapp.core.ports import DeviceCode, Grant, Portal, Secrets

NOW = START + timedelta(minutes=10)


class MemorySecrets:
    """A key store that remembers who asked."""

    def __init__(self, origin: str, *, durable: bool = True) -> None:
        self.origin = origin
        self.kept: dict[str, str] = {}
        self.durable = durable

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> bool:
        self.kept[name] = value
        return self.durable

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class Bench:
    """An account over a real store, a fake portal and a fake key store."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.url = "https://Help.Example.com/desk"
        self.environment: dict[str, str] = {}
        self.key_stores: dict[str, MemorySecrets] = {}
        self.portal = MemoryPortal()
        self.tokens: list[str | None] = []
        self.changes = 0
        self.now = NOW
        self.authority: Authority | None = None

    def account(self) -> Account:
        """As a new start of the program makes it."""
        account = Account(
            AccountParts(
                portal_url=lambda: self.url,
                secrets=self.secrets,
                portal=self.open,
                store=lambda: self.app.store,
                environment=self.environment,
                clock=lambda: self.now,
                authority=lambda: self.authority,
            )
        )
        account.changed = self._changed
        return account

    def secrets(self, origin: str) -> Secrets:
        """One for each origin, there again after a restart."""
        return self.key_stores.setdefault(origin, MemorySecrets(origin))

    def open(self, token: TokenSource) -> Portal:
        """The portal, noting the token it was given."""
        self.tokens.append(token())
        return self.portal

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A new computer."""
    with open_app(str(tmp_path / "app"), clock=lambda: NOW, environment={}) as app:
        yield Bench(app)


def test_a_sign_in_outlives_the_program(bench: Bench) -> None:
    """The token that the portal took is kept for its origin and found by the next start."""
    bench.account().sign_in(" tray_1 ")

    assert bench.tokens == ["tray_1"]
    assert bench.key_stores["https://help.example.com"].kept == {"token": "tray_1"}
    later = bench.account()
    assert later.signed_in()
    assert later.token() == "tray_1"
    assert bench.changes == 1


def test_asking_who_is_signed_in_waits_for_nobody(bench: Bench) -> None:
    """Before the key store was asked, the last run's knowledge is the answer."""
    assert not bench.account().signed_in()
    bench.account().sign_in("tray_1")

    class Locked(MemorySecrets):
        def get(self, name: str) -> str | None:
            raise AssertionError("the key store was asked")

    bench.key_stores = {"https://help.example.com": Locked("x")}

    assert bench.account().signed_in()


def test_a_lost_token_is_noticed(bench: Bench) -> None:
    """When the key store has lost the token, nobody is signed in."""
    bench.account().sign_in("tray_1")
    bench.key_stores.clear()
    later = bench.account()

    assert later.token() is None
    assert not later.signed_in()


def test_a_refused_token_is_not_kept(bench: Bench) -> None:
    """What the portal refuses, or could not be asked about, changes nothing."""
    bench.portal.faults += [Fault("probe", SignIn("no")), Fault("probe", Offline("gone"))]
    with pytest.raises(SignIn):
        bench.account().sign_in("tray_wrong")
    with pytest.raises(Offline):
        bench.account().sign_in("tray_1")
    with pytest.raises(SignIn):
        bench.account().sign_in("  ")

    assert not bench.account().signed_in()
    assert bench.changes == 0


def test_the_environment_stands_over_the_key_store(bench: Bench) -> None:
    """`TRAYAPP_TOKEN` is used where it is set, and never written anywhere."""
    bench.account().sign_in("tray_1")
    bench.environment["TRAYAPP_TOKEN"] = "tray_env"

    assert bench.account().token() == "tray_env"
    assert bench.account().signed_in()
    assert bench.key_stores["https://help.example.com"].kept == {"token": "tray_1"}


def test_another_portal_gets_no_token(bench: Bench) -> None:
    """After the address changed nobody is signed in there; back at the old one the token is there again."""
    account = bench.account()
    account.sign_in("tray_1")

    bench.url = "https://evil.example"
    assert account.token() is None
    assert not account.signed_in()

    bench.url = "https://help.example.com/other/path"
    assert account.token() == "tray_1"


def test_signing_out_keeps_the_outbox(bench: Bench) -> None:
    """The token and what was pulled are forgotten, here and for the next start."""
    account = bench.account()
    account.sign_in("tray_1")

    account.sign_out()

    assert account.token() is None
    assert not bench.account().signed_in()
    assert bench.changes == 2


def test_a_key_store_that_keeps_nothing_is_told(bench: Bench) -> None:
    """Without a key store the sign-in holds until the program ends, and says so."""
    bench.key_stores["https://help.example.com"] = MemorySecrets("x", durable=False)
    account = bench.account()
    account.sign_in("tray_1")

    assert not account.durable()
    assert account.token() == "tray_1"


def test_the_clocks_difference_is_noted(bench: Bench) -> None:
    """A sign-in tells how far this computer's clock is from the portal's."""
    assert offset(bench.app.store.notes) is None

    bench.account().sign_in("tray_1")

    assert offset(bench.app.store.notes) == timedelta(minutes=10)


def test_words_belong_to_the_account_signed_in(bench: Bench) -> None:
    """What is written carries the account the portal confirmed, and none after the sign-out."""
    account = bench.account()
    before = account.author()
    account.sign_in("secret")
    signed_in = account.author()
    account.sign_out()

    assert (before, signed_in, account.author()) == (None, bench.portal.me.id, None)


def test_a_token_from_outside_binds_no_words(bench: Bench) -> None:
    """With `TRAYAPP_TOKEN` nobody knows yet whose it is, so what is written belongs to whoever it turns out to be."""
    bench.account().sign_in("secret")
    bench.environment["TRAYAPP_TOKEN"] = "another"

    assert bench.account().author() is None


def test_an_adapter_never_gets_the_token_of_another_portal(bench: Bench) -> None:
    """What was opened for one address asks for that address's token, also after the setting names another."""
    bench.account().sign_in("for-example")
    account = bench.account()
    source = account.token_source(bench.url)
    bench.url = "https://elsewhere.example"
    account.sign_in("for-elsewhere")

    assert (source(), account.token()) == ("for-example", "for-elsewhere")


def test_a_token_is_kept_for_the_portal_that_was_asked(bench: Bench) -> None:
    """The address changes while the portal answers: the token still belongs to the one that answered."""
    account = bench.account()
    probe = bench.portal.probe

    def slow() -> Probe:
        bench.url = "https://elsewhere.example"
        return probe()

    bench.portal.probe = slow  # type: ignore[method-assign]
    account.sign_in("for-example")

    assert account.token() is None
    assert bench.key_stores["https://help.example.com"].kept == {"token": "for-example"}


def test_a_sign_in_of_another_process_is_seen_when_told(bench: Bench) -> None:
    """The running program reads the key store again when the command line signed somebody in."""
    running = bench.account()
    before = running.token()
    bench.account().sign_in("secret")
    cached = running.token()
    running.look_again()

    assert (before, cached, running.token()) == (None, "secret", "secret")


def test_a_sign_out_of_another_process_is_seen_when_told(bench: Bench) -> None:
    """A token taken from the key store elsewhere is not used on."""
    bench.account().sign_in("secret")
    running = bench.account()
    before = running.token()
    bench.account().sign_out()
    kept = running.token()
    running.look_again()

    assert (before, kept, running.token()) == ("secret", "secret", None)


class Authority:
    """Gives out tokens a1, a2 … and remembers what it was asked."""

    def __init__(self) -> None:
        self.given = 0
        self.refreshed: list[str | None] = []
        self.revoked: list[str | None] = []
        self.fail_with: Exception | None = None

    def methods(self) -> frozenset[str]:
        return frozenset({"browser", "device"})

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:
        open_url("https://help.example.com/oauth/authorize")
        return self._next()

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Grant:
        return self._next()

    def refresh(self, grant: Grant) -> Grant:
        self.refreshed.append(grant.refresh)
        if self.fail_with:
            raise self.fail_with
        return self._next()

    def revoke(self, grant: Grant) -> None:
        if self.fail_with:
            raise self.fail_with
        self.revoked.append(grant.refresh)

    def close(self) -> None:
        """Nothing is open."""

    def _next(self) -> Grant:
        self.given += 1
        return Grant(f"a{self.given}", f"r{self.given}", NOW + timedelta(hours=self.given))


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
    assert list(bench.key_stores["https://help.example.com"].kept) == ["grant"]


def test_a_portal_tells_its_ways(bench: Bench) -> None:
    """A personal token is always one of them."""
    assert bench.account().methods() == {"token"}
    bench.authority = Authority()
    assert bench.account().methods() == {"token", "browser", "device"}


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
    renew = account.renewal(bench.url)

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
    assert bench.key_stores["https://help.example.com"].kept == {}


def test_a_personal_token_takes_the_place_of_a_grant(bench: Bench, authority: Authority) -> None:
    """One sign-in is kept, never two."""
    account = browsed(bench)

    account.sign_in("tray_1")

    assert bench.key_stores["https://help.example.com"].kept == {"token": "tray_1"}
    assert bench.account().token() == "tray_1"


def test_what_lies_broken_in_the_key_store_is_no_sign_in(bench: Bench) -> None:
    """Somebody else's text under our name: nobody is signed in, and nothing breaks."""
    store = MemorySecrets("https://help.example.com")
    store.kept["grant"] = '{"access": 1'
    bench.key_stores["https://help.example.com"] = store

    assert bench.account().token() is None
