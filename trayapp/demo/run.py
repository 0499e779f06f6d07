"""`trayapp demo`: embedded portal, sample company, an agent that answers, and the tray app signed in to it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from trayapp.demo.virtual_desktop import VirtualDesktop

EXIT_DONE = 0
EXIT_LOCAL_FAULT = 6


def main(profile: str, tour: Path | None = None) -> int:
    """On the screen at hand; on a virtual one, walking by itself, when there is none or pictures are asked for."""
    with tempfile.TemporaryDirectory(prefix="trayapp-demo-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "trayapp.demo.session", "--profile", profile, "--folder", folder]
        if tour is None and has_screen():
            return subprocess.call(command)
        return _on_virtual_desktop([*command, "--tour", str((tour or Path("tour")).absolute())])


def has_screen() -> bool:
    """Whether windows can be shown to somebody."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _on_virtual_desktop(command: list[str]) -> int:
    missing = VirtualDesktop.missing()
    if missing:
        print(f"There is no screen here, and a virtual one needs: {', '.join(missing)}.", file=sys.stderr)
        print("Run `make deps` (as root on Debian or Ubuntu) and try again.", file=sys.stderr)
        return EXIT_LOCAL_FAULT
    with VirtualDesktop() as desktop:
        return subprocess.call(command, env=desktop.env)
