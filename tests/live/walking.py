"""The tour of a real helpdesk on a virtual desktop, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trayapp.demo.virtual_desktop import VirtualDesktop

ROOT = Path(__file__).resolve().parents[2]


def walk(kind: str, folder: Path, pictures: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    """What came of it. Its data go to `folder`. Raises `subprocess.TimeoutExpired` after so many seconds."""
    where = ["--folder", str(folder), "--pictures", str(pictures)]
    with VirtualDesktop(secrets=True, accessibility=True) as desktop:
        return subprocess.run(
            [sys.executable, "-m", "tests.live.tour", kind, *where],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            env=desktop.env,
            cwd=ROOT,
        )
