"""Moving to another helpdesk: all of it, or nothing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.app.desk import Authority, Bench
from trayapp.app.portal_clock import ClockNotes
from trayapp.core.errors import LocalFault, Offline
from trayapp.core.model import Changes, Draft, Probe
from trayapp.core.ports import Grant

OTHER, THERE = "https://other.example", "native https://other.example"


def test_a_move_that_cannot_be_written_leaves_all_as_it_was(bench: Bench) -> None:
    """The disk is full when the address is kept: the sign-in there is forgotten, and the one here holds."""
    account = bench.account()
    account.sign_in("here")
    probe = bench.portal.probe()

    def full() -> None:
        raise LocalFault(reason="disk_full")

    with pytest.raises(LocalFault):
        account.move(THERE, Grant("there"), replace(probe, name="Other"), full)

    assert account.token() == "here"
    assert bench.key_stores[THERE].kept == {}
    noted = bench.app.store.notes.probe()
    assert noted is not None
    assert noted.name == probe.name


def test_a_move_keeps_the_sign_in_of_the_same_helpdesk_until_it_is_done(bench: Bench) -> None:
    """Connected once more it has one place in the key store: what lay there comes back."""
    account = bench.account()
    account.sign_in("here")

    def full() -> None:
        raise LocalFault(reason="disk_full")

    with pytest.raises(LocalFault):
        account.move(bench.name, Grant("there"), bench.portal.probe(), full)

    assert bench.account().token() == "here"


def test_what_another_person_pulled_is_gone_after_a_move(bench: Bench) -> None:
    """Neither tickets nor the place up to which they were pulled go along; what waits stays."""
    account = bench.account()
    account.sign_in("here")
    store = bench.app.store
    store.tickets.apply(Changes((), "c7"), None, bench.now)
    waiting = bench.app.desk.submit(Draft("Printer on fire"))
    probe = bench.portal.probe()

    account.move(THERE, Grant("there"), replace(probe, me=replace(probe.me, id="other:7")), lambda: None)

    assert store.tickets.cursor() is None
    assert store.outbox.get(waiting.op_id) is not None
    bench.url = OTHER
    assert account.token() == "there"


def test_a_note_that_fails_undoes_the_settings(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when it is noted who one is: address and sign-in are those of before."""
    account = bench.account()
    account.sign_in("here")
    before, probe = bench.url, bench.portal.probe()
    other = replace(probe, me=replace(probe.me, id="other:7"))

    def full(_notes: ClockNotes, _probe: Probe) -> bool:
        raise LocalFault(reason="disk_full")

    def settle(url: str) -> None:
        bench.url = url

    monkeypatch.setattr(ClockNotes, "put_probe", full)

    with pytest.raises(LocalFault):
        account.move(THERE, Grant("there"), other, lambda: settle(OTHER), lambda: settle(before))

    assert (bench.url, account.token(), account.signed_in()) == (before, "here", True)
    assert bench.account().signed_in()
    assert bench.key_stores[THERE].kept == {}


def test_nothing_of_another_is_left_when_a_move_is_killed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who it is now comes last: killed before that, what was pulled is gone already, and not for ever kept."""
    account = bench.account()
    account.sign_in("here")
    store = bench.app.store
    store.tickets.apply(Changes((), "c7"), None, bench.now)
    probe = bench.portal.probe()

    def killed(_notes: ClockNotes, _probe: Probe) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(ClockNotes, "put_probe", killed)
    with pytest.raises(KeyboardInterrupt):
        account.move(THERE, Grant("there"), replace(probe, me=replace(probe.me, id="other:7")), lambda: None)

    assert store.tickets.cursor() is None


def test_nobody_stays_signed_in_at_the_helpdesk_before(bench: Bench) -> None:
    """Its sign-in is nowhere on this computer any more, and it is told so."""
    authority = bench.authority = Authority()
    account = bench.account()
    account.sign_in_with_browser(lambda _url: None, threading.Event(), "")
    former = next(iter(bench.key_stores))

    account.move(THERE, Grant("there"), bench.portal.probe(), lambda: None)

    assert bench.key_stores[former].kept == {}
    assert authority.revoked == ["r1"]


def test_a_helpdesk_before_that_cannot_be_reached_is_left_all_the_same(bench: Bench) -> None:
    """Nobody waits for it, and nothing of the move is undone."""
    authority = bench.authority = Authority()
    account = bench.account()
    account.sign_in_with_browser(lambda _url: None, threading.Event(), "")
    authority.fail_with = Offline()

    account.move(THERE, Grant("there"), bench.portal.probe(), lambda: None)
    bench.url = OTHER

    assert account.token() == "there"


def test_a_move_that_failed_leaves_nobody_signed_out(bench: Bench) -> None:
    """The helpdesk before is told nothing."""
    authority = bench.authority = Authority()
    account = bench.account()
    account.sign_in_with_browser(lambda _url: None, threading.Event(), "")

    def full() -> None:
        raise LocalFault(reason="disk_full")

    with pytest.raises(LocalFault):
        account.move(THERE, Grant("there"), bench.portal.probe(), full)

    assert account.token() == "a1"
    assert authority.revoked == []


def test_the_same_person_keeps_what_was_pulled(bench: Bench) -> None:
    """Signing in once more costs nothing."""
    account = bench.account()
    account.sign_in("here")
    bench.app.store.tickets.apply(Changes((), "c7"), None, bench.now)

    account.sign_in("here again")

    assert bench.app.store.tickets.cursor() == "c7"
