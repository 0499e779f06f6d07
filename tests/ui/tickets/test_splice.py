"""The smallest replacement between two lists of rows."""

from __future__ import annotations

import pytest

from trayapp.ui.tickets.splice import Splice, splice


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("", "", Splice(0, 0, 0)),
        ("abc", "abc", Splice(3, 3, 3)),
        ("abc", "xabc", Splice(0, 0, 1)),
        ("abcd", "cabd", Splice(0, 3, 3)),
        ("abc", "ab", Splice(2, 3, 2)),
        ("aa", "aaa", Splice(2, 2, 3)),
        ("abc", "", Splice(0, 3, 0)),
    ],
)
def test_only_what_differs_is_replaced(old: str, new: str, change: Splice) -> None:
    """A common beginning and end stay, and applying the replacement gives the new list."""
    assert splice(old, new) == change
    assert old[: change.start] + new[change.start : change.new_end] + old[change.old_end :] == new
