"""Whether a program may be traced here."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import pytest

from tests.needed import need


def need_tracing() -> None:
    """Skip where strace is not installed, or the system does not permit it (containers often do not)."""
    need([] if shutil.which("strace") else ["strace"])
    if not _permitted():
        pytest.skip("ptrace is not permitted here")


@cache
def _permitted() -> bool:
    tried = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "true"], check=False, capture_output=True
    )
    return tried.returncode == 0
