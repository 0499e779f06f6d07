"""One process at a time sends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trayapp.store.sync_lock import SyncLock

HOLD = """
import sys
from pathlib import Path
from trayapp.store.sync_lock import SyncLock
print(SyncLock(Path(sys.argv[1])).try_lock(), flush=True)
sys.stdin.read()
"""


def test_one_holder(tmp_path: Path) -> None:
    """A second one is refused at once, and gets it when the first lets go."""
    first, second = SyncLock(tmp_path / "sync.lock"), SyncLock(tmp_path / "sync.lock")

    assert (first.try_lock(), first.held, second.try_lock()) == (True, True, False)
    first.release()
    assert (first.held, second.try_lock()) == (False, True)
    second.release()


def test_taking_twice(tmp_path: Path) -> None:
    """Whoever asks while it is held is refused, also with the same object: two engines of one process are two."""
    lock = SyncLock(tmp_path / "sync.lock")

    assert (lock.try_lock(), lock.try_lock(), lock.held) == (True, False, True)
    lock.release()
    lock.release()
    assert not lock.held


def test_block(tmp_path: Path) -> None:
    """The block learns whether it holds the lock, and gives it back at its end."""
    lock, other = SyncLock(tmp_path / "sync.lock"), SyncLock(tmp_path / "sync.lock")
    with lock as mine, other as theirs:
        assert (mine, theirs) == (True, False)

    assert other.try_lock()
    other.release()


def test_killed_holder(tmp_path: Path) -> None:
    """While another process holds the lock nobody else gets it; when that process is killed, it is free."""
    path = tmp_path / "sync.lock"
    lock = SyncLock(path)
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "True"
        assert not lock.try_lock()
        holder.kill()

    assert lock.try_lock()
    lock.release()
