"""Who asks in `trayapp conformance`: their secrets from standard input or the terminal, and their adapters."""

from __future__ import annotations

import getpass
import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.commands.context import Context
from trayapp.commands.usage import Usage
from trayapp.conformance.memory import MemorySpool
from trayapp.conformance.visit import Site
from trayapp.core.errors import Misconfigured
from trayapp.core.password import Password, password_of
from trayapp.core.ports import Portal
from trayapp.core.ports.witness import Witness
from trayapp.portals.registry import open_authority, open_portal
from trayapp.redaction import hide

_LONGEST = 16_384
"""Letters of a token or a password; more is none."""


def add_people(parser: ArgumentParser) -> None:
    """Declare who asks. A secret is never among the words of a command."""
    for who, prefix in (
        ("the person who asks", ""),
        ("a second person, who may not see those tickets", "other-"),
    ):
        first = "the first line" if not prefix else "the next line"
        parser.add_argument(f"--{prefix}user", metavar="NAME", help=f"{who}, by name and password")
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            f"--{prefix}password-stdin",
            action="store_true",
            help=f"{first} of standard input is the password",
        )
        way.add_argument(
            f"--{prefix}token-stdin",
            action="store_true",
            help=f"{first} of standard input is a token of {who}",
        )


def site(context: Context, arguments: Namespace, witness: Witness) -> Site:
    """The portal as those people. Raises `Usage`, and `TrayAppError` for an address or a sign-in that is wrong."""
    _check_words(arguments)
    kind, url = arguments.kind, arguments.url
    spool = MemorySpool()

    def opened(secret: str) -> Portal:
        return open_portal(kind, url, lambda: secret, spool, overlay=context.app.policy_toml, witness=witness)

    opened("unused").close()  # a wrong address is said before anything secret is asked for
    mine = _secret(context, arguments, "")
    other = _secret(context, arguments, "other_") if _other(arguments) else None
    return Site(
        opened(mine),
        spool,
        stranger=_opener(opened, other) if other else None,
        nobody=_opener(opened, _unknown(mine)),
    )


def _opener(opened: Callable[[str], Portal], secret: str) -> Callable[[], Portal]:
    return lambda: opened(secret)


def _check_words(arguments: Namespace) -> None:
    for prefix in ("", "other_"):
        option = f"--{prefix.replace('_', '-')}"
        user, password = getattr(arguments, f"{prefix}user"), getattr(arguments, f"{prefix}password_stdin")
        if password and user is None:
            raise Usage(f"{option}password-stdin needs {option}user NAME.")
        if user is not None and getattr(arguments, f"{prefix}token_stdin"):
            raise Usage(f"{option}user goes with a password, and {option}token-stdin goes without a name.")


def _other(arguments: Namespace) -> bool:
    return arguments.other_user is not None or arguments.other_token_stdin


def _secret(context: Context, arguments: Namespace, prefix: str) -> str:
    """What the adapter is handed as the token of that person."""
    user = getattr(arguments, f"{prefix}user")
    if user is not None:
        typed = getattr(arguments, f"{prefix}password_stdin")
        return _exchanged(arguments, user, lambda empty: _line("Password", from_stdin=typed, empty=empty))
    token = context.app.environment.get(TOKEN_VARIABLE, "").strip() if not prefix else ""
    if getattr(arguments, f"{prefix}token_stdin") or not token:
        token = _line("Token", from_stdin=getattr(arguments, f"{prefix}token_stdin"))
    hide(token)
    return token


def _exchanged(arguments: Namespace, user: str, ask: Callable[[bool], str]) -> str:
    """For a name and the password that `ask` brings: an empty one where a name alone may do."""
    authority = open_authority(arguments.kind, arguments.url, lambda: datetime.now(UTC))
    if authority is None:
        raise Misconfigured("no passwords here", reason="kind", kind=arguments.kind)
    with closing(authority):
        grant = authority.password(user, ask("name" in authority.methods()))
    hide(grant.access)
    return grant.access


def _line(what: str, *, from_stdin: bool, empty: bool = False) -> str:
    if from_stdin:
        given = sys.stdin.readline(_LONGEST)
    elif sys.stdin is not None and sys.stdin.isatty():
        given = getpass.getpass(f"{what}: ")
    else:
        raise Usage("Say who asks: --token-stdin, or --user NAME --password-stdin.")
    given = given.rstrip("\r\n")
    if not given.strip():
        if empty:
            return ""
        raise Usage(f"No {what.lower()} was given.")
    hide(given)
    return given


def _unknown(secret: str) -> str:
    """Of the same kind as that secret, and nobody's. Of a password not even the name: no account is locked by it."""
    if password_of(secret) is not None:
        return Password("trayapp-conformance-nobody", secrets.token_hex(20)).secret()
    return secrets.token_hex(20)
