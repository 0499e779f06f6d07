"""`trayapp sign-in`: ask the portal, then keep the token in the key store."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace

from trayapp.app.account import TOKEN_VARIABLE
from trayapp.commands.context import Context
from trayapp.commands.documents import plain
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.commands.usage import Usage
from trayapp.core.model import Probe

_LONGEST = 16_384
"""Letters of a token; more is none."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--portal", metavar="URL", help="the portal's address, kept as a setting")
    parser.add_argument("--token-stdin", action="store_true", help="read the token from standard input")


def run(context: Context, arguments: Namespace) -> int:
    """Sign in; the token is never shown and never in the command's words."""
    app = context.app
    if arguments.portal is not None:
        app.preferences.set("portal_url", arguments.portal)
    app.portal().close()  # a wrong address is said before a token is asked for
    probe = app.session.sign_in(_token(from_stdin=arguments.token_stdin))
    durable = app.session.durable()
    tell_tray(context, "account")
    _say(context, probe, durable=durable)
    context.out.show({"account": plain(probe.me), "portal": probe.name, "durable": durable})
    return Exit.DONE


def _say(context: Context, probe: Probe, *, durable: bool) -> None:
    context.out.say(f"Signed in to {probe.name} as {probe.me.name} ({probe.me.email}, {probe.me.company}).")
    if not durable:
        context.out.warn(
            "No key store took the token, so it is forgotten now. "
            f"Sign in where a key store is, or set {TOKEN_VARIABLE}; `trayapp doctor` tells more."
        )
    if context.app.environment.get(TOKEN_VARIABLE):
        context.out.warn(f"{TOKEN_VARIABLE} is set and stands over what was just kept.")


def _token(*, from_stdin: bool) -> str:
    if from_stdin:
        token = sys.stdin.readline(_LONGEST)
    elif sys.stdin is not None and sys.stdin.isatty():
        token = getpass.getpass("Token (from the portal, under your profile): ")
    else:
        raise Usage("There is no terminal to ask for the token. Use --token-stdin.")
    if not token.strip():
        raise Usage("No token was given.")
    return token.strip()
