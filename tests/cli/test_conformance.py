"""`trayapp conformance`: what it says, what it ends with, and what it leaves behind."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess
from trayapp.conformance.checks import every

ME, OTHER = "dana@northwind.example", "tom@harbordental.example"
Typed = Callable[..., None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Writes lines to the command's standard input."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return typed


def subjects(portal: PortalProcess, mark: str) -> dict[str, str]:
    """Statuses of the tickets whose subjects begin so, by subject."""
    with portal.client(ME) as me:
        tickets = me.get("changes").json()["tickets"]
    found = [change["ticket"] for change in tickets]
    return {one["subject"]: one["status"] for one in found if one["subject"].startswith(mark)}


def test_two_people_try_everything(run: Run, portal: PortalProcess, typed: Typed) -> None:
    """With a token of each, every check passes; a line for each, the tickets closed, the sums last; exit 0."""
    typed(portal.users[ME], portal.users[OTHER])

    ran = run("conformance", portal.url, "--kind", "native", "--token-stdin", "--other-token-stdin")

    lines = ran.out.splitlines()
    count = len(every.CHECKS)
    assert ran.code == 0
    assert lines[0].startswith(f"{count} checks. They write up to {every.most_tickets()} test tickets, ")
    assert [line.split()[0] for line in lines[1:-2]] == ["passed"] * count
    assert lines[-1] == f"native | passed {count} | failed 0 | not offered 0 | not tried 0 | of {count}"
    mark = lines[0].partition("“")[2].partition("”")[0]
    left = subjects(portal, mark)
    assert len(left) > 10
    assert set(left.values()) == {"closed"}


def test_one_person_alone_leaves_out_what_needs_two(run: Run, portal: PortalProcess, typed: Typed) -> None:
    """What needs a second person is not tried, and that is no failure; the document has every check."""
    typed(portal.users[ME])

    ran = run("conformance", portal.url, "--token-stdin", "--json")

    checks = ran.document["checks"]
    assert isinstance(checks, list)
    assert ran.code == ran.document["exit"] == 0
    assert [one["id"] for one in checks if one["verdict"] == "not tried"] == ["stranger", "stranger-key"]
    tickets = ran.document["tickets"]
    assert isinstance(tickets, dict)
    assert tickets["left"] == []
    assert tickets["made"] == tickets["closed"] > 10


@pytest.fixture
def failing(portal: PortalProcess) -> Iterator[PortalProcess]:
    """The portal fails when it is asked for its policy, a few times."""
    portal.fault(status=500, path="/api/v1/policy")
    yield portal
    portal.clear_faults()


def test_a_failed_check_shows_the_exchange(run: Run, failing: PortalProcess, typed: Typed) -> None:
    """Method, path, status and what came back stand below the sentence; exit 5; the token stands nowhere."""
    typed(failing.users[ME])

    ran = run("conformance", failing.url, "--token-stdin")

    lines = ran.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("FAILED"))
    assert ran.code == 5
    assert "policy" in lines[at]
    assert lines[at + 1].strip().startswith("It ended in “server_fault”")
    assert "GET /api/v1/policy → 500" in lines[at + 2]
    assert "failed 1" in lines[-1]
    assert failing.users[ME] not in ran.out + ran.err


@pytest.mark.parametrize(
    ("words", "lines", "code"),
    [
        (["--token-stdin"], ["no-such-token"], 3),
        (["--token-stdin"], [""], 2),
        ([], [], 2),
        (["--password-stdin"], ["secret"], 2),
        (["--user", "dana", "--token-stdin"], ["secret"], 2),
        (["--kind", "pigeon", "--token-stdin"], ["secret"], 2),
        (["--kind", "native", "--user", "dana", "--password-stdin"], ["secret"], 2),
    ],
)
def test_what_cannot_be_begun_says_why(
    run: Run, portal: PortalProcess, typed: Typed, words: list[str], lines: list[str], code: int
) -> None:
    """A wrong sign-in, words that do not fit, an unknown kind: a sentence, the code of the design, no ticket."""
    typed(*lines)

    ran = run("conformance", portal.url, *words)

    assert ran.code == code
    assert ran.err.strip()
    assert "secret" not in ran.err


def test_where_nobody_is_is_not_a_failure(run: Run, nobody_there: str, typed: Typed) -> None:
    """A portal that is not reached is told as such, with 4; nothing is promised to be tried again."""
    typed("tray_any")

    ran = run("conformance", nobody_there, "--token-stdin")

    assert ran.code == 4
    assert ran.err.splitlines() == ["The portal can't be reached. Nothing was tried."]


def begun(portal: PortalProcess, home: Path) -> subprocess.Popen[str]:
    """The command as a process of its own, which has read its token."""
    words = ["--home", str(home), "conformance", portal.url, "--token-stdin"]
    process = subprocess.Popen(
        [sys.executable, "-m", "trayapp", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(f"{portal.users[ME]}\n")
    process.stdin.flush()
    return process


def wait_for(said: IO[str], check: str) -> None:
    """Until the line about that check was read."""
    for line in said:
        if line.split()[1] == check:
            return
    raise AssertionError(f"it ended before {check}")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_closes_its_tickets(
    portal: PortalProcess, tmp_path: Path, sent: signal.Signals
) -> None:
    """Ctrl-C, or a polite end, in the middle: what was made is closed before the program ends with 130."""
    process = begun(portal, tmp_path)
    assert process.stdout is not None
    mark = process.stdout.readline().partition("“")[2].partition("”")[0]
    wait_for(process.stdout, "ticket-facts")
    process.send_signal(sent)
    out, err = process.communicate(timeout=60)

    left = subjects(portal, mark)
    assert (process.returncode, err.splitlines()[0].partition(".")[0]) == (130, "Interrupted")
    assert "closed." in out
    assert len(left) >= 3
    assert set(left.values()) == {"closed"}


def test_interrupted_twice_it_ends_at_once(tmp_path: Path) -> None:
    """A portal that no longer answers keeps nobody: what is still open is named, and the second Ctrl-C is the end."""
    with PortalProcess(tmp_path / "portal") as portal:
        process = begun(portal, tmp_path / "home")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        wait_for(process.stdout, "ticket-facts")
        with portal.stalled():
            process.send_signal(signal.SIGINT)
            assert process.stderr.readline().startswith("Interrupted.")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert err.splitlines()[0].startswith("Interrupted again")
    assert "Still open: " in out
    assert "by “[trayapp conformance]" in out
