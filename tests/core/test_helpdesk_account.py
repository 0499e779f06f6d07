"""An account's id, whatever way its helpdesk's address was written when it was kept."""

from __future__ import annotations

import pytest

from trayapp.core.helpdesk import account


@pytest.mark.parametrize(
    ("kept", "plain"),
    [
        ("rt:https://Desk.Example/27", "rt:https://desk.example/27"),
        ("redmine:https://desk.example:8080/It/9", "redmine:https://desk.example:8080/It/9"),
        ("mail:help@example.com/Ann@example.com", "mail:help@example.com/Ann@example.com"),
        ("Npr_27", "Npr_27"),
    ],
)
def test_only_the_server_is_written_in_small_letters(kept: str, plain: str) -> None:
    """Paths and people may differ by the case alone."""
    assert account(kept) == plain
