"""`trayapp sign-out`: forget the token and what was pulled; the outbox stays."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.commands.context import Context
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.ui.texts import account


def add(_parser: ArgumentParser) -> None:
    """There are none."""


def run(context: Context, _arguments: Namespace) -> int:
    """Sign out."""
    app = context.app
    app.session.sign_out()
    tell_tray(context, "account")
    waiting = len(app.store.outbox.pending())
    context.out.say(f"Signed out. {account.outbox_stays(waiting)}".rstrip())
    if app.environment.get(TOKEN_VARIABLE):
        context.out.warn(f"{TOKEN_VARIABLE} is still set: with it you are signed in.")
    context.out.show({"signed_in": app.session.signed_in(), "outbox": waiting})
    return Exit.DONE
