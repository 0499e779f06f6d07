"""Killed anywhere: what was told to be on the disk is there, whole, and no row is without its file."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from trayapp.core.operation import OpState
from trayapp.paths import Places
from trayapp.store.opened import Store

LOOP = Path(__file__).with_name("kill_loop.py")
ROUNDS = 12


def run_and_kill(folder: Path, lines: int) -> list[str]:
    """Let the child add and deliver, kill it after it has told so many lines, and return all it told."""
    command = [sys.executable, str(LOOP), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        rest = child.stdout.read()
    return [line for line in ("".join(told) + rest).splitlines() if line.endswith(".")]


def test_killed_at_random(where: Places, opened: Callable[[], Store]) -> None:
    """After every kill the database is whole, what had returned holds, and no file is missing."""
    dice = random.Random(4)
    added: set[str] = set()
    finished: set[str] = set()
    for _ in range(ROUNDS):
        for line in run_and_kill(where.data.parent, dice.randint(1, 25)):
            verb, op_id = line.rstrip(".").split()
            (added if verb == "added" else finished).add(op_id)
        with closing(sqlite3.connect(where.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        with closing(opened()) as store:
            assert store.sweep().missing == ()
            there = {str(op.op_id): op.state for op in (*store.outbox.pending(), *store.outbox.recent(1000))}
        assert added <= there.keys()
        assert all(there[op_id] is OpState.DONE for op_id in finished)

    assert len(added) > ROUNDS
    assert finished
