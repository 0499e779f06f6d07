"""`trayapp demo`: the main job with sample data, on the screen or as pictures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from trayapp.commands.context import Context
from trayapp.commands.portal import PROFILE


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--profile", default=PROFILE, metavar="NAME", help=f"the policy (default {PROFILE})")
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="walk by itself and leave a picture of every step"
    )


def run(_context: Context, arguments: Namespace) -> int:
    """Run it; see `trayapp.demo`."""
    from trayapp.demo.run import main

    return main(arguments.profile, arguments.tour)
