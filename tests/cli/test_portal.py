"""`trayapp portal` and `trayapp demo`: starting other programs of ours."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from trayapp.cli import main


def test_the_first_line_tells_address_and_accounts(tmp_path: Path) -> None:
    """The portal's first line is one JSON object with its address and the sample accounts; it ends when told."""
    command = [sys.executable, "-m", "trayapp", "portal", "--seed", "demo", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        process.terminate()
        code = process.wait(20)

    assert told["url"].startswith("http://127.0.0.1:")
    assert {"email", "level", "token", "password"} == set(told["users"][0])
    assert code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--profile", "nope"],
        ["--seed", "nope"],
        *(["--port", number] for number in ("x", "-1", "70000")),
        *(["--agent-seconds", number] for number in ("nan", "-3")),
    ],
)
def test_an_unknown_profile_is_2(run: Run, words: list[str]) -> None:
    """What the portal does not know ends with 2 and a sentence."""
    ran = run("portal", *words)

    assert ran.code == 2
    assert ran.err.strip()


@pytest.mark.parametrize(
    ("host", "warned"),
    [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True)],
)
def test_a_portal_that_others_can_reach_is_warned_of(
    run: Run, monkeypatch: pytest.MonkeyPatch, host: str, warned: bool
) -> None:
    """Beyond this computer, tokens would travel unencrypted: that is said, and done all the same."""
    asked: list[object] = []
    monkeypatch.setattr("trayapp.embedded.server.run", lambda **options: asked.append(options["host"]))

    ran = run("portal", "--host", host)

    assert (ran.code, asked, "unencrypted" in ran.err) == (0, [host], warned)


@pytest.mark.parametrize(
    ("words", "url", "smtp"),
    [
        ([], None, None),
        (["--public-url", "https://help.acme-it.example/"], "https://help.acme-it.example", None),
        (["--smtp", "mail.example:587", "--smtp-from", "it@acme-it.example"], None, "mail.example"),
    ],
)
def test_the_portal_hears_its_address_and_its_mail_server(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], url: str | None, smtp: str | None
) -> None:
    """What links in letters begin with, and where letters go."""
    asked: list[tuple[object, object]] = []

    def serve(**options: Any) -> None:
        outlet = options["post"].outlet
        asked.append((options["public_url"], outlet.host if outlet else None))

    monkeypatch.setattr("trayapp.embedded.server.run", serve)

    assert run("portal", *words).code == 0
    assert asked == [(url, smtp)]


@pytest.mark.parametrize(
    "words",
    [
        ["--public-url", "help.acme-it.example"],
        ["--public-url", "https://acme-it.example/help"],
        ["--public-url", "https://acme-it.example?x=y"],
        ["--smtp", "mail.example:x"],
        ["--smtp-from", "nobody"],
    ],
)
def test_an_address_that_is_none_is_2(run: Run, words: list[str]) -> None:
    """Nothing is started, and a sentence says what is wanted."""
    ran = run("portal", *words)

    assert ran.code == 2
    assert ran.err.strip()


def test_without_the_extra_it_says_what_to_install() -> None:
    """Where the portal's libraries are missing, the extra to install is named."""
    script = (
        "import sys; sys.modules['uvicorn'] = None; from trayapp.cli import main; sys.exit(main(['portal']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "trayapp[embedded]" in done.stderr


def test_the_demo_gets_its_options(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Profile and folder of the tour reach the demo, and its exit code is ours."""
    asked: list[object] = []

    def demo(profile: str, tour: Path | None) -> int:
        asked.append((profile, tour))
        return 6

    monkeypatch.setattr("trayapp.demo.run.main", demo)

    assert run("demo", "--profile", "cases", "--tour", str(tmp_path)).code == 6
    assert asked == [("cases", tmp_path)]


@pytest.mark.parametrize("words", [["portal"], ["portal", "--check", "x.json"], ["demo"]])
def test_an_installed_program_says_that_it_comes_without(
    run: Run, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make build` leaves the embedded portal out: its commands are not offered there, and say so when they are run."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    ran = run(*words)
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = capsys.readouterr().out

    assert (ran.code, "comes without the embedded portal" in ran.err) == (2, True)
    assert "    submit " in offered
    assert f"    {words[0]} " not in offered


def test_an_address_that_is_taken_is_named(run: Run) -> None:
    """A portal that cannot listen says where, and is not taken for a fault of the disk."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = run("portal", "--port", port)

    assert (ran.code, f"cannot listen on 127.0.0.1, port {port}" in ran.err) == (6, True)
