"""The overlay in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("overlay_program.py")
ROOT = PROGRAM.parents[3]


class Program:
    """Started at once; `said` waits for its next line."""

    def __init__(self, env: dict[str, str], platform: str) -> None:
        self.env = env | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": platform}
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM)], env=self.env, stdout=subprocess.PIPE, text=True
        )

    def said(self) -> dict[str, Any]:
        """Its next line."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program ended without a word"
        found: dict[str, Any] = json.loads(line)
        return found

    def run(self, *command: str) -> str:
        """A hand on this desktop, and what it felt."""
        done = subprocess.run(
            command, env=self.env, check=True, timeout=30, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def end(self) -> None:
        """It has ended, or does now."""
        self._process.kill()
        self._process.communicate()
