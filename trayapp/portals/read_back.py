"""Looking at what a write did: whatever goes wrong there, the write was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trayapp.core.errors import OutcomeUnknown, TrayAppError


@contextmanager
def read_back() -> Iterator[None]:
    """Around what is asked after a write that was taken. Raises `OutcomeUnknown` for every error of the core: as it
    is, one such as `Offline` would say that nothing was sent.
    """
    try:
        yield
    except OutcomeUnknown:
        raise
    except TrayAppError as error:
        raise OutcomeUnknown(f"taken, and then: {error.kind}: {error}") from error
