"""A request with a key takes effect once: effect, key and answer are written in one transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trayapp.embedded import accounts
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.problems import KeyReused
from trayapp.embedded.times import to_text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal answers, ready to be sent and to be sent again."""

    status: int
    body: bytes
    etag: str | None = None
    replayed: bool = False
    """The effect happened at an earlier request."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked with a key."""

    person: Person
    key: str
    content: bytes
    """Path and body in one fixed form: two equal requests are equal bytes."""


def once(portal: Portal, request: Request, effect: Callable[[Work], Answer]) -> Answer:
    """The effect's answer, or the answer it had the first time. Raises `KeyReused`, `SignIn`, and what `effect` raises.

    Only one transaction writes at a time, so of several requests with one key exactly one finds no answer.
    What the effect refused is not remembered: the employee may mend it and send it with the same key.
    """
    content = hashlib.sha256(request.content).hexdigest()
    with portal.work() as work:
        accounts.check_active(
            work.tx, request.person
        )  # it may have been removed while this waited for its turn
        row = work.tx.execute(
            "SELECT * FROM answers WHERE account_id = ? AND key = ?", (request.person.id, request.key)
        ).fetchone()
        if row is None:
            answer = effect(work)
            work.tx.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    request.person.id,
                    request.key,
                    content,
                    answer.status,
                    answer.etag,
                    answer.body,
                    to_text(work.now),
                ),
            )
            return answer
    if row["request_hash"] != content:
        raise KeyReused("the key came before with another request")
    return Answer(row["status"], row["body"], row["etag"], replayed=True)


def answer(tx: sqlite3.Connection, person: Person, key: str) -> bytes | None:
    """What a request of this person with that key was answered, whatever it asked for; `None`: it did not arrive."""
    row = tx.execute("SELECT body FROM answers WHERE account_id = ? AND key = ?", (person.id, key)).fetchone()
    return bytes(row["body"]) if row else None


def taken(tx: sqlite3.Connection, person: Person, keys: Sequence[str]) -> tuple[str, ...]:
    """Those of the keys with which this person once asked for something that was done, whatever became of it since."""
    places = ", ".join("?" * len(keys))
    found = tx.execute(
        f"SELECT key FROM answers WHERE account_id = ? AND key IN ({places})",  # noqa: S608 - question marks alone
        (person.id, *keys),
    )
    return tuple(row["key"] for row in found)
