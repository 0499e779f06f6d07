"""`trayapp subscribe` and `collaborate`: who else sees a ticket (TK-7, TK-8)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.answer import WAIT, act, add_id
from trayapp.commands.context import Context
from trayapp.commands.submit import add_wait


def add(parser: ArgumentParser) -> None:
    """Declare the arguments of both."""
    add_id(parser)
    parser.add_argument("email", metavar="EMAIL", help="the person's e-mail address")
    parser.add_argument("--remove", action="store_true", help="take the person off the ticket")
    add_wait(parser, WAIT)


def subscribe(context: Context, arguments: Namespace) -> int:
    """Add a colleague to a ticket, or take them off."""
    desk, on = context.app.desk, not arguments.remove
    return act(context, arguments, lambda ticket: desk.set_subscriber(ticket, arguments.email, on=on))


def collaborate(context: Context, arguments: Namespace) -> int:
    """Let somebody outside the company see a ticket, or no longer."""
    desk, on = context.app.desk, not arguments.remove
    return act(context, arguments, lambda ticket: desk.set_collaborator(ticket, arguments.email, on=on))
