"""The demonstration on a screen that is there: portal, agent and tray app; optionally the tour."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from trayapp.app.tray_program import TrayProgram, run
from trayapp.demo.portal_process import PortalProcess
from trayapp.demo.tour import Tour

LEVEL = "basic"
"""The permission level of the sample employee."""
_AGENT_SECONDS = "6"


def main() -> int:
    """Everything until the tray app is left, or the tour has ended; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--tour", type=Path)
    options = parser.parse_args()
    portal = PortalProcess(
        options.folder / "portal",
        ("--seed", "demo", "--profile", options.profile, "--agent-seconds", _AGENT_SECONDS),
    )
    with portal, ExitStack() as stack:
        os.environ["TRAYAPP_PORTAL_URL"] = portal.url
        os.environ["TRAYAPP_TOKEN"] = portal.users[LEVEL]
        home = str(options.folder / "home")
        if options.tour is None:
            _greet(portal)
            return run(home)
        stack.callback(_scene().terminate)
        return _tour(portal, options.tour, home)


def _tour(portal: PortalProcess, folder: Path, home: str) -> int:
    tours: list[Tour] = []

    def begin(program: TrayProgram) -> None:
        tours.append(Tour(program, portal, folder))
        tours[0].start()

    code = run(home, ready=begin)
    problem = tours[0].problem if tours else "the program did not start"
    for picture in tours[0].pictures if tours else []:
        print(picture)
    if problem:
        print(f"The tour did not reach its end: {problem}", file=sys.stderr)
    return code or int(problem is not None)


def _greet(portal: PortalProcess) -> None:
    print(f"The portal runs at {portal.url}; you are a sample employee of Northwind Bakery.")
    print("Click the icon near the clock and write what is wrong. The agent answers after a few seconds.")
    print("To end: right-click the icon, then Quit; or press Ctrl+C here.", flush=True)


def _scene() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "trayapp.demo.scene"])


if __name__ == "__main__":
    sys.exit(main())
