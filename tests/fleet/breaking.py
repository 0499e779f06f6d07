"""The guards of the schedule, taken away one at a time to see that the figures tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from unittest import mock

from trayapp.embedded import crowd
from trayapp.sync import engine, timing


def _no_crowd() -> AbstractContextManager[object]:
    """The portal tells nobody how many they are."""
    return mock.patch.object(crowd, "coming_back", return_value=0.0)


def _no_retry_after() -> AbstractContextManager[object]:
    """Nobody waits as long as the portal asks."""
    return mock.patch.object(engine, "obeyed", return_value=None)


def _no_jitter() -> AbstractContextManager[object]:
    """Who was told the same comes at the same instant."""
    return mock.patch.object(timing, "later", lambda asked, jitter, apart=0.0: asked)


_GUARDS: Mapping[str, Callable[[], AbstractContextManager[object]]] = {
    "crowd": _no_crowd,
    "retry-after": _no_retry_after,
    "jitter": _no_jitter,
}
BROKEN = tuple(_GUARDS)


@contextmanager
def broken(name: str | None) -> Iterator[None]:
    """Without that guard; `None`: with all of them."""
    if name is None:
        yield
        return
    with _GUARDS[name]():
        yield
