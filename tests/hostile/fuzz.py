"""`python -m tests.hostile.fuzz TARGET|all --seconds N`: search, guided by coverage, for what a reader does not bear.

Each target runs in a process of its own. What fails is kept beside the seeds (`tests/data/fuzz/TARGET`), where the
suite tries it from then on. Ends with 1 when something failed.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_COVERED = re.compile(r"cov: (\d+) ft: (\d+)")
_EXECUTED = re.compile(r"number_of_executed_units: (\d+)")
_PATIENCE = 120.0
_LONGEST = 4096
"""Bytes of an input."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of one target."""

    target: str
    executed: int
    begun: int
    """Edges that the seeds covered."""
    covered: int
    """Edges in the end."""
    failed: str


def _names() -> Sequence[str]:
    from tests.hostile.targets import TARGETS

    return sorted(TARGETS)


def search(target: str, seconds: int) -> Searched:
    """One target, for so many seconds."""
    from tests.hostile.seeds import FOUND, found, seeds

    with TemporaryDirectory(prefix="fuzz-") as folder:
        corpus = Path(folder)
        for at, good in enumerate((*seeds(target), *found(target))):
            (corpus / f"seed{at}").write_bytes(good)
        (FOUND / target).mkdir(parents=True, exist_ok=True)
        words = [f"-max_total_time={seconds}", "-print_final_stats=1", f"-max_len={_LONGEST}", "-timeout=20"]
        words += ["-rss_limit_mb=2048", f"-artifact_prefix={FOUND / target}/", str(corpus)]
        command = [sys.executable, "-m", "tests.hostile.fuzz_child", target, *words]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + _PATIENCE,
            check=False,
        )
    said = done.stderr + done.stdout
    covered = [int(found[1]) for found in _COVERED.finditer(said)] or [0]
    executed = _EXECUTED.search(said)
    failed = "" if done.returncode == 0 else said[-1500:]
    if not any((FOUND / target).iterdir()):
        (FOUND / target).rmdir()
    return Searched(target, int(executed[1]) if executed else 0, covered[0], covered[-1], failed)


def main() -> int:
    """Search and print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", default="all", choices=["all", *_names()])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print(
            "atheris is not installed here (it is for Linux, and for Python before 3.14): nothing was searched"
        )
        return 0
    chosen = _names() if options.target == "all" else [options.target]
    print(f"{'target':12} {'executed':>10} {'edges, seeds':>12} {'edges':>7}  found")
    worst = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for each in pool.map(lambda name: search(name, options.seconds), chosen):
            verdict = f"something: {each.failed}" if each.failed else "nothing"
            print(
                f"{each.target:12} {each.executed:10} {each.begun:12} {each.covered:7}  {verdict}", flush=True
            )
            worst |= bool(each.failed)
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
