"""An agent's answer reaches the desktop, and a click on it opens the ticket (APP-7)."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.rule("APP-7")]

_PROMISE = 3.0
"""Seconds that an answer may take by server-sent events; waited for, as the time to give up."""
_POLL = 5
_CORNER = (1084, 60)
"""Where the notification daemon of the virtual desktop shows the first one."""


def _answer(portal: PortalProcess) -> str:
    """Staff answer an open ticket of the employee; returns its number."""
    with portal.client("basic") as employee, portal.client("agent") as agent:
        ticket = employee.get("/tickets", params={"view": "open"}).json()["tickets"][0]
        number = str(ticket["ref"]["number"])
        agent.post(
            f"/tickets/{number}/messages",
            json={"text": "We found it.", "files": []},
            headers={"Idempotency-Key": str(uuid4())},
        ).raise_for_status()
    return number


def _shown(environment: Mapping[str, str]) -> int:
    """How many notifications the daemon shows."""
    done = subprocess.run(
        ["dunstctl", "count", "displayed"], env=dict(environment), capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_an_answer_is_told_at_once_and_opens_its_ticket(
    environment: Mapping[str, str], screen: Screen, portal: PortalProcess
) -> None:
    """With server-sent events an answer is a notification within three seconds; a click on it opens the ticket."""
    with AppProcess(environment) as app:
        wait_for(lambda: app.said("listening to the portal"), "the listener")
        _answer(portal)
        wait_for(lambda: _shown(environment), "the notification", _PROMISE)
        screen.click(_CORNER)
        wait_for(lambda: "IT help" in screen.windows(), "the main window")


def test_without_events_an_answer_comes_with_the_next_poll(
    environment: Mapping[str, str], portal: PortalProcess, tmp_path: Path
) -> None:
    """With events switched off the same answer is a notification within the polling interval."""
    settings = tmp_path / "home" / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'{{"events": false, "poll_seconds": {_POLL}}}', encoding="utf-8")
    with AppProcess(environment) as app:
        wait_for(lambda: app.said("a pass: "), "the first sync")
        _answer(portal)
        wait_for(lambda: _shown(environment), "the notification", _POLL + _PROMISE)
        assert not app.said("listening to the portal")
