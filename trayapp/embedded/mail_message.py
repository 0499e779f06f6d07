"""A row of `mails` as an e-mail."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from ipaddress import ip_address
from urllib.parse import urlsplit

from trayapp.core.text import whole
from trayapp.embedded.times import from_text

_INTERNATIONAL = re.compile(r"([\w!#$%&'*+/=?^`{|}~.-]+)@([\w.-]+)")
"""An address in any script (RFC 6531), without what would have to be quoted."""


class Undeliverable(Exception):
    """This letter can never arrive."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent."""

    seq: int
    id: str
    kind: str
    recipient: str
    subject: str
    body: str
    at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom letters are from."""

    name: str
    address: str


def letter_of(row: sqlite3.Row) -> Letter:
    """The letter of a row."""
    return Letter(
        row["seq"],
        row["id"],
        row["kind"],
        row["recipient"],
        row["subject"],
        row["body"],
        from_text(row["at"]),
        row["tries"],
    )


def sender_of(portal_name: str, public_url: str, address: str | None) -> Sender:
    """Where no address was named: one of the portal's own host, which nobody reads."""
    return Sender(portal_name, address or f"no-reply@{_domain(public_url)}")


def compose(letter: Letter, sender: Sender) -> EmailMessage:
    """The e-mail. Sent twice, it has the same Message-ID. Raises `Undeliverable` for an address that is none.

    `EmailMessage` refuses line breaks in headers, so nothing in a subject or an address can become one.
    """
    message = EmailMessage(policy=SMTPUTF8)
    try:
        message["From"] = Address(_line(sender.name), addr_spec=sender.address)
        message["To"] = _address(letter.recipient)
    except (MessageError, ValueError, IndexError) as error:
        raise Undeliverable(f"no address: {type(error).__name__}") from error
    message["Subject"] = _line(letter.subject)
    message["Date"] = letter.at
    message["Message-ID"] = f"<{letter.id}@{sender.address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(whole(letter.body))
    return message


def _address(text: str) -> Address:
    """Raises what `Address` raises. Its reader of whole addresses knows ASCII alone."""
    if text.isascii():
        return Address(addr_spec=text)
    found = _INTERNATIONAL.fullmatch(text)
    if not found:
        raise ValueError("no address")
    return Address(username=found[1], domain=found[2])


def _line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", whole(text)).split())


def _domain(url: str) -> str:
    host = urlsplit(url).hostname or "localhost"
    try:
        ip_address(host)
    except ValueError:
        return host
    return "localhost"
