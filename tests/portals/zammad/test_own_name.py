"""What a Zammad is called."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.zammad.conftest import Desk
from trayapp.portals.zammad.link import Link
from trayapp.portals.zammad.own_name import own_name


def test_it_is_called_what_its_administrator_calls_it(desk: Desk) -> None:
    """The name of its settings is the name of the helpdesk, in what is found out and in the rules; asked for once."""
    assert (desk.portal.probe().name, desk.portal.policy().portal_name) == (
        "Zammad Helpdesk",
        "Zammad Helpdesk",
    )
    assert desk.server.asked.count(("GET", "/api/v1/signshow")) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b'{"config": {}}', "application/json"),
        (200, b'{"config": {"product_name": 7}}', "application/json"),
        (200, b"[]", "application/json"),
        (200, b"<p>Hi", "text/html"),
        (403, b'{"error": "Not authorized"}', "application/json"),
        (404, b"{}", "application/json"),
        (500, b"", "text/plain"),
    ],
)
def test_settings_that_are_not_told_name_nothing(status: int, body: bytes, kind: str) -> None:
    """Whatever comes in their place is no name, and nobody is kept from the rest."""
    headers = {"content-type": kind}
    transport = httpx.MockTransport(
        lambda _: httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))
    )

    assert own_name(Link("https://help.example", lambda: "token", transport)) == ""
