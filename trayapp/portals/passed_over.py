"""What a server tells in lists, one by one: a single thing that cannot be meant keeps nobody from the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from trayapp.core.errors import ServerFault

S = TypeVar("S")
T = TypeVar("T")
_log = logging.getLogger(__name__)


def readable(told: Iterable[S], read: Callable[[S], T], what: str) -> Iterator[T]:
    """Those that `read` takes; it raises `ServerFault` or `ValueError` for the others, which the log tells of."""
    for each in told:
        try:
            yield read(each)
        except (ServerFault, msgspec.MsgspecError, RecursionError, ValueError) as error:
            _log.warning("passed over %s that does not fit: %s", what, error)
