"""What nothing caught goes into the log, which leaves out what an error may quote, and nowhere else."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

_log = logging.getLogger(__name__)


def tell_the_log() -> None:
    """From now on, for every thread. Qt goes on after a slot that raised, so it must at least be in the log."""
    sys.excepthook = _in_main
    threading.excepthook = lambda told: _in_main(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _in_main(told.exc_type, told.exc_value, told.exc_traceback)


def _in_main(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    _log.critical("a bug", exc_info=(kind, error if error is not None else kind(), trace))
