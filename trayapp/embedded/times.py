"""Moments as the database keeps them: ISO 8601, UTC, always six digits of a second, so that text sorts by time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


@overload
def to_text(moment: datetime) -> str: ...
@overload
def to_text(moment: None) -> None: ...
def to_text(moment: datetime | None) -> str | None:
    """How a moment is stored."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def from_text(text: str) -> datetime:
    """A stored moment."""
    return datetime.fromisoformat(text)


def maybe(text: str | None) -> datetime | None:
    """A stored moment that may be missing."""
    return from_text(text) if text else None
