"""Keys with modifiers, as settings name them."""

from __future__ import annotations

import pytest

from trayapp.core.keys import Keys, parse


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Ctrl+Alt+H", "Ctrl+Alt+H"),
        ("alt + ctrl + h", "Ctrl+Alt+H"),
        ("Control+Option+f9", "Ctrl+Alt+F9"),
        ("super+Space", "Meta+Space"),
        ("shift+PRINT", "Shift+Print"),
        ("F12", "F12"),
        ("Ctrl+,", "Ctrl+,"),
    ],
)
def test_keys_have_one_way_of_writing(text: str, canonical: str) -> None:
    """Case, order, blanks and other names for the modifiers do not matter; it reads back as itself."""
    assert str(parse(text)) == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "H", "Shift+H", "Ctrl", "Ctrl+", "Ctrl+Alt+Nonsense", "Foo+H", "Ctrl+K, Ctrl+B", "é", "Ctrl+é"],
)
def test_what_cannot_be_heard_from_anywhere_is_refused(text: str) -> None:
    """No key, several, unknown ones, and those that are needed for writing."""
    with pytest.raises(ValueError, match=r"no key|no modifier|needed"):
        parse(text)


def test_keys_are_a_value() -> None:
    """Equal when they mean the same, so that one can ask whether anything changed."""
    assert parse("Alt+Ctrl+1") == Keys(frozenset({"Ctrl", "Alt"}), "1")
