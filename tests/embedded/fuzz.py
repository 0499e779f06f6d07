"""Runs schemathesis over the kept OpenAPI document against a portal of its own.

`python -m tests.embedded.fuzz [--examples N] [--seed N]`: both kinds of people, one after another.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.embedded.fuzz_names import ANSWERS, FOLDER, WORDS
from tests.embedded.fuzz_words import gather
from tests.fakes.portal_process import PortalProcess
from trayapp.core.policy import Permission
from trayapp.paths import resource

EMPLOYEE, STAFF = "employee", "staff"
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
LEFT_OUT = "/api/v1/events"
"""A stream that ends with the portal alone: a tool that waits for the whole answer would wait for ever."""
_CONFIG = """hooks = "tests.embedded.fuzz_hooks"
headers = { Authorization = "Bearer ${FUZZ_TOKEN}" }
"""
_ONE_METHOD = 'phases.coverage.unexpected-methods = ["PATCH"]\n'
_ROOT = Path(__file__).parents[2]
_FEATURES = ["estimates", "credits", "collaborators", "subscribers", "sessions", "orders", "incidents"]


@dataclass(frozen=True, slots=True)
class Run:
    """How much is tried."""

    examples: int
    """Made-up requests for each operation."""
    seed: int = 1
    phases: str = "examples,coverage,fuzzing,stateful"
    every_method: bool = True
    """Also ask each path by every method that it does not know; otherwise by one of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a run."""

    status: int
    """Of schemathesis; 0: nothing to complain of."""
    told: str
    """What it wrote."""
    statuses: frozenset[int]
    """Of all answers."""
    carried_out: frozenset[str]
    """Operations that went well at least once, such as `GET /api/v1/tickets/{ticket}`."""


def fuzz(who: str, run: Run, folder: Path) -> Found:
    """Make up requests as that kind of person."""
    profile = folder / "profile.json"
    profile.write_text(json.dumps(_everything_allowed()), encoding="utf-8")
    with PortalProcess(folder / "data", "--profile", str(profile)) as portal:
        (folder / WORDS).write_text(json.dumps(gather(portal, "basic")), encoding="utf-8")
        (folder / "schemathesis.toml").write_text(
            _CONFIG + ("" if run.every_method else _ONE_METHOD), encoding="utf-8"
        )
        # in the environment, not among the arguments that every user of this machine can list
        secret = {"FUZZ_TOKEN": portal.users["agent" if who == STAFF else "basic"]}
        done = subprocess.run(
            _command(portal.url, run),
            cwd=folder,
            env=os.environ | secret | {FOLDER: str(folder), "PYTHONPATH": str(_ROOT), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    return _found(done, folder / ANSWERS)


def _found(done: subprocess.CompletedProcess[str], answers: Path) -> Found:
    lines = answers.read_text(encoding="utf-8").splitlines() if answers.exists() else []
    answered = [(int(status), operation) for status, _, operation in (line.partition(" ") for line in lines)]
    return Found(
        done.returncode,
        done.stdout + done.stderr,
        frozenset(status for status, _ in answered),
        frozenset(operation for status, operation in answered if status < 400),
    )


def _command(url: str, run: Run) -> Sequence[str]:
    program = Path(sys.executable).with_name("schemathesis")
    return [
        str(program),
        "run",
        str(resource("portal-api.yaml")),
        f"--url={url}",
        f"--checks={','.join(_CHECKS)}",
        f"--exclude-path={LEFT_OUT}",
        f"--phases={run.phases}",
        f"--max-examples={run.examples}",
        f"--seed={run.seed}",
        "--generation-database=none",
        "--continue-on-failure",
        "--warnings=off",
    ]


def _everything_allowed() -> dict[str, Any]:
    """The default profile with every feature and the natures of another; levels may do all but what is for support."""
    profile, other = (
        json.loads(resource("policies", f"{name}.json").read_text(encoding="utf-8"))
        for name in ("msp", "requests")
    )
    profile["policy"] |= {"features": _FEATURES, "natures": other["policy"]["natures"]}
    profile["policy"]["registration"]["approval"] = "staff"
    for level in profile["policy"]["levels"]:
        staff = Permission.STAFF in level["permissions"]
        level["permissions"] = [each for each in Permission if staff or each is not Permission.STAFF]
        level["grants"] = ["basic", "manager"]
    return dict(profile)


def main(arguments: Sequence[str]) -> int:
    """0: nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    status = 0
    for who in (EMPLOYEE, STAFF):
        with tempfile.TemporaryDirectory(prefix="trayapp-fuzz-") as name:
            found = fuzz(who, Run(asked.examples, asked.seed), Path(name))
        sys.stdout.write(f"{who}\n{found.told}\n")
        status |= found.status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
