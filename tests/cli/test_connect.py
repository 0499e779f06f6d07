"""`trayapp connect`: nothing is kept before everything worked, and what is kept is told."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import LEVEL, Ran, Run
from tests.fakes.memory_keyring import MemoryKeyring
from tests.fakes.memory_portal import MemoryPortal
from tests.fakes.portal_process import PortalProcess
from tests.fakes.web_server import WebServer, page
from trayapp.core.errors import SignIn, UnusablePolicy
from trayapp.core.model import Probe
from trayapp.core.password import Password, password_of
from trayapp.core.policy import Policy
from trayapp.core.ports import Grant
from trayapp.core.ports.connecting import Recognised
from trayapp.desktop import secrets
from trayapp.portals import recognition, registry
from trayapp.portals.only_password import OnlyPassword
from trayapp.portals.registry import Kind, PortalSetup

PASSWORD = "Correct horse 7"
DESK = "http://127.0.0.1:9/desk"


class Terminal(io.StringIO):
    """Somebody sits here."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def safe(key_store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The key store of this test counts as an encrypting one."""
    monkeypatch.setattr(secrets.system_key_store, "__defaults__", ((MemoryKeyring.__module__,),))
    return key_store


class Desk:
    """A helpdesk that knows one name and one password, in the place of a kind."""

    def __init__(self) -> None:
        self.portal = MemoryPortal()
        self.broken: Exception | None = None

    def open(self, setup: PortalSetup) -> MemoryPortal:
        """An adapter. Signed in as whom the secret names."""
        policy, broken = self.portal.policy, self.broken

        class Adapter(MemoryPortal):
            def probe(self) -> Probe:
                assert password_of(setup.token() or "") == Password("ann", PASSWORD)
                return super().probe()

            def policy(self) -> Policy:
                if broken:
                    raise broken
                return policy()

        return Adapter()

    def exchange(self, user: str, password: str) -> Grant:
        """What is kept for the two."""
        if (user, password) != ("ann", PASSWORD):
            raise SignIn(reason="refused")
        return Grant(Password(user, password).secret())


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The helpdesk runs at every address that is asked."""
    made = Desk()
    kind = Kind(
        made.open,
        lambda _address, _clock: OnlyPassword(made.exchange, token=False),
        recognise=lambda look: Recognised("rt", look.address, "Desk", "7"),
    )
    monkeypatch.setattr(registry, "KINDS", {"rt": kind})
    monkeypatch.setattr(recognition, "KINDS", {"rt": kind})
    return made


@pytest.fixture
def house() -> Iterator[str]:
    """Something answers there."""
    with WebServer({"/": page("<title>x</title>")}) as server:
        yield server.url


def by_token(run: Run, monkeypatch: pytest.MonkeyPatch, url: str, token: str, *more: str) -> Ran:
    """Connect with a token on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{token}\n"))
    return run("connect", url, "--token-stdin", *more)


def by_password(run: Run, monkeypatch: pytest.MonkeyPatch, url: str, password: str, *more: str) -> Ran:
    """Connect as ann with a password on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return run("connect", url, "--user", "ann", "--password-stdin", *more)


def settings(home: Path) -> dict[str, object]:
    """The employee's own settings."""
    file = home / "config" / "settings.json"
    found = json.loads(file.read_text()) if file.exists() else {}
    assert isinstance(found, dict)
    return found


