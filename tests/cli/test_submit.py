"""`trayapp submit`: saved first, said at once, delivered when it can be."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pytestqt.qtbot import QtBot

from tests.cli.conftest import LEVEL, Run
from tests.fakes.portal_process import PortalProcess
from trayapp.desktop.single_instance import SingleInstance
from trayapp.desktop.wishes import Wish, endpoint

WORDS = ("submit", "--no-facts", "--subject", "Outlook will not open")


def ask(portal: PortalProcess, path: str) -> httpx.Response:
    """The portal's answer to the employee."""
    return httpx.get(
        f"{portal.url}/api/v1/{path}",
        headers={"Authorization": f"Bearer {portal.users[LEVEL]}"},
        trust_env=False,
    )


@pytest.mark.rule("APP-4")
def test_a_ticket_arrives_with_its_file(run: Run, signed_in: PortalProcess, attachment: Path) -> None:
    """With `--wait` the ticket's number is told, the list has it, and the portal gives back the same bytes."""
    ran = run(*WORDS, "--description", "Since today", "--attach", str(attachment), "--wait", "30", "--json")

    assert ran.code == 0
    assert ran.document["delivered"] is True
    number = ran.document["number"]
    ticket = ask(signed_in, f"tickets/{number}").json()
    assert (ticket["subject"], ticket["description"]) == ("Outlook will not open", "Since today")
    file = ticket["files"][0]
    body = ask(signed_in, f"tickets/{ticket['ref']['id']}/files/{file['id']}").content
    assert hashlib.sha256(body).hexdigest() == hashlib.sha256(attachment.read_bytes()).hexdigest()
    listed = run("tickets", "--json").document["tickets"]
    assert isinstance(listed, list)
    assert number in [row["number"] for row in listed]


@pytest.mark.rule("APP-3")
def test_facts_go_along(run: Run, signed_in: PortalProcess) -> None:
    """Facts about this computer are sent, unless `--no-facts` says otherwise."""
    with_facts = run("submit", "--subject", "With facts", "--wait", "30", "--json").document["number"]
    without = run(*WORDS, "--wait", "30", "--json").document["number"]

    assert "os.name" in [fact["key"] for fact in ask(signed_in, f"tickets/{with_facts}").json()["facts"]]
    assert ask(signed_in, f"tickets/{without}").json()["facts"] == []


@pytest.mark.rule("APP-4")
def test_without_wait_it_is_saved(run: Run, nobody_there: str) -> None:
    """Without `--wait` nothing is asked of the network: saved is done."""
    ran = run(*WORDS)

    assert ran.code == 0
    assert ran.out.startswith("Saved. Reference ")
    pending = run("outbox", "--json").document["outbox"]
    assert isinstance(pending, list)
    assert [(row["subject"], row["state"]) for row in pending] == [("Outlook will not open", "queued")]


def test_a_stopped_portal_keeps_it_waiting(run: Run, nobody_there: str) -> None:
    """With the portal down, `--wait` ends with 4 when time is up, and the reason stands in the outbox."""
    ran = run(*WORDS, "--wait", "0.1", "--json")

    assert ran.code == 4
    assert ran.document["delivered"] is False
    pending = run("outbox", "--json").document["outbox"]
    assert isinstance(pending, list)
    assert (pending[0]["state"], pending[0]["problem"]["kind"]) == ("waiting", "offline")


