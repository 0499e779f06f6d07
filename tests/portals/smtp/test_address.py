"""What an address of a helpdesk by e-mail may look like."""

from __future__ import annotations

import pytest

from trayapp.core.errors import Misconfigured
from trayapp.portals.smtp.address import checked, mail_address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("smtps://mail.example/help@example.com", "smtps://mail.example:465/help@example.com"),
        ("smtp://mail.example/help@example.com", "smtp://mail.example:587/help@example.com"),
        (" smtp://MAIL.example:25/help@EXAMPLE.com ", "smtp://mail.example:25/help@example.com"),
        ("smtp://[::1]:2525/help@example.com", "smtp://[::1]:2525/help@example.com"),
        ("smtp://mail/help@example.com?from=ann@example.com", None),
        (
            "smtp://mail.example/help@b%C3%BCcher.example",
            "smtp://mail.example:587/help@xn--bcher-kva.example",
        ),
        ("smtp://mail.example/help+it@example.com?from=@example.com", None),
    ],
)
def test_an_address_names_server_helpdesk_and_sender(written: str, meant: str | None) -> None:
    """Ports have defaults, domains one form, and what is checked once stays as it is."""
    found = checked(written)

    assert meant is None or found == meant
    assert checked(found) == found


@pytest.mark.parametrize(
    "written",
    [
        "smtp://mail.example",
        "smtp://mail.example/help",
        "smtp://mail.example/help@",
        "smtp://ann:secret@mail.example/help@example.com",
        "smtp://mail.example/help@example.com?password=secret",
        "smtp://mail.example/help@example.com?from=ann",
        "smtp://mail.example/help@example.com?from=",
        "smtp://mail.example/help@example.com?from=ann@example.com&password=x",
        "smtp://mail.example/help@example.com#x",
        "smtp://mail.example:0/help@example.com",
        "smtp://mail.example:99999/help@example.com",
        "smtp:///help@example.com",
        "https://mail.example/help@example.com",
        "smtp://mail.example/help@example.com%0d%0aRCPT TO:<eve@example.com>",
        "smtp://mail.example/<help@example.com>",
        "smtp://mail.example/help@exa mple.com",
        "smtp://mail.example/" + "x" * 65 + "@example.com",
        "smtp://mail..example/help@example.com",
    ],
)
def test_what_is_no_such_address_is_refused(written: str) -> None:
    """A password, another key, a line break, half an address: none of it is taken."""
    with pytest.raises(Misconfigured) as told:
        checked(written)

    assert told.value.params["reason"] == "address"
    assert "secret" not in str(told.value.params)


def test_the_employees_own_address_comes_from_the_address_or_from_the_sign_in() -> None:
    """Named whole it counts; a domain alone is added to the name one signs in with; otherwise that name is it."""
    named = mail_address("smtp://m/help@example.com?from=ann@example.com")
    domain = mail_address("smtp://m/help@example.com?from=@example.com")
    open_to_all = mail_address("smtp://m/help@example.com")

    assert named.own("") == "ann@example.com"
    assert domain.own("ann") == "ann@example.com"
    assert domain.own("ann@other.example") == "ann@other.example"
    assert open_to_all.own("ann@example.com") == "ann@example.com"
    assert open_to_all.own("ann") == ""
