"""E-mail addresses in requests: only such as letters can be sent to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.embedded.conftest import World, problem
from trayapp.embedded.api.models import SubscriberIn
from trayapp.embedded.mail_message import Letter, Sender, compose


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dana",
        "a@b@c",
        "a..b@x.example",
        ".a@x.example",
        "a@x.",
        "a@x..y",
        "a<b@x.example",
        "a b@x",
        "a,b@x",
        "a\n@x",
    ],
)
def test_an_address_that_no_letter_reaches_is_refused(world: World, address: str) -> None:
    """It is told by field at once, before somebody waits for a letter in vain."""
    path = f"/tickets/{world.create('dana')['ref']['id']}/changes"
    body = {"kind": "subscriber", "email": address}
    refused = world.client("dana").post(path, json=body, headers=world.key())
    assert list(problem(refused, 422, "rejected")["fields"]) == ["email"]


@pytest.mark.parametrize("address", ["a@b", "a.b+c@x.y.example", "o'neil@x.example", "jörg@münchen.example"])
def test_an_address_that_is_taken_can_be_written_to(address: str) -> None:
    """Whatever may stand in a request may stand on a letter, in any script."""
    assert SubscriberIn(kind="subscriber", email=address).email == address
    letter = Letter(1, "l_1", "receipt", address, "Hello", "So.", datetime(2026, 3, 2, tzinfo=UTC), 0)
    assert address in str(compose(letter, Sender("Portal", "no-reply@portal.example"))["To"])
