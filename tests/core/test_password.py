"""A name and a password kept as one secret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.core.password import Password, password_of


@given(user=st.text(), password=st.text())
def test_what_is_kept_is_read_again(user: str, password: str) -> None:
    """Letter for letter, and in letters that every key store takes."""
    secret = Password(user, password).secret()
    assert password_of(secret) == Password(user, password)
    assert secret.isascii()
    assert secret.isprintable()


@pytest.mark.parametrize(
    "secret", ["", "1-27-0badcafe", "password:", "password:!!", "password:WzFd", "password:WzEsMl0="]
)
def test_a_token_is_no_password(secret: str) -> None:
    """Whatever was not kept as a password is none."""
    assert password_of(secret) is None


def test_a_password_does_not_show_by_accident() -> None:
    """What is logged or shown in an error names the person alone."""
    assert "hunter2" not in repr(Password("ann", "hunter2"))
