"""Some of what `python -m tests.hostile` does: the real program before portals that mean harm."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SOME = (
    "gigabytes, no length (changes)",
    "interim answers without end (probe)",
    "packed: br",
    "302 to ELSEWHERE/x (tickets)",
    "named a\\x00b",
    "made: another's ticket",
    "file: larger than told",
    "certificate: expired",
)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is measured by Linux")
def test_a_hostile_portal_gets_nothing_and_costs_little() -> None:
    """Each stays within its bounds of time, memory and disk; no token goes elsewhere, and no word is lost after it."""
    command = [sys.executable, "-m", "tests.hostile.life", *SOME]

    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    met = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["name"] for each in met] == list(SOME), done.stderr
    assert {each["name"]: each["wrong"] for each in met if each["wrong"]} == {}
