"""Places that look private, proposed to be hidden; the employee decides."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.area import Area


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place in a picture that may be nobody else's business."""

    area: Area
    """In the picture's pixels."""
    reason: str
    """What seems to stand there, a code: email, card, iban, key, password; `ui.texts.markup` has the words."""
