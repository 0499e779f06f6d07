"""A profile that does not come with the program: made by changing data alone, and everything follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess

PROFILE = Path(__file__).parent.parent / "data" / "policies" / "campus.json"
ROOM = ("--nature", "room", "--field", "room_number=B 2.14", "--field", "beamer=yes")


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """The real portal with other statuses, levels, natures, fields and priorities than any of ours."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--profile", str(PROFILE)) as running:
        yield running


@pytest.fixture(autouse=True)
def _student(campus: PortalProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed in as somebody of the lowest level."""
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", campus.url)
    monkeypatch.setenv("TRAYAPP_TOKEN", campus.users["student"])


def post(campus: PortalProcess, path: str, key: str, **body: Any) -> None:
    """Support, which that profile calls porter, does something."""
    with campus.client("porter") as client:
        client.post(path, json=body, headers={"Idempotency-Key": key}).raise_for_status()


@pytest.mark.rule("TK-2")
@pytest.mark.rule("TK-4")
@pytest.mark.rule("TK-5")
def test_a_ticket_goes_from_submit_to_close(run: Run, campus: PortalProcess) -> None:
    """Submitted with its own nature and fields, asked back, answered, closed: each in the profile's own statuses."""
    words = ("--json", "submit", "--no-facts", "--subject", "The beamer flickers", "--wait", "30")
    sent = run(*words, *ROOM, "--field", "lamp_hours=2100")
    assert sent.code == 0, sent
    number = str(_listed(run, "The beamer flickers")["number"])
    first = _shown(run, number)
    assert (first["status"], first["priority"]) == ("inbox", "usual")
    assert first["fields"] == {"room_number": "B 2.14", "beamer": "yes", "lamp_hours": "2100"}

    post(campus, f"/tickets/{number}/messages", "k1", text="Which colour?")
    post(campus, f"/tickets/{number}/changes", "k2", kind="status", status="reply_needed")
    run("sync")
    asked = _shown(run, number)
    assert (asked["status"], asked["status_next"]) == ("reply_needed", "archived")

    assert run("--json", "update", number, "Purple.", "--wait", "30").code == 0
    assert _shown(run, number)["status"] == "inbox"

    assert run("--json", "close", number, "--wait", "30").code == 0
    assert _shown(run, number)["status"] == "archived"


@pytest.mark.rule("TK-2")
def test_what_its_form_needs_is_asked_for(run: Run) -> None:
    """A field that another answer calls for is needed; nothing is sent without it."""
    ran = run("--json", "submit", "--no-facts", "--subject", "No lamp", *ROOM, "--wait", "30")
    assert ran.code in {2, 5}
    assert "lamp_hours" in ran.out


def test_what_its_levels_may_not_do_is_refused(run: Run) -> None:
    """A nature that needs a permission of that profile is not for a student."""
    ran = run(
        "--json", "submit", "--no-facts", "--subject", "Bicycle gone", "--nature", "theft",
        "--field", "seen_last=2026-11-01", "--wait", "30",
    )  # fmt: skip
    assert ran.code in {2, 5}


def _listed(run: Run, subject: str) -> dict[str, Any]:
    run("sync")
    found: Any = run("--json", "tickets", "--view", "all").document["tickets"]
    return next(ticket for ticket in found if ticket["subject"] == subject)


def _shown(run: Run, number: str) -> dict[str, Any]:
    run("sync")
    return dict(run("--json", "show", number).document)
