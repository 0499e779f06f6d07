"""Logging: warnings to stderr, more to a rotating file, secrets to neither."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
_MOST_BYTES = 1_000_000
_KEPT_FILES = 3
_HIDDEN = "[redacted]"
FILE_ONLY = {"file_only": True}
"""As `extra` of a record: not for the terminal, unless --verbose."""
_CHATTY = ("httpx", "httpcore", "keyring", "asyncio")
_handlers: list[logging.Handler] = []
_log = logging.getLogger(__name__)
_HIDE = r"""(?ix)
    ( authorization ['"]? \s* [:=,] \s* (?: b? ['"] )? (?: (?: bearer | basic | token | digest ) \s+ )?
    | \b bearer \s+
    | ['"]? \b (?: access_ | refresh_ | id_ | api_ )? (?: token | secret | password | apikey ) ['"]? \s* [:=] \s* ['"]?
    )
    ( [^\s'"&,;)}\]]+ )
    """


def redact(text: str) -> str:
    """The text without values of Authorization headers, tokens and passwords."""
    return re.sub(_HIDE, rf"\1{_HIDDEN}", text)


class RedactingFormatter(logging.Formatter):
    """Hides secrets in the whole of what is written, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class BriefFormatter(RedactingFormatter):
    """For people at a terminal: no traceback."""

    def format(self, record: logging.LogRecord) -> str:
        import copy

        brief = copy.copy(record)
        brief.exc_info = brief.exc_text = brief.stack_info = None
        return super().format(brief)


class _Held(logging.Handler):
    """Keeps records until there is a file to write them to."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def begin(*, verbose: bool = False) -> None:
    """Log to stderr at once, and keep for the file what is logged until `set_up`, which comes after the tray icon."""
    shut_down()
    if sys.stderr is not None:  # a windowed program on Windows has none
        _add(_terminal(verbose=verbose))
    _add(_Held())
    logging.getLogger().setLevel(logging.DEBUG if verbose else logging.INFO)


def set_up(folder: Path, level: str = "info", *, verbose: bool = False, name: str = "trayapp") -> Path:
    """Log to stderr (warnings; with `verbose` everything) and to `name`.log in the folder; tells which file.

    A folder that cannot be written to costs the file, not the program. A second call replaces the first.
    """
    held = [record for handler in _handlers if isinstance(handler, _Held) for record in handler.records]
    shut_down()
    file = folder / f"{name}.log"
    wanted = getattr(logging, level.upper(), logging.INFO)
    if sys.stderr is not None:
        _add(_terminal(verbose=verbose))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _add(_file(file, wanted, held))
    except OSError as error:
        _log.warning("no log file: %s", error)
    lowest = logging.DEBUG if verbose else min(wanted, logging.WARNING)
    logging.getLogger().setLevel(lowest)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING if lowest > logging.DEBUG else logging.DEBUG)
    return file


def shut_down() -> None:
    """Close what `set_up` opened."""
    root = logging.getLogger()
    while _handlers:
        handler = _handlers.pop()
        root.removeHandler(handler)
        handler.close()


def _terminal(*, verbose: bool) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.DEBUG if verbose else logging.WARNING)
    layout = "%(levelname)s: %(message)s"
    handler.setFormatter(RedactingFormatter(layout) if verbose else BriefFormatter(layout))
    if not verbose:
        handler.addFilter(lambda record: not getattr(record, "file_only", False))
    return handler


def _file(file: Path, wanted: int, held: Sequence[logging.LogRecord]) -> logging.Handler:
    from trayapp.log_file import PrivateRotatingFile

    kept = PrivateRotatingFile(file, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, delay=True)
    kept.setLevel(wanted)
    kept.setFormatter(RedactingFormatter(_FORMAT))
    for record in held:
        if record.levelno >= wanted:
            kept.handle(record)
    return kept


def _add(handler: logging.Handler) -> None:
    logging.getLogger().addHandler(handler)
    _handlers.append(handler)
