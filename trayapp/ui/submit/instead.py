"""Turns what was written for a new ticket into an update of one that is open already."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.ui.texts import submit as words


def as_update(subject: str, description: str, answers: Sequence[tuple[str, str]]) -> str:
    """Everything that was written, as one text: an update has no fields."""
    lines = "\n".join(words.answered(label, said) for label, said in answers)
    return "\n\n".join(part for part in (subject.strip(), description.strip(), lines) if part)
