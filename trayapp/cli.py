"""The command line: finds the command, runs it, and turns whatever happens into one sentence and one exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from trayapp import __version__
from trayapp.commands.options import add_common

if TYPE_CHECKING:
    from trayapp.commands.context import Context

_DESCRIPTION = "Get IT help: without a command, the program in the tray."
_EPILOG = (
    "exit codes: 0 done, 2 usage, 3 sign-in or registration needed, 4 kept here and not delivered yet, "
    "5 refused by the portal, 6 a fault of this computer, 70 a bug"
)

_NOT_SO = (
    "These words make no way to sign in. A token or a password is never one of them, for others can read the words of "
    "a command: "
    "use --token-stdin or --password-stdin.\nSee: trayapp sign-in --help, trayapp connect --help"
)
"""Says none of the words again: one may be a secret."""


class UsageError(Exception):
    """The words given make no command; the argument is the sentence to show."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of printing and exiting, so that `--json` gets its one document."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.\nSee: {self.prog} --help")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (`sys.argv` by default); returns the exit code."""
    words = sys.argv[1:] if words is None else list(words)
    small = _Parser(prog="trayapp", add_help=False, allow_abbrev=False)
    add_common(small)
    options, rest = small.parse_known_args(words)
    if rest == ["--version"]:
        print(f"trayapp {__version__}")
        return 0
    if not rest:  # nothing of the commands is loaded before the tray icon shows
        from trayapp.app.tray_program import run

        return run(getattr(options, "home", None), verbose=getattr(options, "verbose", False))
    from trayapp.commands.context import Context
    from trayapp.core.deep_link import is_link
    from trayapp.desktop.core_dumps import write_none

    if len(rest) == 1 and is_link(rest[0]):  # as a desktop hands it over
        words = [*words[: words.index(rest[0])], "open", *words[words.index(rest[0]) :]]

    write_none(os.environ)
    context = Context(
        home=getattr(options, "home", None),
        json=getattr(options, "json", False),
        verbose=getattr(options, "verbose", False),
    )
    return context.guarded(lambda: _run(context, words))


def _run(context: Context, words: Sequence[str]) -> int:
    from trayapp.commands.usage import Usage

    try:
        arguments = _parser().parse_args(words)
    except UsageError as error:
        raise Usage(_NOT_SO if {"sign-in", "connect"} & set(words) else str(error)) from None
    for name, value in vars(arguments).items():
        setattr(arguments, name, _whole(value))
    code: int = arguments.run(context, arguments)
    return code


def _whole(value: object) -> object:
    """Words of a terminal may hold bytes that are no text; paths keep theirs."""
    from trayapp.core.text import whole

    if isinstance(value, list):
        return [_whole(item) for item in value]
    return whole(value) if isinstance(value, str) else value


def _parser() -> argparse.ArgumentParser:
    from trayapp.commands.table import COMMANDS

    parser = _Parser(prog="trayapp", description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False)
    add_common(parser)
    parser.add_argument("--version", action="version", version=f"trayapp {__version__}")
    commands = parser.add_subparsers(metavar="command", required=True, parser_class=_Parser)
    installed = getattr(sys, "frozen", False)
    for command in COMMANDS:
        listed: dict[str, Any] = {} if installed and command.from_source else {"help": command.help}
        one = commands.add_parser(command.name, description=command.help, allow_abbrev=False, **listed)
        add_common(one)
        command.add(one)
        one.set_defaults(run=command.run)
    return parser
