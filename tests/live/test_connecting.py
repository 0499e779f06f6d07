"""Setting up a real helpdesk: what runs there is found out, and a name and a password do the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import redmine_house, rt_house
from tests.live.redmine_server import RedmineServer
from tests.live.rt_house import Person
from tests.live.rt_server import RtServer
from trayapp.app import App, open_app
from trayapp.core.errors import SignIn
from trayapp.core.ports.connecting import Recognised
from trayapp.ui.texts.abilities import abilities

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]  # the first test starts its server


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """A new computer."""
    with open_app(str(tmp_path / "app"), environment={}, machine_file=tmp_path / "policy.json") as app:
        yield app


def _set_up(app: App, url: str, person: Person) -> Recognised:
    """A page further in is typed; a wrong password keeps nothing; the right one keeps it all."""
    trial = app.connect(f"{url}/somewhere/further/in")
    with pytest.raises(SignIn) as refused:
        trial.password(person.name, "not the password")
    assert refused.value.params["reason"] == "password"
    assert app.preferences.values().portal_url == ""

    connected = trial.password(person.name, person.password)

    assert connected.probe.me.email == person.address
    able = {ability.code: ability.can for ability in abilities(connected.probe, connected.policy)}
    assert able["create"]
    assert able["attach"]
    assert able["status"]
    assert able["update"]
    values = app.preferences.values()
    assert (values.portal_url, values.portal_kind) == (url, trial.found.kind)
    assert app.session.signed_in()
    return trial.found


def test_request_tracker_is_set_up(app: App, rt_server: RtServer) -> None:
    """Recognised with its version."""
    found = _set_up(app, rt_server.url, rt_house.GRANTED.people["employee"])

    assert (found.kind, found.product) == ("rt", "Request Tracker")
    assert found.version.startswith("5.")


def test_redmine_is_set_up(app: App, redmine: RedmineServer) -> None:
    """Recognised; the password was exchanged for the employee's own key."""
    person = redmine_house.GRANTED.people["employee"]

    found = _set_up(app, redmine.url, person)

    assert (found.kind, found.product) == ("redmine", "Redmine")
    assert person.password not in (app.session.token() or "")
