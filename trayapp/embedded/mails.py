"""Letters: written in the transaction that makes them due, so that none is lost and none is sent of what failed."""

from __future__ import annotations

import secrets

from trayapp.embedded.portal import Work
from trayapp.embedded.times import to_text


def post(work: Work, kind: str, recipient: str, subject: str, body: str) -> None:
    """Put a letter in the tray of what is to be sent; plain text, in the portal's words.

    `kind` names why for logs and tests: activation, receipt, reminder, answer, status, registration, team …
    """
    letter_id = f"l_{secrets.token_hex(8)}"
    work.tx.execute(
        "INSERT INTO mails (id, kind, recipient, subject, body, at) VALUES (?, ?, ?, ?, ?, ?)",
        (letter_id, kind, recipient, subject, body, to_text(work.now)),
    )
    work.letters.append(letter_id)
