"""Options that every command takes, before or after its name."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError

_MOST = 100_000
_LAST_PORT = 65_535


def add_common(parser: ArgumentParser) -> None:
    """Declare them. Suppressed defaults keep one place from undoing what the other said."""
    parser.add_argument("--home", metavar="DIR", default=SUPPRESS, help="keep everything under this folder")
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="one JSON document on stdout")
    parser.add_argument("--verbose", action="store_true", default=SUPPRESS, help="log everything to stderr")


def how_many(text: str) -> int:
    """A number of things to show, one at least. Raises `ArgumentTypeError`."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= _MOST:
        raise ArgumentTypeError(f"give a number from 1 to {_MOST}, not “{text}”")
    return value


def port_number(text: str) -> int:
    """A port to listen on; 0 for a free one. Raises `ArgumentTypeError`."""
    if not (text.isascii() and text.isdigit() and int(text) <= _LAST_PORT):
        raise ArgumentTypeError(f"give a number from 0 to {_LAST_PORT}, not “{text}”")
    return int(text)
