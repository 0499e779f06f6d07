"""`trayapp portal --check FILE`, and a portal that is started with a profile of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from trayapp.paths import resource


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A profile with two faults."""
    text = resource("policies", "msp.json").read_text(encoding="utf-8")
    path = tmp_path / "mine.json"
    path.write_text(
        text.replace('"start": "new"', '"start": "nev"').replace('"opens": "08:30"', '"opens": "8h"'),
        encoding="utf-8",
    )
    return path


def faults(ran: Ran) -> list[dict[str, Any]]:
    """The list that a program gets."""
    found = json.loads(ran.out)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", ["cases", "member", "msp", "registered", "requests"])
def test_a_sound_profile_is_0(run: Run, name: str) -> None:
    """The profiles that come with the program have no fault."""
    path = resource("policies", f"{name}.json")
    ran = run("portal", "--check", str(path))

    assert (ran.code, ran.out) == (0, f"{path}: nothing is wrong.\n")


def test_every_fault_is_a_line_with_its_place(run: Run, faulty: Path) -> None:
    """File, line, column, path of the key, what is wrong, what would be right; the end is 6."""
    ran = run("portal", "--check", str(faulty))

    first, second, end = ran.out.splitlines()
    assert ran.code == 6
    assert first.startswith(f"{faulty}:6:49: $.policy.hours.opens: '8h' is not a time of day. ")
    assert second.endswith(": $.flow.start: 'nev' is not a status. Did you mean 'new'?")
    assert end == f"{faulty}: 2 faults."


def test_for_programs_the_faults_are_a_list(run: Run, faulty: Path) -> None:
    """Each with file, line, column, key, what and hint; an empty list when nothing is wrong."""
    ran = run("--json", "portal", "--check", str(faulty))

    assert ran.code == 6
    assert [fault["key"] for fault in faults(ran)] == ["$.policy.hours.opens", "$.flow.start"]
    assert faults(ran)[0] == {
        "file": str(faulty),
        "line": 6,
        "column": 49,
        "key": "$.policy.hours.opens",
        "what": "'8h' is not a time of day",
        "hint": "Such as 08:30.",
    }
    assert faults(run("--json", "portal", "--check", str(resource("policies", "msp.json")))) == []


def test_a_file_that_is_not_there_is_2(run: Run, tmp_path: Path) -> None:
    """Nothing to look at: the command was wrong, not the file."""
    ran = run("portal", "--check", str(tmp_path / "none.json"))

    assert ran.code == 2
    assert "none.json" in ran.err


def test_a_file_that_is_no_text_has_one_fault(run: Run, tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are told, not a crash."""
    path = tmp_path / "picture.json"
    path.write_bytes(b"\x89PNG\xff")
    ran = run("portal", "--check", str(path))

    assert ran.code == 6
    assert "not UTF-8" in ran.out


def test_a_portal_does_not_start_with_a_faulty_profile(run: Run, faulty: Path) -> None:
    """The first fault is told with its place, and how to see all; the end is 6."""
    ran = run("portal", "--profile", str(faulty))

    assert ran.code == 6
    assert f"{faulty}:6:49: $.policy.hours.opens" in ran.err
    assert "--check" in ran.err


def test_a_demonstration_does_not_begin_with_a_faulty_profile(run: Run, faulty: Path) -> None:
    """What its portal would refuse is told before any window opens; an unknown name is 2."""
    ran = run("demo", "--profile", str(faulty))

    assert ran.code == 6
    assert f"{faulty}:6:49: $.policy.hours.opens" in ran.err
    assert run("demo", "--profile", "nope").code == 2
