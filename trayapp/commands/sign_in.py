"""`trayapp sign-in`: in the browser, on another device, with a password or a personal token."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.commands import ways
from trayapp.commands.context import Context
from trayapp.commands.documents import plain
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.core.model import Probe


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--portal", metavar="URL", help="the portal's address, kept as a setting")
    ways.add(parser)


def run(context: Context, arguments: Namespace) -> int:
    """Sign in; what the key store keeps is never shown and never in the command's words."""
    ways.check(arguments)
    app = context.app
    if arguments.portal is not None:
        app.preferences.set("portal_url", arguments.portal)
    app.portal().close()  # a wrong address is said before a token is asked for
    session = app.session
    known = ways.Ways(
        session.methods,
        session.sign_in,
        session.sign_in_with_browser,
        session.sign_in_with_device,
        session.sign_in_with_password,
    )
    probe = ways.sign_in(known, arguments, context.out)
    durable = session.durable()
    tell_tray(context, "account")
    context.out.say(signed_in(probe))
    tell_of_keeping(context, durable=durable)
    context.out.show({"account": plain(probe.me), "portal": probe.name, "durable": durable})
    return Exit.DONE


def signed_in(probe: Probe) -> str:
    """Who is signed in where, in one sentence."""
    me = probe.me
    name = me.name or me.email or me.id
    about = ", ".join(word for word in (me.email, me.company) if word and word != name)
    return f"Signed in to {probe.name} as {name}{f' ({about})' if about else ''}."


def tell_of_keeping(context: Context, *, durable: bool) -> None:
    """Say when the sign-in is not kept, or something else stands over it."""
    if not durable:
        context.out.warn(
            "No key store took the sign-in, so it is forgotten now. "
            f"Sign in where a key store is, or set {TOKEN_VARIABLE}; `trayapp doctor` tells more."
        )
    if context.app.environment.get(TOKEN_VARIABLE):
        context.out.warn(f"{TOKEN_VARIABLE} is set and stands over what was just kept.")
