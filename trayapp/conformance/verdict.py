"""What can become of a check, and the words in which a check ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trayapp.core.errors import TrayAppError
from trayapp.core.ports.witness import Exchange


class Verdict(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_OFFERED = "not offered"
    """The portal says that it does not do this, or not for this employee."""
    NOT_TRIED = "not tried"
    """It needs what is not here: a second person, a limit that is told, a portal that still answers."""


class Broken(Exception):
    """The portal broke a rule. The argument is a sentence without a full stop; `look` is a word to show it by."""

    def __init__(self, sentence: str, look: str = "") -> None:
        super().__init__(sentence)
        self.look = look


class NotOffered(Exception):
    """The portal does not offer what the check is about. The argument says what."""


class NotTried(Exception):
    """The check could not be made. The argument says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one check."""

    id: str
    sentence: str
    """What the check is about, as a sentence without a full stop."""
    rule: str
    verdict: Verdict
    reason: str = ""
    """Why, unless it passed."""
    look: str = ""
    """A word of the exchanges near which the fault is seen."""
    exchanges: tuple[Exchange, ...] = ()
    """What was said meanwhile; of a failed check alone. Secrets may stand in it."""
    error: TrayAppError | None = None
    """What the adapter raised, where that is the reason."""
    bug: bool = False
    """The adapter raised what it never may: this program is at fault."""
