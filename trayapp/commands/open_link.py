"""`trayapp open LINK`, and `trayapp LINK` as a desktop calls it for the scheme `trayapp:`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.context import Context
from trayapp.commands.usage import Usage
from trayapp.core.deep_link import read_link
from trayapp.desktop.wishes import Wish

_NO_LINK = "This is no link that the app opens. It opens trayapp://new, trayapp://ticket/NUMBER and trayapp://tickets."


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("link", metavar="LINK", help="such as trayapp://ticket/4711")


def run(context: Context, arguments: Namespace) -> int:
    """Have the tray program open it, starting that where it does not run; it then runs on until it is left."""
    link = read_link(arguments.link)
    if link is None:
        raise Usage(_NO_LINK)
    from trayapp.app.tray_program import run as run_tray

    wish = Wish(link.opens, link.ticket, link.subject, link.description)
    return run_tray(context.home, verbose=context.verbose, wish=wish)
