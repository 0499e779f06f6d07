"""Text that can be kept and sent."""

from __future__ import annotations

import pytest

from trayapp.core.text import one_line, whole


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


def test_a_title_becomes_part_of_a_sentence() -> None:
    """No line breaks, nothing that turns the words behind it around, no more letters than asked for."""
    assert one_line("Pay\r\n\x1b[2J now\u202e\u2066 txt.exe\x00", 40) == "Pay [2J now txt.exe"
    assert one_line("\ud83d half", 40) == "\ufffd half"
    assert one_line("שלום שלום", 40) == "שלום שלום"
    assert one_line("word " * 1000, 12) == "word word w…"
