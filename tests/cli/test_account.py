"""`trayapp sign-in`, `sign-out` and `whoami`."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import LEVEL, Run
from tests.fakes.memory_keyring import MemoryKeyring
from tests.fakes.portal_process import PortalProcess
from trayapp.desktop import secrets


@pytest.fixture
def safe(key_store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The key store of this test counts as an encrypting one."""
    monkeypatch.setattr(secrets.system_key_store, "__defaults__", ((MemoryKeyring.__module__,),))
    return key_store


@pytest.fixture
def token(portal: PortalProcess, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token, waiting on standard input."""
    token = portal.users[LEVEL]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{token}\n"))
    return token


def test_signing_in_keeps_the_token_in_the_key_store(
    run: Run, portal: PortalProcess, token: str, safe: MemoryKeyring, home: Path
) -> None:
    """The portal says who it is, the key store has the token, and no file does."""
    ran = run("sign-in", "--portal", portal.url, "--token-stdin", "--json")

    assert ran.code == 0
    assert ran.document["durable"] is True
    assert list(safe.secrets.values()) == [token]
    who = run("whoami", "--json").document
    assert who["account"] == ran.document["account"]
    assert who["live"] is True
    assert run("config", "get", "portal_url").out.strip() == portal.url
    assert not [file for file in home.rglob("*") if file.is_file() and token.encode() in file.read_bytes()]


def test_signing_out_forgets_it_but_not_the_outbox(
    run: Run,
    portal: PortalProcess,
    token: str,
    safe: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After signing out the token and what was pulled are gone; what was to be sent stays."""
    run("sign-in", "--portal", portal.url, "--token-stdin")
    run("tickets")
    run("submit", "--no-facts", "--subject", "Still to be sent")

    assert "1 item in the outbox has not reached IT" in run("sign-out").out
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{portal.users[LEVEL]}\n"))
    run("sign-in", "--portal", portal.url, "--token-stdin")
    ran = run("sign-out", "--json")

    assert (ran.code, ran.document) == (0, {"signed_in": False, "outbox": 1})
    assert not safe.secrets
    assert run("tickets", "--view", "all", "--offline", "--json").document["tickets"] == []
    assert run("whoami").code == 3


def test_without_a_key_store_it_says_so(run: Run, portal: PortalProcess, token: str) -> None:
    """No key store: the token is not kept, and the employee is told."""
    ran = run("sign-in", "--portal", portal.url, "--token-stdin")

    assert ran.code == 0
    assert "No key store took the sign-in" in ran.err


def test_a_wrong_token_is_3(
    run: Run, portal: PortalProcess, safe: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that the portal refuses is not kept."""
    monkeypatch.setattr("sys.stdin", io.StringIO("tray_wrong\n"))

    assert run("sign-in", "--portal", portal.url, "--token-stdin").code == 3
    assert not safe.secrets


def test_the_prompt_hides_what_is_typed(
    run: Run, portal: PortalProcess, safe: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal the token is asked for without an echo."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: portal.users[LEVEL])

    assert run("sign-in", "--portal", portal.url, "--token").code == 0


@pytest.mark.rule("REG-6")
def test_at_a_terminal_the_browser_comes_first(
    run: Run, portal: PortalProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another wish, the portal's page is opened and its address printed; here the person gives up."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    opened: list[str] = []

    def give_up(url: str) -> bool:
        opened.append(url)
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("webbrowser.open", give_up)

    ran = run("sign-in", "--portal", portal.url)

    assert ran.code == 130
    assert opened[0].startswith(f"{portal.url}/oauth/authorize?")
    assert opened[0] in ran.err


def test_a_code_for_another_device_is_printed(
    run: Run, portal: PortalProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Address and code go to stderr; stdout stays for the answer."""

    def give_up(_self: threading.Event, _seconds: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("threading.Event.wait", give_up)

    ran = run("sign-in", "--portal", portal.url, "--device")

    assert ran.code == 130
    assert f"Go to {portal.url}/oauth/device on any device and enter " in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("words", [[], ["--token-stdin"]])
def test_no_token_is_2(
    run: Run, portal: PortalProcess, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No terminal to ask at, or nothing on standard input: said so."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    assert run("sign-in", "--portal", portal.url, *words).code == 2


@pytest.mark.parametrize("address", ["no sense", "ftp://help.example.com", "http://help.example.com"])
def test_a_wrong_address_is_2(run: Run, token: str, address: str) -> None:
    """An address that is none, or that would send the token in the open, is refused before a token is read."""
    assert run("sign-in", "--portal", address, "--token-stdin").code == 2


def test_offline_the_last_known_person_is_told(
    run: Run, signed_in: PortalProcess, request: pytest.FixtureRequest
) -> None:
    """With the portal gone `whoami` ends with 4 and tells what was known."""
    run("whoami")
    request.getfixturevalue("nobody_there")

    ran = run("whoami", "--json")

    assert (ran.code, ran.document["live"]) == (4, False)
    assert ran.document["account"]
