"""Pictures of a draft, encrypted, while the dialog is open (APP-10)."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.ports import DraftPicture


class NoPictureDrafts:
    """Without a key store no picture is written before Send: words alone survive a crash."""

    offered = False

    def save(self, pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        """Writes nothing."""

    def load(self) -> Sequence[DraftPicture]:
        """Empty, always."""
        return ()

    def clear(self) -> None:
        """Nothing is there."""
