"""`trayapp connect` with a real mail server: with a password, and without one where it asks for none."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Run
from tests.fakes.memory_keyring import MemoryKeyring
from tests.portals.smtp.post_office import HELPDESK, USER, PostOffice
from trayapp.core.password import Password, password_of
from trayapp.desktop import secrets


@pytest.fixture
def safe(key_store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The key store of this test counts as an encrypting one."""
    monkeypatch.setattr(secrets.system_key_store, "__defaults__", ((MemoryKeyring.__module__,),))
    return key_store


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """Takes mail from everybody on this computer."""
    with PostOffice() as running:
        yield running


def address(office: PostOffice, sender: str = "") -> str:
    """Of the helpdesk behind it."""
    return f"smtp://127.0.0.1:{office.port}/{HELPDESK}{sender}"


@pytest.mark.parametrize("way", ["--no-password", "--password-stdin"])
def test_a_server_that_asks_for_no_password_needs_none(
    run: Run, safe: MemoryKeyring, office: PostOffice, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Said so, or by an empty line: the name alone is kept, and a ticket goes out."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    ran = run("connect", address(office), "--user", USER, way)
    sent = run("submit", "--subject", "Printer", "--wait", "20")

    assert (ran.code, sent.code) == (0, 0)
    assert [password_of(secret) for secret in safe.secrets.values()] == [Password(USER, "")]
    assert [mail["From"] for mail in office.got] == [USER]


def test_what_was_sent_is_listed_by_its_reference(run: Run, safe: MemoryKeyring, office: PostOffice) -> None:
    """There is no number: the reference that stands in the e-mail shows what was sent, and where answers come."""
    run("connect", address(office), "--user", USER, "--no-password")
    sent = run(
        "submit", "--subject", "Printer", "--description", "It hums", "--wait", "20", "--json"
    ).document
    name = str(sent["reference"])

    listed, other = run("tickets").out, run("tickets", "--search", "unicorn").out
    shown = run("show", name)
    what = run("show", name, "--sent")

    assert f"Answers come to your mailbox, {USER}" in listed
    assert f" {name}  Sent by e-mail  just now  Printer\n" in listed
    assert name not in other
    assert (shown.code, what.code) == (0, 0)
    assert "How it stands is told by e-mail." in shown.out
    assert "As taken by the mail server for help@example.org" in what.out
    assert name in office.got[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_the_employees_address_may_stand_in_the_portals(
    run: Run, safe: MemoryKeyring, office: PostOffice
) -> None:
    """Then whatever name one signs in with, mail comes from there."""
    ran = run("connect", address(office, "?from=kim@example.com"), "--user", "kim", "--no-password")

    assert ran.code == 0
    assert "Signed in to help@example.org as kim@example.com.\n" in ran.out


def test_without_a_password_one_needs_an_address(run: Run, safe: MemoryKeyring, office: PostOffice) -> None:
    """A name that is none is said to be none, and nothing is kept."""
    ran = run("connect", address(office), "--user", "ann", "--no-password")

    assert (ran.code, dict(safe.secrets)) == (3, {})
    assert "Your e-mail address is not known." in ran.err


def test_a_server_that_wants_a_password_says_so(run: Run, safe: MemoryKeyring, office: PostOffice) -> None:
    """In words that say what is missing, not that somebody is not signed in."""
    office.answers["MAIL"] = "530 5.7.0 Authentication required"

    ran = run("connect", address(office), "--user", USER, "--no-password")

    assert (ran.code, dict(safe.secrets)) == (3, {})
    assert "The mail server asks for a password." in ran.err


def test_nobody_is_without_a_password_and_a_name(run: Run) -> None:
    """A contradiction is a matter of usage, before anybody is asked."""
    assert run("connect", "smtp://127.0.0.1:1/h@example.org", "--no-password").code == 2
