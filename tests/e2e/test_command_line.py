"""The command line as scripts use it: real processes, a real portal that comes and goes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.portal_process import PortalProcess

pytestmark = pytest.mark.e2e


@pytest.fixture
def employee(portal: PortalProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a signed-in employee."""
    for name, value in {
        "TRAYAPP_HOME": str(tmp_path / "home"),
        "TRAYAPP_PORTAL_URL": portal.url,
        "TRAYAPP_TOKEN": portal.users["basic"],
    }.items():
        monkeypatch.setenv(name, value)


def _run(*words: str) -> tuple[int, Any]:
    """Exit code and the one JSON document."""
    done = subprocess.run(
        [sys.executable, "-m", "trayapp", *words, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, json.loads(done.stdout)


def _create_attempts(portal: PortalProcess, subject: str) -> list[Mapping[str, Any]]:
    with portal.client() as client:
        tickets = client.get("/tickets", params={"view": "all"}).json()["tickets"]
    return [ticket for ticket in tickets if ticket["subject"] == subject]


@pytest.mark.usefixtures("employee")
def test_a_submitted_file_is_served_back_byte_by_byte(portal: PortalProcess, tmp_path: Path) -> None:
    """`submit --wait` exits 0 with the number, `tickets` lists it, and the portal serves the same bytes."""
    picture = tmp_path / "f.png"
    picture.write_bytes(bytes(range(256)) * 999)

    code, sent = _run("submit", "--subject", "X is broken", "--attach", str(picture), "--wait", "30")
    listed = _run("tickets")[1]
    ticket = _create_attempts(portal, "X is broken")[0]
    with portal.client() as client:
        served = client.get(f"/tickets/{ticket['ref']['id']}/files/{ticket['files'][0]['id']}").content

    assert code == 0
    assert sent["number"] == ticket["ref"]["number"]
    assert sent["number"] in {row["number"] for row in listed["tickets"]}
    assert hashlib.sha256(served).digest() == hashlib.sha256(picture.read_bytes()).digest()


@pytest.mark.usefixtures("employee")
@pytest.mark.rule("APP-5")
def test_what_the_portal_missed_is_delivered_once_when_it_is_back(portal: PortalProcess) -> None:
    """A gone portal: submit exits 4, the outbox says why; once it is back one sync delivers it under its key."""
    portal.stop()
    code, kept = _run("submit", "--subject", "No portal today", "--wait", "2")
    waiting = _run("outbox")[1]["outbox"]
    portal.start()
    synced = _run("sync")[0]
    again = _run("sync")[0]
    arrived = _create_attempts(portal, "No portal today")

    assert (code, synced, again) == (4, 0, 0)
    assert [item["state"] for item in waiting] == ["waiting"]
    assert waiting[0]["problem"]["kind"] == "offline"
    assert [ticket["op_id"] for ticket in arrived] == [kept["op_id"]] == [waiting[0]["op_id"]]
    assert _run("outbox")[1]["outbox"] == []
