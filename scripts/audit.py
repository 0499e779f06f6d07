"""Known holes in everything we ship or build with: pip-audit over the lock files. `python -m scripts.audit`

Nothing is installed: versions and hashes come from requirements/*.txt. A finding is explained in
requirements/audit-exceptions.toml or it fails the audit. Ends with 0 when everything locked was looked up and nothing
is open, 1 with findings (or explanations past their date or without a finding), 2 when the explanations cannot be
read, and 4 when something could not be looked up: pip-audit calls that clean, we do not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.audit_exceptions import Exceptions, Unreadable
from scripts.audit_findings import Audited, Finding, read

ROOT = Path(__file__).resolve().parent.parent
LOCKED = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("run", "embedded", "dev"))
EXCEPTIONS = ROOT / "requirements" / "audit-exceptions.toml"
CLEAN, FOUND, USAGE, NOT_ASKED = 0, 1, 2, 4
PATIENCE = 600


def command(files: Sequence[Path], service: str) -> list[str]:
    """pip-audit's call: no pip, nothing installed, JSON."""
    words = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--vulnerability-service",
        service,
    ]
    words += ["--progress-spinner", "off", "--format", "json", "--desc", "off", "--aliases", "on"]
    return [*words, *(word for file in files for word in ("--requirement", str(file)))]


def ask(words: Sequence[str], environment: Mapping[str, str] | None = None) -> dict[str, Any] | str:
    """pip-audit's document, or the last line of what it said instead."""
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE} s"
    try:
        document = json.loads(done.stdout)
    except ValueError:
        return (done.stderr.strip().splitlines() or [f"pip-audit ended with {done.returncode}"])[-1]
    return document if isinstance(document, dict) else "pip-audit's answer has another form"


def line(finding: Finding) -> str:
    """A finding, for a person."""
    fixed = f"mended in {', '.join(finding.fixed_in)}" if finding.fixed_in else "not mended yet"
    return f"  {finding.package} {finding.version}: {finding.id} ({fixed})"


def judge(audited: Audited, exceptions: Exceptions, today: dt.date) -> int:
    """Print what was found, and give the exit code."""
    unexplained = [finding for finding in audited.findings if not exceptions.explains(finding)]
    complaints = exceptions.expired(today)
    if not audited.unknown:  # only a whole answer tells that an explanation is no longer needed
        complaints += exceptions.unused(audited.findings)
    for words in (*map(line, unexplained), *complaints):
        print(words)
    if audited.unknown:
        some = ", ".join(audited.unknown[:5]) + (" …" if len(audited.unknown) > 5 else "")
        print(f"  not looked up, the service does not know: {some}")
    explained = len(audited.findings) - len(unexplained)
    print(
        f"audit: {audited.known} of {audited.known + len(audited.unknown)} packages looked up,"
        f" {len(unexplained)} open, {explained} explained, {len(complaints)} to mend in {EXCEPTIONS.name}"
    )
    if unexplained or complaints:
        return FOUND
    return NOT_ASKED if audited.unknown or not audited.known else CLEAN


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--service", choices=("pypi", "osv"), default="pypi", help="who is asked (pip-audit's names)"
    )
    wanted = parser.parse_args(arguments)
    try:
        exceptions = Exceptions.read(EXCEPTIONS)
    except Unreadable as fault:
        print(f"audit: {EXCEPTIONS.name}: {fault}", file=sys.stderr)
        return USAGE
    answer = ask(command(LOCKED, wanted.service))
    if isinstance(answer, str):
        print(f"audit: the service that knows the holes could not be asked: {answer}", file=sys.stderr)
        return NOT_ASKED
    code = judge(read(answer), exceptions, dt.datetime.now(dt.UTC).date())
    if code == NOT_ASKED:
        print("audit: nothing is known of the packages above: this is not a clean audit", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
