"""`trayapp demo`: the main job with sample data, on the screen or as pictures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from trayapp.commands.context import Context
from trayapp.commands.portal import PROFILE, need_source
from trayapp.commands.portal_check import refuse
from trayapp.commands.usage import Usage


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--profile",
        default=PROFILE,
        metavar="NAME|FILE",
        help=f"the policy: a name or a file (default {PROFILE})",
    )
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="walk by itself and leave a picture of every step"
    )


def run(context: Context, arguments: Namespace) -> int:
    """Run it; see `trayapp.demo`. A profile that its portal would not take is refused before anything begins."""
    need_source()
    from trayapp.demo.run import main
    from trayapp.embedded import policy_file

    try:
        policy_file.load(arguments.profile)
    except ValueError as error:
        raise Usage(f"{error}") from error
    except policy_file.BadPolicy as error:
        return refuse(context, error.path, error.fault)
    return main(arguments.profile, arguments.tour)
