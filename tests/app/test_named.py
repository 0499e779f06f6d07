"""What a helpdesk is called, however its address was written."""

from __future__ import annotations

import pytest

from trayapp.app.named import forms, named


@pytest.mark.parametrize(
    ("kind", "address", "name"),
    [
        ("native", "", None),
        ("rt", "https://Help.Example/rt/", "rt https://help.example/rt"),
        ("redmine", "https://help.example/rt", "redmine https://help.example/rt"),
        (
            "smtp",
            "smtps://mail.example/help@example.com",
            "smtp smtps://mail.example:465/help@example.com",
        ),
        ("native", "smtps://mail.example/help@example.com", "native smtps://mail.example/help@example.com"),
    ],
)
def test_a_helpdesk_has_one_name(kind: str, address: str, name: str | None) -> None:
    """Ports that go without saying and small letters make no other of it; a kind that it cannot be, no trouble."""
    assert named(kind, address) == name


@pytest.mark.parametrize(
    ("typed", "given", "same"),
    [
        ("smtps://mail.example:465/help@example.com", "smtps://mail.example/help@example.com", True),
        ("smtp://mail.example/help@example.com", "smtps://mail.example/help@example.com", False),
        ("Help.Example/", "https://help.example", True),
        ("https://help.example/a", "https://help.example", False),
    ],
)
def test_what_is_meant_is_compared(typed: str, given: str, *, same: bool) -> None:
    """The organisation and the employee may write one address in two ways."""
    assert bool(forms(typed) & forms(given)) is same
