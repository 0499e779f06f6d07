"""Why a disk does not take what is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from trayapp.core.disk import what_ails


def test_a_folder_that_takes_files_is_well_and_nothing_stays_in_it(tmp_path: Path) -> None:
    """What was tried leaves no trace, and neither does a try before that was killed."""
    (tmp_path / ".try").write_bytes(b"left behind")
    assert what_ails(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "disk_full"), (errno.EDQUOT, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "io")],
)
def test_the_error_of_the_try_tells_the_reason(
    number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the disk only fails when it is told to keep what it took."""

    def failing(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)
    assert what_ails(tmp_path) == reason
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_fault_like_any_other(tmp_path: Path) -> None:
    """Nothing is raised: the caller has an error to tell already."""
    assert what_ails(tmp_path / "nowhere") == "io"
