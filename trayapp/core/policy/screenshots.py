"""What pictures of the screen may show, and whether they may be taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cover(StrEnum):
    """What is pixelated in every picture of the screen before anybody sees it."""

    NOTHING = "nothing"
    ALL_BUT_ACTIVE = "all_but_active"
    """Everything but the window that was active; all of it where nobody can tell which one was."""


@dataclass(frozen=True, slots=True)
class Screenshots:
    """Rules of the company for pictures that the app takes; they do not touch files an employee adds."""

    taken: bool = True
    """`False`: the app takes no picture of a screen, neither by itself nor when asked, and records no steps."""
    cover: str = Cover.NOTHING
    """A `Cover`; an unknown one covers all but the active window, for it was meant to cover something."""
    suggest: bool = True
    """Propose to hide what looks private: password fields, addresses, card numbers, keys."""
    steps: bool = True
    """"Show us what you did" is offered."""
    formats: tuple[str, ...] = ("image/png", "image/webp")
    """What the portal can show; PNG is always one of them."""
