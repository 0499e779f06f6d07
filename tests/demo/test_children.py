"""What the demonstration starts ends with it, even when it is killed."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

from tests.waiting import wait_for
from trayapp.demo.children import bound

_PARENT = """
import subprocess, sys, time
from trayapp.demo.children import bound
child = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
subprocess.run(bound([sys.executable, "-c", child]))
"""
_LEAVE = """
import sys, time
from trayapp.demo.children import end_in_order
end_in_order()
try:
    print("ready", flush=True)
    time.sleep(600)
finally:
    print("left in order", flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal at a parent's death is Linux's")
def test_a_bound_program_ends_with_its_killed_parent() -> None:
    """After kill -9 of the parent nothing of it goes on."""
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()

    wait_for(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, "the child's end")


def test_elsewhere_the_command_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the kernel's help the command still runs."""
    monkeypatch.setattr(sys, "platform", "darwin")

    assert bound(["portal", "--seed"]) == ["portal", "--seed"]


def test_a_polite_end_unwinds() -> None:
    """SIGTERM leaves every `with` and `finally`, and the exit code names the signal."""
    with subprocess.Popen([sys.executable, "-c", _LEAVE], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        program.terminate()
        said = program.stdout.read()

    assert (said, program.returncode) == ("left in order\n", 143)
