"""The ways to sign in at a terminal: a browser, another device, a password, a personal token."""

from __future__ import annotations

import getpass
import sys
import threading
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from trayapp.commands.out import Out
from trayapp.commands.usage import Usage
from trayapp.core.errors import SignIn
from trayapp.core.ports import DeviceCode
from trayapp.ui.texts import account as texts

_T = TypeVar("_T")

_LONGEST = 16_384
"""Letters of a token or a password; more is none."""
_NONE = " (Enter alone, where the server asks for none)"
_NOBODY_HERE = (
    "There is no terminal to ask at. Use --browser, --device, --token-stdin, or --user with --password-stdin "
    "(or --no-password, for a mail server that asks for none)."
)


@dataclass(frozen=True, slots=True)
class Ways(Generic[_T]):
    """Where one signs in: each way blocks on the network and raises `TrayAppError`."""

    methods: Callable[[], frozenset[str]]
    token: Callable[[str], _T]
    browser: Callable[[Callable[[str], None], threading.Event, str], _T]
    device: Callable[[Callable[[DeviceCode], None], threading.Event], _T]
    password: Callable[[str, str], _T]


def add(parser: ArgumentParser) -> None:
    """Declare the arguments. No secret is ever one of them: others can read the words of a command."""
    parser.add_argument(
        "--user", metavar="NAME", help="sign in with this name and a password, which is asked for"
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--browser", action="store_true", help="sign in through the web browser")
    way.add_argument("--device", action="store_true", help="sign in on another device, with a short code")
    way.add_argument("--token", action="store_true", help="ask for a personal token")
    way.add_argument("--token-stdin", action="store_true", help="read a personal token from standard input")
    way.add_argument(
        "--no-password", action="store_true", help="--user alone does: the mail server asks for no password"
    )
    way.add_argument(
        "--password-stdin", action="store_true", help="read the password of --user from standard input"
    )


def check(arguments: Namespace) -> None:
    """Raises `Usage` for ways that do not go together, before anybody is asked for anything."""
    others = arguments.browser or arguments.device or arguments.token or arguments.token_stdin
    if arguments.user is not None and others:
        raise Usage("--user goes with a password. Leave it out, or the other way to sign in.")
    if arguments.password_stdin and not arguments.user:
        raise Usage("Whose password is it? Add --user NAME.")
    if arguments.no_password and not arguments.user:
        raise Usage("Who are you without a password? Add --user NAME.")


def sign_in(ways: Ways[_T], arguments: Namespace, out: Out) -> _T:
    """The way that was asked for; otherwise the first that the portal knows, where a person sits here."""
    way = _asked(arguments) or _offered(ways)
    if way == "device":
        return ways.device(lambda code: _tell(out, code), threading.Event())
    if way == "browser":
        return ways.browser(lambda url: _open(out, url), threading.Event(), texts.BROWSER_DONE)
    if way == "password":
        return _by_password(ways, arguments)
    return ways.token(_token(from_stdin=arguments.token_stdin))


def _by_password(ways: Ways[_T], arguments: Namespace) -> _T:
    user, password = _user(arguments), _password(ways, arguments)
    try:
        return ways.password(user, password)
    except SignIn as error:
        # some servers are asked about the two only when one is in
        if error.params.get("reason") == "refused":
            error.params = {**error.params, "reason": "password"}
        raise


def terminal() -> bool:
    """A person sits here."""
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(arguments: Namespace) -> str:
    if arguments.device or arguments.browser:
        return "device" if arguments.device else "browser"
    if arguments.user is not None:
        return "password"
    return "token" if arguments.token or arguments.token_stdin else ""


def _offered(ways: Ways[_T]) -> str:
    if not terminal():
        raise Usage(_NOBODY_HERE)
    known = ways.methods()
    return next((way for way in ("browser", "password") if way in known), "token")


def _open(out: Out, url: str) -> None:
    out.warn("Sign in in the web browser. If it does not open, go to:\n" + url)
    webbrowser.open(url)


def _tell(out: Out, code: DeviceCode) -> None:
    out.warn(f"Go to {code.url} on any device and enter {code.user_code}. Waiting …")


def _user(arguments: Namespace) -> str:
    user = arguments.user if arguments.user is not None else ask(f"{texts.USER}: ")
    if not user.strip():
        raise Usage("No name was given.")
    return str(user).strip()


def ask(question: str) -> str:
    """An answer typed at the terminal; the question goes to stderr, so that stdout stays for the document."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline(_LONGEST)


def _password(ways: Ways[_T], arguments: Namespace) -> str:
    """Empty: none, where the helpdesk may do without. Raises `Usage` where it does not."""
    given = "" if arguments.no_password else _typed(ways, from_stdin=arguments.password_stdin)
    if not given and "name" not in ways.methods():
        raise Usage("No password was given.")
    return given


def _typed(ways: Ways[_T], *, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline(_LONGEST).rstrip("\r\n")
    if not terminal():
        raise Usage("There is no terminal to ask for the password. Use --password-stdin.")
    none = _NONE if "name" in ways.methods() else ""
    return getpass.getpass(f"{texts.PASSWORD}{none}: ")


def _token(*, from_stdin: bool) -> str:
    if from_stdin:
        token = sys.stdin.readline(_LONGEST)
    elif terminal():
        token = getpass.getpass("Token (from the portal, under your profile): ")
    else:
        raise Usage(_NOBODY_HERE)
    if not token.strip():
        raise Usage("No token was given.")
    return token.strip()
