"""Pictures of a draft that survive a crash (APP-10), encrypted; what was hidden in them is not in there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from trayapp.core.area import Area
from trayapp.core.markup import Markup
from trayapp.core.ports.screen import Encoded


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """One picture of the dialog: what was hidden is burned into `encoded`, what lies above can still be changed."""

    name: str
    """For people."""
    stem: str
    """Of the file's name, without its ending."""
    encoded: Encoded
    markup: Markup = field(default_factory=Markup)
    """The marks after the last one that hides; never one that hides, never a crop."""
    fresh: bool = True
    """It shows a screen, so taking again replaces it."""
    place: Area | None = None
    """Where on the desktop it was taken."""
    of: str = ""
    """The hash of a file of the outbox item that is being changed: that picture, untouched. `encoded` is empty then."""


class PictureDrafts(Protocol):
    """The pictures of the draft that is kept. Its key lies in the OS key store alone."""

    @property
    def offered(self) -> bool:
        """Whether there is a key store; without one nothing is ever written."""

    def save(self, pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        """Keep them in place of those before. Slow: off the UI thread. Raises `LocalFault`.

        `hidden`: something was hidden since the last time; what was written before can be read by nobody from then
        on, not even from the disk's free blocks, for its key is gone.
        """

    def load(self) -> Sequence[DraftPicture]:
        """Those that were kept; empty when there are none, or nobody can read them any more. Raises `LocalFault`."""

    def clear(self) -> None:
        """Sent or thrown away: file and key go. Raises `LocalFault`."""
