"""The composition: parts at first use, wired to one another."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.memory_portal import MemoryPortal
from trayapp.app import App, open_app
from trayapp.app.program import own_command, tray_command
from trayapp.core.errors import Misconfigured, Offline
from trayapp.core.model import Contact, Draft, Role
from trayapp.core.ports import Portal
from trayapp.core.session import Preferences, Session
from trayapp.portals.registry import KINDS, Kind, PortalSetup
from trayapp.settings.schema import PORTAL_KINDS
from trayapp.sync.shift import Wiring


@pytest.fixture
def app(home: Path) -> Iterator[App]:
    """The program on a new computer."""
    with open_app(environment={}) as app:
        yield app


def test_settings_work_without_a_store(app: App, home: Path) -> None:
    """Reading and writing settings opens no database."""
    preferences: Preferences = app.preferences
    preferences.set("events", False)

    assert not (home / "data").exists()


def test_settings_know_every_kind_of_portal() -> None:
    """What may be chosen is what there are adapters for."""
    assert set(PORTAL_KINDS) == set(KINDS)


def test_no_portal_is_said(app: App) -> None:
    """Without an address there is no adapter, and the reason is named."""
    with pytest.raises(Misconfigured) as error:
        app.portal()

    assert error.value.params["reason"] == "no_address"


def test_a_portal_is_made_of_the_settings(home: Path) -> None:
    """What is asked goes to the address in the settings."""
    with socket.socket() as there, open_app(environment={"TRAYAPP_TOKEN": "any"}) as app:
        there.bind(("127.0.0.1", 0))  # and not listening: connections are refused
        app.preferences.set("portal_url", f"http://127.0.0.1:{there.getsockname()[1]}")
        portal: Portal = app.portal()

        with pytest.raises(Offline):
            portal.probe()

        portal.close()


class Sleeper:
    """In the place of the worker: counts what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def wake(self) -> None:
        self.told.append("wake")

    def reconfigure(self) -> None:
        self.told.append("reconfigure")


def test_the_worker_hears_of_work_and_of_changes(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new operation wakes it; another portal, interval or account sets it up anew; other settings leave it alone."""
    sleeper = Sleeper()
    monkeypatch.setattr("trayapp.sync.worker.Worker", lambda _wiring: sleeper)
    app.make_worker(lambda _event: None)

    app.desk.submit(Draft("Printer on fire"))
    app.preferences.set("notifications", False)
    app.preferences.set("portal_url", "https://help.example.com")
    session: Session = app.session
    session.sign_out()

    assert sleeper.told == ["wake", "reconfigure", "reconfigure"]


def test_a_changed_setting_is_told_on(app: App) -> None:
    """The windows hear of a setting after the program has acted on it."""
    heard: list[tuple[str, object]] = []
    app.setting_heard = lambda key, value: heard.append((key, value))

    app.preferences.set("autostart", True)

    assert heard == [("autostart", True)]
    assert app.autostart.enabled()


def test_a_closed_program_can_be_opened_again(home: Path) -> None:
    """What was saved is there after a restart."""
    with open_app() as app:
        operation = app.desk.submit(Draft("Printer on fire"))
    with open_app() as app:
        assert app.store.outbox.get(operation.op_id) == operation


def test_facts_are_collected_without_a_portal(app: App) -> None:
    """Machine facts need no portal and no screen."""
    facts = app.facts(lambda: ["1 × 1"]).collect(lambda _fact: None)

    assert "1 × 1" in [fact.value for fact in facts if fact.key.startswith("display")]


def test_the_program_knows_how_to_start_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """From source it is a module, frozen it is its own file; at log-on the installed one counts."""
    assert own_command() == [sys.executable, "-m", "trayapp"]
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/trayapp")
    assert tray_command() == ["/usr/bin/trayapp"]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert tray_command() == own_command()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert tray_command() == [sys.executable]


def test_signing_out_forgets_what_was_downloaded(app: App) -> None:
    """Files of tickets do not stay in the cache for whoever signs in next."""
    kept = app.places.cache / "files" / "one" / "salary.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_text("secret")

    app.session.sign_out()

    assert not kept.exists()


@pytest.mark.rule("TK-7")
@pytest.mark.rule("TK-8")
def test_people_are_sought_at_the_portal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search for people goes to the portal on a connection of its own, which is given back."""
    leo = Contact("leo@acme.example", "Leo")
    portal = MemoryPortal(people=(leo, Contact("kim@acme.example", "Kim")))
    with open_app(environment={}) as app:
        monkeypatch.setattr(app, "portal", lambda: portal)

        assert app.find_contacts("leo", Role.SUBSCRIBER) == [leo]

    assert portal.closed


def test_another_policy_file_sets_the_worker_up_anew(
    app: App, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each sleep the worker sees whether the rules beside the settings are others, and then asks anew."""
    sleeper = Sleeper()
    wirings: list[Wiring] = []

    def hire(wiring: Wiring) -> Sleeper:
        wirings.append(wiring)
        return sleeper

    monkeypatch.setattr("trayapp.sync.worker.Worker", hire)
    app.make_worker(lambda _event: None)
    file = app.places.settings_file.with_name("policy.toml")

    wirings[0].poll_seconds()
    file.parent.mkdir(parents=True)
    file.write_text('portal_name = "Acme IT"')
    wirings[0].poll_seconds()
    wirings[0].poll_seconds()

    assert sleeper.told == ["reconfigure"]


def test_adapters_are_handed_the_policy_file(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an administrator wrote is at hand where a policy is made, as it is at that moment."""
    setups: list[PortalSetup] = []

    def make(setup: PortalSetup) -> MemoryPortal:
        setups.append(setup)
        return MemoryPortal()

    monkeypatch.setattr("trayapp.portals.registry.KINDS", {"native": Kind(make)})
    app.preferences.set("portal_url", "https://help.example")
    file = app.places.settings_file.with_name("policy.toml")
    app.portal().close()

    file.write_text('portal_name = "Acme IT"')

    assert setups[0].overlay() == {"portal_name": "Acme IT"}
