"""Which addresses a portal may have."""

from __future__ import annotations

import pytest

from trayapp.core.errors import Misconfigured
from trayapp.portals.address import checked


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("HTTPS://Desk.Example:8443/It/", "https://desk.example:8443/It"),
        ("https://help.example", "https://help.example"),
        (" https://help.example/desk/ ", "https://help.example/desk"),
        ("https://help.example:8443", "https://help.example:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_https_or_this_computer_is_taken(address: str, taken: str) -> None:
    """An address is https, or plain http to this very computer; a trailing slash does not matter."""
    assert checked(address) == taken


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://help.example", "insecure"),
        ("http://192.168.1.5:8000", "insecure"),
        ("http://localhost.example", "insecure"),
        ("http://127.0.0.1.example", "insecure"),
        ("", "address"),
        ("help.example", "address"),
        ("ftp://help.example", "address"),
        ("file:///etc/passwd", "address"),
        ("https://", "address"),
        ("https://help.example:99999", "address"),
        ("https://help.example:0", "address"),
        ("https://[::1", "address"),
        ("https://help.example/?token=1", "address"),
        ("https://help.example/#x", "address"),
        ("https://ann:pw@help.example", "address"),
    ],
)
def test_any_other_address_is_refused(address: str, reason: str) -> None:
    """What is not encrypted, or no address of a portal, is refused with its reason."""
    with pytest.raises(Misconfigured) as refused:
        checked(address)

    assert refused.value.params["reason"] == reason


def test_a_password_in_an_address_is_not_repeated() -> None:
    """The refusal does not carry a secret into logs and windows."""
    with pytest.raises(Misconfigured) as refused:
        checked("https://ann:hunter2@help.example/?key=s3cret")

    assert "hunter2" not in str(refused.value.params)
    assert "s3cret" not in str(refused.value.params)
