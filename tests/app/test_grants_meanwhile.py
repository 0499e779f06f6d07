"""What happens to a grant while something else happens: another address, another process, a sign-out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.app.desk import HERE, NOW, Authority, Bench
from trayapp.app.account import Account
from trayapp.core.errors import SignIn
from trayapp.core.ports import Grant

ELSEWHERE = "https://elsewhere.example"


class Slow(Authority):
    """Something happens while it answers."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Grant:
        self.meanwhile()
        return super().browser(open_url, cancel, goodbye)

    def refresh(self, grant: Grant) -> Grant:
        self.meanwhile()
        return super().refresh(grant)


def browse(account: Account) -> None:
    """Somebody signs in through the browser."""
    account.sign_in_with_browser(lambda _url: None, threading.Event(), "Bye")


@pytest.mark.rule("INFO-5")
def test_a_grant_is_shown_to_no_portal_that_was_set_up_meanwhile(bench: Bench) -> None:
    """The address changes while the person is in the browser: the new one gets no token, and the old one ends it."""

    def another() -> None:
        bench.url = ELSEWHERE

    bench.authority = authority = Slow(another)

    with pytest.raises(SignIn) as caught:
        browse(bench.account())

    assert caught.value.params["reason"] == "cancelled"
    assert bench.tokens == []
    assert authority.revoked == ["r1"]
    assert not any(store.kept for store in bench.key_stores.values())


@pytest.mark.rule("INFO-5")
def test_another_portal_is_told_of_no_sign_out(bench: Bench) -> None:
    """A refresh token goes to the portal that gave it, or nowhere."""
    bench.authority = authority = Authority()
    account = bench.account()
    browse(account)
    forget = bench.app.downloads.forget

    def another() -> None:
        forget()
        bench.url = ELSEWHERE

    Account(replace(account._parts, forget_files=another)).sign_out()

    assert authority.revoked == []
    assert not any(store.kept for store in bench.key_stores.values())


@pytest.mark.rule("INFO-5")
def test_a_sign_out_outlasts_a_renewal_in_another_process(bench: Bench) -> None:
    """What the other one is just getting is forgotten and revoked, too."""
    lock = threading.Lock()

    @contextmanager
    def alone() -> Iterator[None]:
        with lock:
            yield

    bench.authority = Authority()
    browse(bench.account())
    other = Account(replace(bench.account()._parts, alone=alone))
    leaving = Account(replace(bench.account()._parts, alone=alone))
    assert (other.token(), leaving.token()) == ("a1", "a1")
    out = threading.Thread(target=leaving.sign_out)
    bench.authority = authority = Slow(out.start)
    authority.given = 1
    bench.now = NOW + timedelta(hours=2)

    assert other.token() == "a2"
    out.join(10)

    assert not out.is_alive()
    assert bench.key_stores[HERE].kept == {}
    assert authority.revoked == ["r2"]
