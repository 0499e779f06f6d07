"""Who is signed in: where the token comes from, goes to, and never stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.app.desk import HERE, NOW, Bench, MemorySecrets
from tests.fakes.memory_portal import Fault
from trayapp.app.portal_clock import ClockNotes, offset
from trayapp.core.errors import LocalFault, Offline, SignIn
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Probe
from trayapp.core.operation import OpKind


def test_a_sign_in_outlives_the_program(bench: Bench) -> None:
    """The token that the portal took is kept for its helpdesk and found by the next start."""
    bench.account().sign_in(" tray_1 ")

    assert bench.tokens == ["tray_1"]
    assert bench.key_stores[HERE].kept == {"token": "tray_1"}
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

    bench.key_stores = {HERE: Locked("x")}

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


@pytest.mark.parametrize("first", [True, False])
def test_a_sign_in_that_the_disk_does_not_take_changes_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, *, first: bool
) -> None:
    """Told that it failed, the person is signed in as before: nobody's words go out under the new one's name."""
    account = bench.account()
    if not first:
        account.sign_in("before")
    monkeypatch.setattr(ClockNotes, "put_probe", _refused)

    with pytest.raises(LocalFault):
        account.sign_in("after")

    assert account.token() == bench.account().token() == (None if first else "before")


def _refused(_notes: ClockNotes, _probe: Probe) -> bool:
    raise LocalFault("no space left", reason="disk_full")


def test_the_environment_stands_over_the_key_store(bench: Bench) -> None:
    """`TRAYAPP_TOKEN` is used where it is set, and never written anywhere."""
    bench.account().sign_in("tray_1")
    bench.environment["TRAYAPP_TOKEN"] = "tray_env"

    assert bench.account().token() == "tray_env"
    assert bench.account().signed_in()
    assert bench.key_stores[HERE].kept == {"token": "tray_1"}


def test_another_portal_gets_no_token(bench: Bench) -> None:
    """After the address changed nobody is signed in there; back at the old one the token is there again."""
    account = bench.account()
    account.sign_in("tray_1")

    bench.url = "https://evil.example"
    assert account.token() is None
    assert not account.signed_in()

    bench.url = "https://HELP.example.com/desk/"
    assert account.token() == "tray_1"


@pytest.mark.parametrize(
    ("kind", "url"),
    [("redmine", "https://help.example.com/desk"), ("native", "https://help.example.com/redmine")],
)
def test_another_helpdesk_on_one_server_gets_no_secret(bench: Bench, kind: str, url: str) -> None:
    """One product's password is nothing to the product beside it."""
    account = bench.account()
    account.sign_in("tray_1")

    bench.kind, bench.url = kind, url

    assert account.token() is None
    assert not account.signed_in()
    assert bench.account().token() is None


def test_a_sign_in_of_an_earlier_version_moves_over(bench: Bench) -> None:
    """It was kept for the server alone; the person stays signed in, and it lies in one place afterwards."""
    old = MemorySecrets("https://help.example.com")
    old.kept["token"] = "tray_1"
    bench.key_stores["https://help.example.com"] = old
    bench.app.store.notes.put("signed_in", "https://help.example.com")

    account = bench.account()

    assert account.signed_in()
    assert account.token() == "tray_1"
    assert (old.kept, bench.key_stores[HERE].kept) == ({}, {"token": "tray_1"})


def test_a_sign_in_of_an_earlier_version_is_no_other_kinds(bench: Bench) -> None:
    """There was one kind of helpdesk then."""
    old = MemorySecrets("https://help.example.com")
    old.kept["token"] = "tray_1"
    bench.key_stores["https://help.example.com"] = old
    bench.app.store.notes.put("signed_in", "https://help.example.com")
    bench.kind = "rt"

    assert not bench.account().signed_in()
    assert bench.account().token() is None
    assert old.kept == {"token": "tray_1"}


def test_a_sign_out_forgets_what_an_earlier_version_kept(bench: Bench) -> None:
    """Nobody is signed in at the next start."""
    old = MemorySecrets("https://help.example.com", durable=True)
    old.kept["token"] = "tray_1"
    bench.key_stores["https://help.example.com"] = old
    bench.key_stores[HERE] = MemorySecrets(HERE, durable=False)

    bench.account().sign_out()

    assert bench.account().token() is None
    assert old.kept == {}


def test_signing_out_keeps_the_outbox(bench: Bench) -> None:
    """The token and what was pulled are forgotten, here and for the next start."""
    account = bench.account()
    account.sign_in("tray_1")

    account.sign_out()

    assert account.token() is None
    assert not bench.account().signed_in()
    assert bench.changes == 2


def test_what_waits_at_the_sign_out_is_nobody_elses(bench: Bench) -> None:
    """Words that nobody in particular wrote are whose who signs out, never whose who signs in next."""
    account, outbox = bench.account(), bench.app.store.outbox
    outbox.add(OpId("op"), "t1", OpKind.CREATE, Draft(subject="Written before any sign-in"), NOW)
    account.sign_in("tray_1")
    me = bench.app.store.notes.probe()
    assert me is not None

    account.sign_out()

    claimed = outbox.claim(NOW, "somebody else")
    assert claimed is not None
    assert claimed.author == me.me.id


def test_a_key_store_that_keeps_nothing_is_told(bench: Bench) -> None:
    """Without a key store the sign-in holds until the program ends, and says so."""
    bench.key_stores[HERE] = MemorySecrets("x", durable=False)
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
    source = account.token_source(bench.name)
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
    assert bench.key_stores[HERE].kept == {"token": "for-example"}


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
