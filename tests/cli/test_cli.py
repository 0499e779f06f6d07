"""The frame of every command: words, documents, exit codes, errors."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.unmeasured import unmeasured
from trayapp import __version__
from trayapp.commands import whoami
from trayapp.commands.table import COMMANDS

HEAVY = (
    "PySide6",
    "httpx",
    "sqlite3",
    "keyring",
    "msgspec",
    "psutil",
    "trayapp.core",
    "trayapp.app",
    "logging",
)


def test_version_loads_nothing_heavy() -> None:
    """`--version` answers without loading Qt, HTTP, SQL or any room of ours."""
    script = (
        "import sys; from trayapp.cli import main; main(['--version']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=unmeasured(), capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == [f"trayapp {__version__}", "[]"]


def test_the_program_starts_as_a_module() -> None:
    """`python -m trayapp` is the command line, and ends with its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "trayapp", "nonsense"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert not done.stdout


def test_every_command_of_the_design_is_there() -> None:
    """Scripts rely on these names."""
    assert {command.name for command in COMMANDS} == {
        *("demo", "portal", "submit", "sync", "outbox", "tickets", "show", "update", "close", "priority"),
        *("connect", "sign-in", "sign-out", "whoami", "config", "doctor", "conformance"),
        *("keep-open", "open", "subscribe", "collaborate", "estimate", "register", "remove-user", "profile"),
        *("search", "articles", "article", "announcements", "notices"),
    }


@pytest.mark.parametrize(
    "words",
    [["bogus"], ["submit"], ["submit", "--bogus"], ["--bogus", "tickets"], ["tickets", "--view", "x"]],
)
def test_unknown_words_are_usage(run: Run, words: list[str]) -> None:
    """An unknown command or option ends with 2 and a sentence, with `--json` as a document."""
    told, document = run(*words), run("--json", *words)

    assert (told.code, document.code) == (2, 2)
    assert told.err.strip()
    assert not told.out
    error = document.document["error"]
    assert isinstance(error, dict)
    assert error["kind"] == "usage"


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` of each command tells its options."""
    from trayapp.cli import main

    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])

    assert ended.value.code == 0
    assert "--json" in capsys.readouterr().out


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after(run: Run, tmp_path: Path, before: bool) -> None:
    """`--home` and `--json` mean the same on either side of the command."""
    options = ["--home", str(tmp_path / "elsewhere"), "--json"]
    command = ["config", "set", "poll_seconds", "30"]

    ran = run(*options, *command) if before else run(*command, *options)

    assert ran.document["value"] == 30
    assert json.loads((tmp_path / "elsewhere" / "config" / "settings.json").read_text()) == {
        "poll_seconds": 30
    }


@pytest.mark.parametrize(
    "words",
    [
        ["submit", "--subject", "Printer on fire", "--no-facts"],
        ["submit", "--subject", "Printer on fire", "--no-facts", "--wait", "1"],
        ["submit", "--subject", "x"],
        ["sync"],
        ["outbox"],
        ["outbox", "retry", "nope"],
        ["outbox", "discard"],
        ["tickets"],
        ["show", "4711"],
        ["update", "4711", "hello", "--wait", "0"],
        ["close", "4711"],
        ["priority", "4711", "low"],
        ["sign-in", "--portal", "nonsense"],
        ["sign-in", "--token-stdin"],
        ["sign-out"],
        ["whoami"],
        ["config", "get", "portal_url"],
        ["config", "get", "nope"],
        ["config", "set", "events", "no"],
        ["config", "list"],
        ["config", "explain"],
        ["portal", "--profile", "nope"],
    ],
    ids=" ".join,
)
def test_json_is_exactly_one_document(
    run: Run, nobody_there: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens, stdout with `--json` is one JSON object and nothing else."""
    monkeypatch.setattr("sys.stdin", io.StringIO("tray_any"))

    assert run(*words, "--json").document


@pytest.mark.expect_log("a bug")
def test_a_bug_is_called_one(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug ends with 70 and a short sentence; the traceback is in the log, whose path is told."""
    monkeypatch.setattr(whoami, "closing", None)
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TRAYAPP_TOKEN", "tray_any")

    ran = run("whoami")

    log = home / "logs" / "cli.log"
    assert ran.code == 70
    assert str(log) in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in log.read_text()


def test_an_interrupt_is_no_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends quietly."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trayapp.app.opened.App.portal", interrupt)

    assert run("whoami").code == 130


@pytest.mark.expect_log("poll_seconds in .*settings.json is not usable")
def test_broken_settings_are_told_and_survived(run: Run, home: Path) -> None:
    """A broken value in the settings is named on stderr, and the command still works."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text('{"poll_seconds": "soon"}')

    ran = run("outbox")

    assert ran.code == 0
    assert "poll_seconds" in ran.err
    assert "settings.json" in ran.err


def test_without_a_reader_it_ends_quietly() -> None:
    """`trayapp config list | true` makes no noise."""
    script = f"{sys.executable} -m trayapp config list | true"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"], capture_output=True, text=True, check=False
    )

    assert "Traceback" not in done.stderr
