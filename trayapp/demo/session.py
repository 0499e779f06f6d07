"""The demonstration on a screen that is there: portal, agent and tray app; optionally the tour."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from trayapp.app.tray_program import TrayProgram, run
from trayapp.demo.children import bound, end_in_order
from trayapp.demo.house import House
from trayapp.demo.portal_process import PortalProcess
from trayapp.demo.tours import tour_of
from trayapp.demo.tours.guide import Guide

_AGENT_SECONDS = "6"


def main() -> int:
    """The session as a program of its own, on the screen its environment names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--tour", type=Path)
    options = parser.parse_args()
    end_in_order()
    return run_session(options.profile, options.folder, options.tour)


def run_session(profile: str, folder: Path, tour: Path | None) -> int:
    """Everything until the tray app is left, or the tour has ended; the exit code. Its data lie in `folder`."""
    seed = ("--seed", "demo", "--profile", profile, "--agent-seconds", _AGENT_SECONDS)
    portal = PortalProcess(folder / "portal", seed)
    with portal:
        guide = tour_of(profile)
        sign_in(portal, guide.who)
        home = str(folder / "home")
        if tour is None:
            _greet(portal)
            return run(home)
        return walk_with(portal, guide, tour, home)


def sign_in(portal: House, who: str) -> None:
    """The tray app of this process knows the helpdesk, and begins as the person of that level or address."""
    os.environ["TRAYAPP_PORTAL_URL"] = portal.url
    os.environ["TRAYAPP_PORTAL_KIND"] = portal.kind
    os.environ["TRAYAPP_TOKEN"] = _token(portal, who)


def walk_with(portal: House, guide: type[Guide], pictures: Path, home: str) -> int:
    """The tour on the screen that is there; the exit code. Its pictures go to `pictures`, its data to `home`."""
    with ExitStack() as stack:
        stack.callback(_scene().terminate)
        return _tour(guide, portal, pictures, home)


def _tour(guide: type[Guide], portal: House, folder: Path, home: str) -> int:
    tours: list[Guide] = []

    def begin(program: TrayProgram) -> None:
        tours.append(guide(program, portal, folder))
        tours[0].start()

    code = run(home, ready=begin)
    problem = tours[0].problem if tours else "the program did not start"
    for picture in tours[0].pictures if tours else []:
        print(picture)
    if problem:
        print(f"The tour did not reach its end: {problem}", file=sys.stderr)
    return code or int(problem is not None)


def _token(portal: House, who: str) -> str:
    """Of that level or person; a profile without it is shown as its first employee."""
    return portal.users.get(who) or next(iter(portal.users.values()))


def _greet(portal: House) -> None:
    print(f"The portal runs at {portal.url}; you are a sample employee of Northwind Bakery.")
    print("Click the icon near the clock and write what is wrong. The agent answers after a few seconds.")
    print("To end: right-click the icon, then Quit; or press Ctrl+C here.", flush=True)


def _scene() -> subprocess.Popen[bytes]:
    return subprocess.Popen(bound([sys.executable, "-m", "trayapp.demo.scene"]))


if __name__ == "__main__":
    sys.exit(main())
