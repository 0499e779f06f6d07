"""`make audit` tells a clean answer from a finding, and both from no answer."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import audit
from scripts.audit_exceptions import Exceptions, Unreadable
from scripts.audit_findings import read

TODAY = dt.date(2026, 11, 22)
SAFE = {"name": "h11", "version": "0.16.0", "vulns": []}
UNKNOWN = {"name": "idna", "skip_reason": "Dependency not found"}
HOLE = {
    "name": "h11",
    "version": "0.14.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["0.16.0"]}],
}
EXPLAINED = """
[[exception]]
id = "CVE-1"
package = "h11"
why = "only servers are concerned"
until = {until}
"""


def judged(tmp_path: Path, packages: list[dict[str, Any]], explained: str = "") -> int:
    """The exit code for pip-audit's answer and a file of explanations."""
    file = tmp_path / "exceptions.toml"
    file.write_text(explained, "utf-8")
    return audit.judge(read({"dependencies": packages}), Exceptions.read(file), TODAY)


def test_all_known_and_nothing_found_is_clean(tmp_path: Path) -> None:
    """A package that the service knows without a hole ends with 0."""
    assert judged(tmp_path, [SAFE]) == audit.CLEAN


def test_a_hole_fails_and_says_where_it_is_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding nobody explained ends with 1 and names the version that mends it."""
    assert judged(tmp_path, [HOLE]) == audit.FOUND
    assert "h11 0.14.0: PYSEC-1 (mended in 0.16.0)" in capsys.readouterr().out


def test_what_was_not_looked_up_is_not_clean(tmp_path: Path) -> None:
    """pip-audit's skipped packages, and an empty answer, end with a code of their own."""
    assert judged(tmp_path, [SAFE, UNKNOWN]) == audit.NOT_ASKED
    assert judged(tmp_path, []) == audit.NOT_ASKED
    assert judged(tmp_path, [HOLE, UNKNOWN]) == audit.FOUND


def test_an_explained_hole_passes_until_its_date(tmp_path: Path) -> None:
    """An explanation counts to the end of its last day, by any of the hole's names."""
    assert judged(tmp_path, [HOLE], EXPLAINED.format(until="2026-11-22")) == audit.CLEAN
    assert judged(tmp_path, [HOLE], EXPLAINED.format(until="2026-11-21")) == audit.FOUND


def test_an_explanation_nothing_needs_fails(tmp_path: Path) -> None:
    """An entry without a finding has to go, unless its package could not be looked up."""
    assert judged(tmp_path, [SAFE], EXPLAINED.format(until="2027-01-01")) == audit.FOUND
    assert judged(tmp_path, [UNKNOWN], EXPLAINED.format(until="2027-01-01")) == audit.NOT_ASKED


@pytest.mark.parametrize(
    "text",
    [
        "[[exception]]\nid = 'CVE-1'",
        EXPLAINED.format(until="'soon'"),
        EXPLAINED.format(until="2027-01-01\nx = 1"),
    ],
)
def test_an_entry_says_everything(tmp_path: Path, text: str) -> None:
    """An entry without a reason or a real date, or with a misspelt field, is refused."""
    with pytest.raises(Unreadable):
        judged(tmp_path, [HOLE], text)


def test_without_a_network_the_answer_is_words(tmp_path: Path) -> None:
    """The real pip-audit behind a dead proxy gives a sentence instead of a document."""
    locked = tmp_path / "locked.txt"
    locked.write_text(f"h11==0.16.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    nowhere = os.environ | {"HTTPS_PROXY": "http://127.0.0.1:9", "HOME": str(tmp_path)}

    assert isinstance(audit.ask(audit.command([locked], "pypi"), nowhere), str)


def test_the_committed_explanations_can_be_read() -> None:
    """requirements/audit-exceptions.toml is in form, and the audit covers every lock file."""
    Exceptions.read(audit.EXCEPTIONS)
    assert {file.name for file in audit.LOCKED} == {
        file.name for file in audit.EXCEPTIONS.parent.glob("*.txt")
    }
    assert audit.command(audit.LOCKED, "pypi")[0] == sys.executable
