"""`trayapp demo`: embedded portal, sample company, an agent that answers, and the tray app signed in to it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from trayapp.demo.children import bound, end_in_order
from trayapp.demo.virtual_desktop import VirtualDesktop

EXIT_DONE = 0
EXIT_LOCAL_FAULT = 6


def main(profile: str, tour: Path | None = None) -> int:
    """On the screen at hand; on a virtual one, walking by itself, when there is none or pictures are asked for."""
    end_in_order()
    with tempfile.TemporaryDirectory(prefix="trayapp-demo-", ignore_cleanup_errors=True) as folder:
        if tour is None and has_screen():
            from trayapp.demo.session import run_session

            return run_session(profile, Path(folder), None)
        session = ["--profile", profile, "--folder", folder, "--tour", str((tour or Path("tour")).absolute())]
        return _on_virtual_desktop([sys.executable, "-m", "trayapp.demo.session", *session])


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
    readable = not VirtualDesktop.missing(accessibility=True)
    with VirtualDesktop(accessibility=readable) as desktop:
        return subprocess.call(bound(command), env=desktop.env)
