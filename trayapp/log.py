"""Logging: warnings to stderr, more to a rotating file, secrets to neither."""

from __future__ import annotations

import copy
import logging
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from trayapp.private import make_folder
from trayapp.redaction import redact, shortened, told, traced

_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
_MOST_BYTES = 1_000_000
_KEPT_FILES = 3
_MOST_HELD = 1_000
FILE_ONLY = {"file_only": True}
"""As `extra` of a record: not for the terminal, unless --verbose."""
_OURS = ("trayapp", "qt")
"""What others log below a warning may quote headers, addresses and names of files: it is not kept at all."""
_handlers: list[logging.Handler] = []
_log = logging.getLogger(__name__)


class RedactingFormatter(logging.Formatter):
    """Hides what must not be written, in arguments and tracebacks too. `brief`: no traceback."""

    def __init__(self, layout: str, *, brief: bool = False) -> None:
        super().__init__(layout)
        self._brief = brief

    def format(self, record: logging.LogRecord) -> str:
        plain = copy.copy(record)
        plain.msg, plain.args = _message(record), None
        # never the text that another handler has made of the exception: it is not redacted
        error = record.exc_info[1] if record.exc_info else None
        plain.exc_info = plain.exc_text = plain.stack_info = None
        text = super().format(plain)
        if error is not None and not self._brief:
            text = f"{text}\n{traced(error, error.__traceback__)}"
        left_out = getattr(record, "left_out", 0)
        text = redact(shortened(text))
        return f"{text} ({left_out} more like this left out)" if left_out else text


def _message(record: logging.LogRecord) -> str:
    """The message; an exception among its parts is told without what it may quote."""
    parts: object = record.args
    if isinstance(parts, tuple):
        parts = tuple(_part(part) for part in parts)
    elif isinstance(parts, Mapping):
        parts = {key: _part(part) for key, part in parts.items()}
    words = _part(record.msg)
    try:
        said = str(words) % parts if parts else str(words)
    except Exception:  # noqa: BLE001 - a line that cannot be put together is not worth the program
        return f"[a line of {record.name}:{record.lineno} could not be put together]"
    # what a portal or another program said must not pass for lines of ours
    said = shortened(said)
    return said if said.isprintable() else "".join(sign if sign.isprintable() else " " for sign in said)


def _part(part: object) -> object:
    return told(part) if isinstance(part, BaseException) else part


class _Held(logging.Handler):
    """Keeps records until there is a file to write them to."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.records) < _MOST_HELD:
            self.records.append(record)


class _Terminal(logging.StreamHandler[TextIO]):
    """stderr. One that is closed or full is no reason to write the raw line anywhere else."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass


def _known(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in _OURS


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
        make_folder(folder)
        _add(_file(file, wanted, held))
    except OSError as error:
        _log.warning("no log file: %s", error)
    logging.getLogger().setLevel(logging.DEBUG if verbose else min(wanted, logging.WARNING))
    return file


def shut_down() -> None:
    """Close what `set_up` opened."""
    root = logging.getLogger()
    while _handlers:
        handler = _handlers.pop()
        root.removeHandler(handler)
        with suppress(OSError):  # a full disk costs the last lines
            handler.close()


def _terminal(*, verbose: bool) -> logging.Handler:
    handler = _Terminal(sys.stderr)
    handler.setLevel(logging.DEBUG if verbose else logging.WARNING)
    handler.setFormatter(RedactingFormatter("%(levelname)s: %(message)s", brief=not verbose))
    if not verbose:
        handler.addFilter(lambda record: not getattr(record, "file_only", False))
        handler.addFilter(_flood())
    return handler


def _flood() -> logging.Filter:
    from trayapp.log_flood import Flood

    return Flood()


def _file(file: Path, wanted: int, held: Sequence[logging.LogRecord]) -> logging.Handler:
    from trayapp.log_file import PrivateRotatingFile

    kept = PrivateRotatingFile(file, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, delay=True)
    kept.setLevel(wanted)
    kept.setFormatter(RedactingFormatter(_FORMAT))
    kept.addFilter(_flood())
    for record in held:
        if record.levelno >= wanted:
            kept.handle(record)
    return kept


def _add(handler: logging.Handler) -> None:
    handler.addFilter(_known)
    logging.getLogger().addHandler(handler)
    _handlers.append(handler)
