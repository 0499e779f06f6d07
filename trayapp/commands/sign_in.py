"""`trayapp sign-in`: in the browser, on another device, or with a personal token, which the key store keeps."""

from __future__ import annotations

import getpass
import sys
import threading
import webbrowser
from argparse import ArgumentParser, Namespace

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.commands.context import Context
from trayapp.commands.documents import plain
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.commands.usage import Usage
from trayapp.core.model import Probe
from trayapp.core.ports import DeviceCode
from trayapp.ui.texts import account as texts

_LONGEST = 16_384
"""Letters of a token; more is none."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--portal", metavar="URL", help="the portal's address, kept as a setting")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--browser", action="store_true", help="sign in through the web browser")
    way.add_argument("--device", action="store_true", help="sign in on another device, with a short code")
    way.add_argument("--token", action="store_true", help="ask for a personal token")
    way.add_argument("--token-stdin", action="store_true", help="read a personal token from standard input")


def run(context: Context, arguments: Namespace) -> int:
    """Sign in; the token is never shown and never in the command's words."""
    app = context.app
    if arguments.portal is not None:
        app.preferences.set("portal_url", arguments.portal)
    app.portal().close()  # a wrong address is said before a token is asked for
    probe = _sign_in(context, arguments)
    durable = app.session.durable()
    tell_tray(context, "account")
    _say(context, probe, durable=durable)
    context.out.show({"account": plain(probe.me), "portal": probe.name, "durable": durable})
    return Exit.DONE


def _sign_in(context: Context, arguments: Namespace) -> Probe:
    """The way that was asked for; otherwise the browser where the portal knows it and a person sits here."""
    session = context.app.session
    if arguments.device:
        return session.sign_in_with_device(lambda code: _tell(context, code), threading.Event())
    if arguments.browser or (not (arguments.token or arguments.token_stdin) and _browser_fits(context)):
        return session.sign_in_with_browser(
            lambda url: _open(context, url), threading.Event(), texts.BROWSER_DONE
        )
    return session.sign_in(_token(from_stdin=arguments.token_stdin))


def _browser_fits(context: Context) -> bool:
    return _terminal() and "browser" in context.app.session.methods()


def _open(context: Context, url: str) -> None:
    context.out.warn("Sign in in the web browser. If it does not open, go to:\n" + url)
    webbrowser.open(url)


def _tell(context: Context, code: DeviceCode) -> None:
    context.out.warn(f"Go to {code.url} on any device and enter {code.user_code}. Waiting …")


def _terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


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
    elif _terminal():
        token = getpass.getpass("Token (from the portal, under your profile): ")
    else:
        raise Usage("There is no terminal to ask for the token. Use --token-stdin, --browser or --device.")
    if not token.strip():
        raise Usage("No token was given.")
    return token.strip()
