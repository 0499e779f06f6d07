"""What of an exchange is shown."""

from __future__ import annotations

import json

import pytest

from trayapp.conformance.shown import MOST, shown, telling
from trayapp.core.ports.witness import Exchange
from trayapp.redaction import hide


def exchange(sent: bytes = b"", received: bytes = b"") -> Exchange:
    """One that was answered."""
    return Exchange("POST", "/api/tickets", sent, 200, "application/json", received, len(received))


@pytest.mark.parametrize(
    "body",
    [
        b'{"token": "aaaa-S3CRET-bbbb"}',
        b'{"api_key":"S3CRET","name":"x"}',
        b"user=root&pass=S3CRET&next=1",
        b"user=root&password=S3CRET",
        b'{"session_id": "S3CRET"}',
        b"Authorization: Bearer S3CRET",
        b'{"requester": "S3CRET@northwind.example"}',
        b'{"url": "https://help.example/x?sig=S3CRET"}',
    ],
)
def test_secrets_and_addresses_are_hidden(body: bytes) -> None:
    """Tokens, cookies, passwords and e-mail addresses are in neither body, and not in the path."""
    told = shown(Exchange("POST", f"/x?{body.decode()}", body, 200, "", body, len(body)))

    assert "S3CRET" not in str(told)


def test_a_known_secret_is_hidden_wherever_it_stands() -> None:
    """What was typed as a password is hidden in any field."""
    hide("correct horse")

    told = shown(exchange(b'{"anything": "correct horse"}', b"x=correct%20horse"))

    assert "horse" not in told.sent + told.received


def test_a_secret_is_not_cut_in_half() -> None:
    """Hidden first and cut then: no beginning of a secret is left at the end."""
    body = json.dumps({"text": "x" * (MOST - 30), "token": "S3CRET" * 20}).encode()

    assert "S3C" not in shown(exchange(received=body)).received


def test_the_part_that_matters_is_shown() -> None:
    """Of a long body the part around the word that is looked for."""
    filler = "ß" * 5000  # two letters in capitals
    body = json.dumps({"filler": filler, "Subject": "came back so", "more": filler}, ensure_ascii=False)

    told = shown(exchange(received=body.encode()), "subject").received

    assert '"Subject": "came back so"' in told
    assert told.startswith("…")
    assert told.endswith("…")
    assert len(told) <= MOST + 2


def test_bytes_are_counted_not_shown() -> None:
    """A file that came back is so many bytes."""
    assert shown(exchange(received=b"\x89PNG\0\x01\x02")).received == "(7 bytes)"
    assert shown(Exchange("PUT", "/f", None)).sent == "(a file)"


def test_the_exchanges_that_tell_are_shown() -> None:
    """The last ones in which the word stands; the last ones of all where it stands in none."""
    many = [exchange(received=f"answer {number}".encode()) for number in range(9)]

    assert telling(many, "answer 2") == [many[2]]
    assert telling(many, "subject") == many[-3:]
    assert telling([], "subject") == []