def test_the_id_is_told_before_anything_is_sent(home: Path, nobody_there: str) -> None:
    """The first line, with reference and op id, is out as soon as the row is on disk."""
    command = [sys.executable, "-m", "trayapp", *WORDS, "--wait", "600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.kill()

    assert line.startswith("Saved. Reference ")
    assert "op id" in line
    assert (home / "data" / "trayapp.db").exists()


def test_a_wrong_token_needs_a_sign_in(
    run: Run, signed_in: PortalProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that the portal refuses ends with 3; the ticket is kept and goes out after the sign-in."""
    monkeypatch.setenv("TRAYAPP_TOKEN", "tray_wrong")
    ran = run(*WORDS, "--wait", "10")
    assert ran.code == 3
    assert "sign-in" in ran.out

    monkeypatch.setenv("TRAYAPP_TOKEN", signed_in.users[LEVEL])
    assert run("sync").code == 0
    assert run("outbox", "--json").document == {"outbox": []}


def test_without_a_token_it_needs_a_sign_in(
    run: Run, signed_in: PortalProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody signed in: the same."""
    monkeypatch.delenv("TRAYAPP_TOKEN")

    assert run(*WORDS, "--wait", "10").code == 3


def test_a_refusal_tells_the_fields(run: Run, signed_in: PortalProcess) -> None:
    """What the portal refuses ends with 5, with its reasons by field; the words are kept."""
    ran = run(*WORDS, "--product", "no such product", "--wait", "10", "--json")

    assert ran.code == 5
    problem = ran.document["problem"]
    assert isinstance(problem, dict)
    assert problem["kind"] == "rejected"
    assert "product" in problem["fields"]
    assert run("outbox", "discard", str(ran.document["reference"])).code == 0


def test_no_portal_is_not_delivered(run: Run) -> None:
    """Without a portal set up the ticket is kept and the way to set one up is told."""
    ran = run(*WORDS, "--wait", "5")

    assert ran.code == 4
    assert "sign-in --portal" in ran.out


@pytest.mark.parametrize("what", ["missing", "folder", "unreadable"])
def test_a_bad_file_is_said_at_once(
    run: Run, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be read ends with 2, names it, and queues nothing."""
    path = tmp_path / "thing.png"
    if what == "folder":
        path.mkdir()
    elif what == "unreadable":
        path.write_bytes(b"x")
        opened = Path.open

        def refuse(file: Path, *arguments: str, **options: str) -> object:
            if file == path:
                raise PermissionError(13, "Permission denied")
            return opened(file, *arguments, **options)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", refuse)

    ran = run(*WORDS, "--attach", str(path))

    assert ran.code == 2
    assert "thing.png" in ran.err
    assert run("outbox", "--json").document == {"outbox": []}


def test_a_file_beyond_the_limit_is_refused(run: Run, signed_in: PortalProcess, tmp_path: Path) -> None:
    """A file larger than the portal takes ends with 5 before anything is sent."""
    assert run("sync").code == 0  # learns the limit
    limit = ask(signed_in, "probe").json()["capabilities"]["max_file"]
    with (tmp_path / "big.bin").open("wb") as file:
        file.truncate(limit + 1)

    ran = run(*WORDS, "--attach", str(tmp_path / "big.bin"))

    assert ran.code == 5
    assert "big.bin" in ran.err
    assert run("outbox", "--json").document == {"outbox": []}


@pytest.mark.rule("APP-2")
def test_without_a_screen_the_ticket_goes_without(run: Run) -> None:
    """A screenshot that cannot be taken is told, and the ticket is saved all the same."""
    ran = run(*WORDS, "--screenshot")

    assert ran.code == 0
    assert "picture" in ran.err


@pytest.mark.parametrize("field", ["novalue", "=x", " =x"])
def test_a_field_is_a_pair(run: Run, field: str) -> None:
    """`--field` that is no pair ends with 2."""
    assert run(*WORDS, "--field", field).code == 2


@pytest.mark.parametrize("seconds", ["soon", "-1", "nan"])
def test_a_wait_is_a_time(run: Run, seconds: str) -> None:
    """`--wait` that is no time ends with 2."""
    assert run(*WORDS, "--wait", seconds).code == 2


@pytest.mark.rule("APP-4")
def test_the_tray_program_is_woken(
    qtbot: QtBot, home: Path, nobody_there: str, request: pytest.FixtureRequest
) -> None:
    """Without `--wait` the tray program, where it runs, is asked to send at once."""
    heard: list[Wish] = []
    first = SingleInstance(endpoint(home / "data"), heard.append)
    assert first.claim()
    first.listen()
    request.addfinalizer(first.close)

    with subprocess.Popen([sys.executable, "-m", "trayapp", *WORDS], stdout=subprocess.DEVNULL) as command:
        qtbot.waitUntil(lambda: heard == [Wish("sync")], timeout=20_000)
        qtbot.waitUntil(lambda: command.poll() == 0, timeout=20_000)


@pytest.mark.skipif(sys.platform != "linux", reason="file names of bytes")
def test_words_and_names_that_are_no_text_are_taken(run: Run, tmp_path: Path) -> None:
    """Bytes that are no text, in the subject or in a file's name, cost a mark in their place and nothing else."""
    file = tmp_path / "na\udcffme.txt"
    file.write_text("hello")

    ran = run("submit", "--no-facts", "--subject", "abc \udcff", "--attach", str(file), "--json")

    assert ran.code == 0
    assert ran.document["subject"] == "abc \ufffd"
