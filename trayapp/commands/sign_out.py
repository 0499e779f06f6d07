"""`trayapp sign-out`: forget the token and what was pulled; the outbox stays."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.commands.context import Context
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.ui.texts.files import counted


def add(_parser: ArgumentParser) -> None:
    """There are none."""


def run(context: Context, _arguments: Namespace) -> int:
    """Sign out."""
    app = context.app
    app.session.sign_out()
    tell_tray(context, "account")
    waiting = len(app.store.outbox.pending())
    kept = f" {counted(waiting, 'item', 'items')} in the outbox stay." if waiting else ""
    context.out.say(f"Signed out.{kept}")
    if app.environment.get(TOKEN_VARIABLE):
        context.out.warn(f"{TOKEN_VARIABLE} is still set: with it you are signed in.")
    context.out.show({"signed_in": app.session.signed_in(), "outbox": waiting})
    return Exit.DONE
