"""The organisation has set the address in its own words: that one, and no other, can be connected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.desk import NOW
from tests.fakes.memory_portal import MemoryPortal
from trayapp.app import App, open_app
from trayapp.app.connecting import PortalTrial
from trayapp.core.errors import Forbidden
from trayapp.core.ports.connecting import Recognised
from trayapp.portals import registry

LOCKED = {"portal_url": "smtps://Mail.Example/help@example.com", "portal_kind": "smtp"}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A managed computer; whatever is opened answers."""
    machine = tmp_path / "machine.json"
    machine.write_text(json.dumps({"locked": LOCKED}))
    monkeypatch.setattr(registry, "open_portal", lambda *_parts, **_more: MemoryPortal())
    with open_app(str(tmp_path / "app"), clock=lambda: NOW, environment={}, machine_file=machine) as app:
        yield app


def test_a_mail_server_whose_port_goes_without_saying_is_connected(app: App) -> None:
    """The adapter writes it out; it is the same server, and the sign-in is found for it."""
    found = Recognised("smtp", "smtps://mail.example:465/help@example.com", "E-mail")

    PortalTrial(app, found).token("tray_1")

    assert app.preferences.get("portal_url").value == LOCKED["portal_url"]
    assert (app.session.signed_in(), app.session.token()) == (True, "tray_1")


def test_another_mail_server_is_not(app: App) -> None:
    """Nothing of the sign-in there is kept."""
    found = Recognised("smtp", "smtps://mail.example:466/help@example.com", "E-mail")

    with pytest.raises(Forbidden):
        PortalTrial(app, found).token("tray_1")

    assert not app.session.signed_in()
