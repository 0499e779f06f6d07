"""A collector: a piece of work that tells a few facts, and how a failure of it is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from trayapp.core.model import Fact
from trayapp.machine.keys import Missing

LIMIT = 2.0
"""Seconds a collector has, unless it says otherwise."""
_log = logging.getLogger(__name__)


class Unsupported(Exception):
    """This system does not tell such a thing to anybody."""


@dataclass(frozen=True, slots=True)
class Collector:
    """Facts told one after the other by one piece of work; what was told before a failure stands."""

    name: str
    keys: tuple[str, ...]
    """What it tells, families as `display.*`. Those still missing when it fails are told as failed."""
    run: Callable[[], Iterable[Fact]]
    limit: float = LIMIT
    """Seconds."""


Reader = Callable[[], str | None]
"""Tells one value; `None`: there is no such thing on this computer (no battery), which is no failure."""


def reading(name: str, readers: Mapping[str, Reader], limit: float = LIMIT) -> Collector:
    """A collector of single values, each of which may fail alone."""
    return Collector(name, tuple(readers), lambda: _each(readers), limit)


def _each(readers: Mapping[str, Reader]) -> Iterator[Fact]:
    for key, reader in readers.items():
        try:
            value = reader()
        except Exception as error:  # noqa: BLE001 - whatever a system comes up with, the other facts are wanted
            yield failed(key, error)
        else:
            if value:
                yield Fact(key, value)


def failed(key: str, error: Exception) -> Fact:
    """The fact that a value could not be told, and why; the details go to the log."""
    _log.info("no %s: %r", key, error)
    return Fact(key, why(error).value, failed=True)


def why(error: Exception) -> Missing:
    """A stable word for an error; never its text, which may hold paths and names."""
    match error:
        case PermissionError():
            return Missing.FORBIDDEN
        case TimeoutError():
            return Missing.LATE
        case Unsupported():
            return Missing.UNSUPPORTED
        case LookupError() | FileNotFoundError():
            return Missing.ABSENT
        case _:
            return Missing.BROKEN
