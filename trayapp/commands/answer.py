"""`trayapp update`, `close`, `keep-open` and `priority`: what an employee does to a ticket they have."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from trayapp.commands import report
from trayapp.commands.all_or_nothing import all_or_nothing
from trayapp.commands.context import Context
from trayapp.commands.fresh import LIMIT, freshen
from trayapp.commands.picking import ticket_key
from trayapp.commands.submit import add_wait
from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.operation import Operation

WAIT = 10.0
"""Seconds that a command waits for the portal unless told otherwise."""


def add_update(parser: ArgumentParser) -> None:
    """Declare the arguments of `update`."""
    add_id(parser)
    parser.add_argument("text", metavar="TEXT", help="what to write")
    parser.add_argument(
        "--attach", action="append", default=[], metavar="FILE", type=Path, help="a file to send"
    )
    add_wait(parser, WAIT)


def add_close(parser: ArgumentParser) -> None:
    """Declare the arguments of `close`."""
    add_id(parser)
    add_wait(parser, WAIT)


def add_priority(parser: ArgumentParser) -> None:
    """Declare the arguments of `priority`."""
    add_id(parser)
    parser.add_argument("priority", metavar="P", help="how urgent, a code of the portal")
    add_wait(parser, WAIT)


def update(context: Context, arguments: Namespace) -> int:
    """Write on a ticket."""

    def write(ticket: str) -> Operation:
        desk = context.app.desk
        with all_or_nothing(context) as files:
            files.extend(desk.attach(path) for path in arguments.attach)
            return desk.update(ticket, arguments.text, files)

    return act(context, arguments, write)


def close(context: Context, arguments: Namespace) -> int:
    """Close a ticket."""
    return act(context, arguments, context.app.desk.close)


def keep_open(context: Context, arguments: Namespace) -> int:
    """Let a ticket go on that would end by itself."""
    return act(context, arguments, context.app.desk.keep_open)


def priority(context: Context, arguments: Namespace) -> int:
    """Change how urgent a ticket is."""
    desk = context.app.desk
    return act(context, arguments, lambda ticket: desk.set_priority(ticket, arguments.priority))


def act(context: Context, arguments: Namespace, action: Callable[[str], Operation]) -> int:
    """Do it to the ticket named in the arguments, and tell how it stands."""
    return ask(context, arguments, lambda: action(ticket_key(context.app, arguments.id)))


def ask(context: Context, arguments: Namespace, action: Callable[[], Operation]) -> int:
    """Queue it; what is not known here, the ticket or what the portal lets one do, is asked for once."""
    if context.app.store.notes.probe() is None:
        freshen(context.app, LIMIT)
    try:
        operation = action()
    except (NotFound, Forbidden):
        freshen(context.app, LIMIT)
        operation = action()
    return report.send(context, operation, arguments.wait)


def add_id(parser: ArgumentParser) -> None:
    """Declare which ticket."""
    parser.add_argument("id", metavar="ID", help="number of the ticket, or the reference of one on its way")
