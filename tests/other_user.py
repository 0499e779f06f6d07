"""Another user of this computer: what root can become to try what others can do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OTHER = 54321
"""Nobody's number on any computer that tests run on."""
BECOME_OTHER = f"import os, socket, sys; os.setgroups([]); os.setgid({OTHER}); os.setuid({OTHER})\n"
"""The first line of a program that runs as somebody else, who may not read our Python: nothing more is imported."""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into, the way to it included; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="ta-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def give_away(path: Path) -> None:
    """It belongs to somebody else from now on; of a link the link."""
    if sys.platform != "win32":
        os.lchown(path, OTHER, OTHER)


def need_other_user() -> None:
    """Skips where one cannot become somebody else."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root can become another user")


def as_other(program: str, *words: str) -> int:
    """Runs a few lines of Python as somebody else, away from what our own Python needs; the exit code."""
    lines = BECOME_OTHER + program
    done = subprocess.run([sys.executable, "-I", "-S", "-c", lines, *words], capture_output=True, check=False)
    return done.returncode
