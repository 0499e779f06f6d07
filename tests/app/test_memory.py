"""The program's memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = """
import ctypes, threading, pathlib, re
from trayapp.app.memory import share_one_heap, give_back

def heaps():  # each heap of a thread lies at a multiple of 64 MB
    maps = pathlib.Path("/proc/self/maps").read_text()
    starts = re.findall(r"^([0-9a-f]+)-[0-9a-f]+ rw-p 00000000 00:00 0 *$", maps, re.M)
    return sum(int(start, 16) % (1 << 26) == 0 for start in starts)

share_one_heap()
before = heaps()
together = threading.Barrier(5)
libc = ctypes.CDLL(None)

def work():
    libc.malloc(1000)
    together.wait()

threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
together.wait()
print(heaps() - before)
give_back()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_threads_share_one_heap() -> None:
    """No thread that starts afterwards gets a heap of its own."""
    assert subprocess.check_output([sys.executable, "-c", _PROGRAM], text=True).strip() == "0"


@pytest.mark.skipif(sys.platform != "linux", reason="glibc")
def test_otherwise_they_would_not() -> None:
    """Without it every thread has its own, which is what the test above would see."""
    program = _PROGRAM.replace("\nshare_one_heap()\n", "\n")

    assert int(subprocess.check_output([sys.executable, "-c", program], text=True)) > 0
