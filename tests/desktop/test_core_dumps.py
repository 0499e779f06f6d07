"""Pixels do not end in a core dump."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import trayapp
from tests.unmeasured import unmeasured

_ASK = """
import os, resource, sys
from trayapp.desktop.core_dumps import write_none
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
write_none(os.environ)
print(resource.getrlimit(resource.RLIMIT_CORE)[0] in {0, 1}, hard == 0, flush=True)
if sys.argv[1:] == ["crash"]:
    os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="core dumps are POSIX's")
@pytest.mark.parametrize(("wanted", "none"), [("", True), ("0", True), ("1", False)])
def test_no_core_dump_is_written_unless_somebody_wants_it(wanted: str, none: bool) -> None:
    """The limit is less than any dump, whatever the system says; TRAYAPP_CORE_DUMPS=1 leaves it as it is."""
    environment = unmeasured() | {"TRAYAPP_CORE_DUMPS": wanted}
    answer = subprocess.check_output([sys.executable, "-c", _ASK], env=environment, text=True).split()

    if answer[1] == "True" and not none:
        pytest.skip("this machine allows no core dump at all")
    assert (answer[0] == "True") is none


@pytest.mark.skipif(sys.platform == "win32", reason="core dumps are POSIX's")
def test_a_crash_leaves_nothing(tmp_path: Path) -> None:
    """A program that is ended by a fault writes no file where it stands."""
    environment = unmeasured() | {"PYTHONPATH": str(Path(trayapp.__file__).parents[1])}
    words = [sys.executable, "-c", _ASK, "crash"]
    ended = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, check=False)

    assert ended.returncode == -signal.SIGABRT
    assert list(tmp_path.glob("core*")) == []
