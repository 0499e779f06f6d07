"""Whether calls of a process can be stopped here."""

from __future__ import annotations

import sys
from functools import cache

import pytest

from tests.faults.points.children import Self, fork
from tests.faults.points.stopped_calls import NUMBERS


def need_stopping() -> None:
    """Skip where the system has no such thing (anything but Linux), or does not permit it (some containers)."""
    if sys.platform != "linux" or not NUMBERS:
        pytest.skip("system calls can only be stopped on Linux, on x86-64 and ARM")
    if not _permitted():
        pytest.skip("stopping system calls is not permitted here")


@cache
def _permitted() -> bool:
    child = fork(Self.watched)
    try:
        child.listener()
    except OSError:
        return False
    else:
        return True
    finally:
        child.end()
