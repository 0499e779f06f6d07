"""Programs that end with us, whatever happens to us."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

_SETPRIV = "setpriv"


def bound(command: Sequence[str]) -> list[str]:
    """The command, which the kernel asks to end when the thread that starts it is gone (Linux; elsewhere as it is)."""
    if sys.platform == "linux" and shutil.which(_SETPRIV):
        return [_SETPRIV, "--pdeathsig", "TERM", "--", *command]
    return list(command)


def end_in_order() -> None:
    """SIGTERM unwinds the main thread, so that everything entered by `with` is left."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
