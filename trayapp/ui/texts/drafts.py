"""What the dialog says of a draft that was kept, and of its pictures (APP-10)."""

from __future__ import annotations

from datetime import datetime

from trayapp.ui.texts.when import ago, on

FROM_LINK = "A link filled this in. Read it before you send it."
PICTURES_COMING = "Its pictures are being unlocked."


def was_writing(saved: datetime | None, now: datetime) -> str:
    """Offers the draft."""
    if saved is None:
        return "You were writing this before."
    recent, day = ago(saved, now), on(saved, now)
    return f"You were writing this {recent if recent != day else f'on {day}'}."


def pictures_from_then(count: int) -> str:
    """Whoever opens the dialog anew may expect a new picture."""
    return "The picture is from then, too." if count == 1 else "The pictures are from then, too."
