"""Text that can be kept and sent."""

from __future__ import annotations

import pytest

from trayapp.core.text import whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("na\udcffme", "na\ufffdme"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\U0001f600 é", "\U0001f600 é"),
        ("", ""),
    ],
)
def test_halves_of_characters_are_replaced(text: str, kept: str) -> None:
    """A half is replaced, two that belong together are joined, everything else stays."""
    assert whole(text) == kept
    whole(text).encode()