def test_a_portal_is_found_tried_and_kept(
    run: Run, portal: PortalProcess, safe: MemoryKeyring, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Address and kind are settings, the sign-in lies in the key store, and what one can do is told."""
    ran = by_token(run, monkeypatch, f"{portal.url}/tickets/7", portal.users[LEVEL])

    assert ran.code == 0
    assert ran.out.startswith(f"Trayapp portal runs at {portal.url}.\nSigned in to ")
    assert "What you can do here:" in ran.out
    assert "+ Close a ticket yourself" in ran.out
    assert settings(home) == {"portal_url": portal.url, "portal_kind": "native"}
    assert list(safe.secrets.values()) == [portal.users[LEVEL]]
    assert run("whoami").code == 0


def test_one_document_tells_it_all(
    run: Run, portal: PortalProcess, safe: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For programs: what was found, who one is, what can be done and what not, and what stayed."""
    document = by_token(run, monkeypatch, portal.url, portal.users[LEVEL], "--json").document

    assert (document["kind"], document["url"], document["durable"]) == ("native", portal.url, True)
    assert document["left"] == []
    able, unable = document["can"], document["can_not"]
    assert isinstance(able, list)
    assert isinstance(unable, list)
    assert {"create", "attach", "status", "update"} <= {item["code"] for item in able}
    assert not {item["code"] for item in able} & {item["code"] for item in unable}


def test_a_failed_try_changes_nothing(
    run: Run,
    portal: PortalProcess,
    safe: MemoryKeyring,
    home: Path,
    house: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wrong token, no helpdesk, nobody there: address, kind and sign-in are as before."""
    by_token(run, monkeypatch, portal.url, portal.users[LEVEL])
    before = (settings(home), dict(safe.secrets))

    refused = by_token(run, monkeypatch, portal.url, "tray_wrong")
    web_page = by_token(run, monkeypatch, house, "tray_wrong")
    nobody = by_token(run, monkeypatch, "http://127.0.0.1:9", "tray_wrong")

    assert (refused.code, web_page.code, nobody.code) == (3, 2, 4)
    assert "There is a web page at this address (“x”), but no helpdesk." in web_page.err
    assert all("Nothing was changed." in ran.err for ran in (refused, web_page, nobody))
    assert (settings(home), dict(safe.secrets)) == before
    assert run("whoami").code == 0


def test_what_waits_for_the_former_helpdesk_stays_and_is_named(
    run: Run,
    portal: PortalProcess,
    safe: MemoryKeyring,
    desk: Desk,
    house: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is not sent to the new one, neither under the old name nor under the new."""
    with monkeypatch.context() as without_desk:
        without_desk.setattr(
            registry, "KINDS", {"native": Kind(registry._native, registry._native_authority)}
        )
        without_desk.setattr(
            recognition,
            "KINDS",
            {"native": Kind(registry._native, recognise=registry._native_recognise)},
        )
        by_token(run, without_desk, portal.url, portal.users[LEVEL])
    run("submit", "--no-facts", "--subject", "For the former helpdesk")

    ran = by_password(run, monkeypatch, house, PASSWORD)

    assert ran.code == 0
    assert "1 item for your former helpdesk has not been sent." in ran.out
    assert "For the former helpdesk" in ran.out
    run("sync")
    assert "For the former helpdesk" in run("outbox").out
    assert not desk.portal.tickets


def test_a_password_is_kept_nowhere_but_in_the_key_store(
    run: Run, safe: MemoryKeyring, home: Path, desk: Desk, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in no file, no log and no word of the command."""
    ran = by_password(run, monkeypatch, house, PASSWORD, "--verbose")

    assert ran.code == 0
    assert settings(home) == {"portal_url": house, "portal_kind": "rt"}
    assert [password_of(secret) for secret in safe.secrets.values()] == [Password("ann", PASSWORD)]
    secret = next(iter(safe.secrets.values()))
    told = [ran.out, ran.err, *(file.read_text("latin-1") for file in home.rglob("*") if file.is_file())]
    assert not [text for text in told if PASSWORD in text or secret in text]


def test_a_wrong_password_is_said_plainly(
    run: Run, safe: MemoryKeyring, home: Path, desk: Desk, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3, the reason, and nothing kept."""
    ran = by_password(run, monkeypatch, house, "wrong")

    assert (ran.code, settings(home), dict(safe.secrets)) == (3, {}, {})
    assert "The name or the password is not right." in ran.err


def test_rules_that_cannot_be_used_stop_it(
    run: Run, safe: MemoryKeyring, home: Path, desk: Desk, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in policy.toml is told with its line before anything is kept."""
    desk.broken = UnusablePolicy(reason="unreadable", file="/etc/trayapp/policy.toml", line="12")

    ran = by_password(run, monkeypatch, house, PASSWORD)

    assert (ran.code, settings(home), dict(safe.secrets)) == (4, {}, {})
    assert "policy.toml has a fault. Mend line 12 of /etc/trayapp/policy.toml, then" in ran.err


def test_at_a_terminal_address_name_and_password_are_asked_for(
    run: Run, safe: MemoryKeyring, home: Path, desk: Desk, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person who types only `trayapp connect` gets there; the password has no echo."""
    monkeypatch.setattr("sys.stdin", Terminal(f"{house}\nann\n"))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: PASSWORD)

    ran = run("connect")

    assert ran.code == 0
    assert settings(home)["portal_url"] == house
    assert "Address of the helpdesk: " in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["connect"],
        ["connect", DESK, "--user", "ann", "--token-stdin"],
        ["connect", DESK, "--password-stdin"],
        ["connect", DESK, "--kind", "pigeon"],
        ["connect", "it@help.example", "--token-stdin"],
        ["connect", "http://help.example", "--token-stdin"],
    ],
)
def test_what_cannot_be_meant_is_2(run: Run, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Said before anybody is asked for a secret."""
    monkeypatch.setattr("sys.stdin", io.StringIO("never read\n"))

    assert run(*words).code == 2


def test_words_that_make_no_command_are_not_repeated(run: Run) -> None:
    """One of them may be a secret."""
    ran = run("connect", DESK, "tray_secret-token")

    assert ran.code == 2
    assert "tray_secret-token" not in ran.err


def test_the_organisations_address_stays(
    run: Run, portal: PortalProcess, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the address is set from outside, another one is refused and that one can be signed in to."""
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", portal.url)

    assert by_token(run, monkeypatch, house, "any").code == 2
    assert by_token(run, monkeypatch, portal.url, portal.users[LEVEL]).code == 0


def test_sign_in_takes_a_password_too(
    run: Run, safe: MemoryKeyring, desk: Desk, house: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`trayapp sign-in --user` signs in to the helpdesk that is set up."""
    run("config", "set", "portal_kind", "rt")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    ran = run("sign-in", "--portal", house, "--user", "ann", "--password-stdin")

    assert ran.code == 0
    assert [password_of(secret) for secret in safe.secrets.values()] == [Password("ann", PASSWORD)]
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    assert run("sign-in", "--user", "ann", "--password-stdin").code == 3
