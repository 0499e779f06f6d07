"""`trayapp register` and `remove-user`: accounts of colleagues (ROLE-3, REG-2, REG-4)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.answer import WAIT, ask
from trayapp.commands.context import Context
from trayapp.commands.submit import add_wait
from trayapp.core.model import RegisterUser


def add_register(parser: ArgumentParser) -> None:
    """Declare the arguments of `register`."""
    parser.add_argument("name", metavar="NAME", help="the person's full name")
    parser.add_argument("email", metavar="EMAIL", help="the person's e-mail address")
    parser.add_argument("--level", metavar="L", help="permission level, a code of the portal")
    parser.add_argument("--note", default="", metavar="TEXT", help="anything support should know")
    add_wait(parser, WAIT)


def add_remove(parser: ArgumentParser) -> None:
    """Declare the arguments of `remove-user`."""
    parser.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    parser.add_argument("--note", default="", metavar="TEXT", help="anything support should know")
    add_wait(parser, WAIT)


def register(context: Context, arguments: Namespace) -> int:
    """Ask for an account for somebody."""
    wanted = RegisterUser(arguments.name.strip(), arguments.email, arguments.level, arguments.note)
    return ask(context, arguments, lambda: context.app.desk.register(wanted))


def remove(context: Context, arguments: Namespace) -> int:
    """Ask that somebody's account is removed."""
    return ask(context, arguments, lambda: context.app.desk.remove(arguments.email, arguments.note))
