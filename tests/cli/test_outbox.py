"""`trayapp outbox` and `trayapp sync`: what waits, why, and what becomes of it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.conftest import LEVEL, Ran, Run
from tests.fakes.portal_process import PortalProcess
from trayapp.app import open_app
from trayapp.commands.picking import operation_of
from trayapp.commands.usage import Usage
from trayapp.core.ids import OpId


def submit(run: Run, subject: str = "Printer on fire", *words: str) -> dict[str, object]:
    """A ticket saved and not sent."""
    return run("submit", "--no-facts", "--subject", subject, "--json", *words).document


@pytest.fixture
def comes_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The environment names an address where nobody is; called, it starts the portal there."""
    with ExitStack() as stack, socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        monkeypatch.setenv("TRAYAPP_PORTAL_URL", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("TRAYAPP_TOKEN", "tray_any")

        def start() -> None:
            held.close()
            portal = PortalProcess(tmp_path / "portal", "--port", str(port)).start()
            stack.callback(portal.stop)
            monkeypatch.setenv("TRAYAPP_TOKEN", portal.users[LEVEL])

        yield start


@pytest.mark.rule("APP-5")
def test_waiting_is_told_with_its_reason(run: Run, nobody_there: str) -> None:
    """The outbox tells state, reason and next try in words."""
    submit(run, "Printer on fire")
    run("sync")

    said = run("outbox").out

    assert "Printer on fire" in said
    assert "Waiting: the portal can't be reached · next try" in said


def test_an_empty_outbox_says_so(run: Run) -> None:
    """Nothing waiting is said, not left blank."""
    assert "Nothing is waiting" in run("outbox").out


@pytest.mark.rule("APP-4")
def test_sync_delivers_what_waited(run: Run, comes_up: Callable[[], None]) -> None:
    """A ticket written while the portal was down goes out once with the next sync, under the id it had."""
    saved = submit(run, "While the portal was down", "--wait", "0.1")
    comes_up()

    first, second = run("sync", "--json"), run("sync", "--json")

    assert (first.code, first.document["sent"]) == (0, 1)
    assert (second.code, second.document["sent"]) == (0, 0)
    shown = run("show", str(saved["reference"]), "--json").document
    assert shown["op_id"] == saved["op_id"]


def test_sync_with_nobody_there_is_4(run: Run, nobody_there: str) -> None:
    """A portal that cannot be reached is told by the exit code and in words."""
    ran = run("sync")

    assert ran.code == 4
    assert "can't be reached" in ran.out


def test_sync_without_a_portal_is_2(run: Run) -> None:
    """Without a portal there is nothing to sync with: that is a matter of setting up."""
    assert run("sync").code == 2


def test_sync_tells_what_needs_somebody(run: Run, signed_in: PortalProcess) -> None:
    """A refused item makes `sync` end with 5 until it is discarded."""
    saved = submit(run, "Refused", "--product", "no such product")

    ran = run("sync")
    assert ran.code == 5
    assert "1 of them waiting for you" in ran.out

    run("outbox", "discard", str(saved["op_id"]))
    assert run("sync").code == 0


def test_sync_leaves_a_running_program_its_turn(run: Run, signed_in: PortalProcess) -> None:
    """While another program of ours syncs, this one does not, and says so."""
    submit(run)
    with open_app() as app:
        assert app.store.sync_lock.try_lock()
        ran: Ran = run("sync", "--limit", "0.1", "--json")

    assert ran.code == 4
    assert ran.document["locked"] is True


def test_discard_takes_the_reference(run: Run, nobody_there: str) -> None:
    """An item is named by its reference, in any case, with or without dashes, and is gone after."""
    saved = submit(run)

    ran = run("outbox", "discard", str(saved["reference"]).lower().replace("-", ""), "--json")

    assert ran.code == 0
    assert run("outbox", "--json").document == {"outbox": []}


def test_retry_sends_now(run: Run, comes_up: Callable[[], None]) -> None:
    """Retry makes a waiting item due, and tries it."""
    saved = submit(run, "Again", "--wait", "0.1")
    comes_up()

    ran = run("outbox", "retry", str(saved["op_id"]), "--json")

    assert (ran.code, ran.document["delivered"]) == (0, True)


def test_words_for_another_address_stay_until_they_are_moved(
    run: Run, nobody_there: str, request: pytest.FixtureRequest
) -> None:
    """The next helpdesk does not get them by itself; `move` sends them there, once."""
    saved = submit(run, "For the other one", "--wait", "0.1")
    here = request.getfixturevalue("signed_in").url

    first, listed = run("sync", "--json"), run("outbox")
    moved = run("outbox", "move", str(saved["op_id"]), "--json")
    again = run("outbox", "move", str(saved["op_id"]))

    assert (first.code, first.document["sent"]) == (3, 0)
    assert f"Needs you: written for another helpdesk, {nobody_there}" in listed.out
    assert f"It does not go to {here} by itself." in listed.out
    assert (moved.code, moved.document["delivered"]) == (0, True)
    assert (again.code, again.err) == (5, "This has been sent already. Look for it under Tickets.\n")


def test_what_may_be_there_already_is_moved_only_when_told_so(
    run: Run, nobody_there: str, request: pytest.FixtureRequest
) -> None:
    """It was being sent when the program was killed: the helpdesk that is set up now cannot tell."""
    saved = submit(run, "Perhaps there", "--wait", "0.1")
    with open_app() as app:
        app.desk.retry(OpId(str(saved["op_id"])))
        app.store.outbox.claim(app.clock())
        app.store.outbox.recover()
    request.getfixturevalue("signed_in")

    run("sync")
    listed, asked = run("outbox"), run("outbox", "move", str(saved["op_id"]))
    moved = run("outbox", "move", str(saved["op_id"]), "--anyway", "--json")

    assert f"{nobody_there}, and may have reached it already" in listed.out
    assert asked.code == 2
    assert "--anyway" in asked.err
    assert (moved.code, moved.document["delivered"]) == (0, True)


def test_what_was_written_for_this_helpdesk_is_not_moved(run: Run, nobody_there: str) -> None:
    """Moving forgets earlier tries; here they count, so it is only tried again."""
    saved = submit(run, "For this one", "--wait", "0.1")

    ran = run("outbox", "move", str(saved["op_id"]))

    assert ran.code == 2
    assert "trayapp outbox retry" in ran.err


def test_an_unknown_item_is_2(run: Run) -> None:
    """What is no item ends with 2 and a sentence; so does no item at all."""
    assert run("outbox", "discard", "nope").code == 2
    assert run("outbox", "retry").code == 2


def test_a_beginning_must_be_enough(run: Run, nobody_there: str) -> None:
    """The beginning of an id stands for it as long as no other item begins so."""
    one, other = submit(run), submit(run)
    shared = str(one["op_id"])[:8]
    with open_app() as app:
        assert operation_of(app, str(other["op_id"])[:-2]).op_id == other["op_id"]
        if str(other["op_id"]).startswith(shared):
            with pytest.raises(Usage):
                operation_of(app, shared)
