"""Signing in on a machine without a browser: it shows a code, which is typed in elsewhere (RFC 8628)."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from trayapp.core.errors import NotFound
from trayapp.embedded import opaque, rate_limit, tokens
from trayapp.embedded.oauth_errors import OAuthError
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import from_text, to_text
from trayapp.embedded.tokens import Pair

LASTS = timedelta(minutes=15)
SECONDS = 5
"""Between two polls; a device that asks sooner has to wait so much longer each time."""
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so no words; nothing that looks like another letter or a digit (RFC 8628, 6.1)."""
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Begun:
    """What a device is told."""

    device_code: str
    user_code: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device that waits to be allowed."""

    user_code: str
    client: str
    asked_at: datetime
    asked_from: str
    """A network address."""


def begin(portal: Portal, client: str, address: str) -> Begun:
    """A device asks to sign in. Raises `Busy` when too many do from that network address."""
    with portal.work() as work:
        rate_limit.count(work, rate_limit.DEVICE_FROM, address)
        begun = Begun(opaque.fresh(), _unused_code(work))
        work.tx.execute(
            "INSERT INTO devices (hash, user_code, client, seconds, asked_at, asked_from, expires_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                opaque.digest(begun.device_code),
                begun.user_code,
                client,
                SECONDS,
                to_text(work.now),
                address,
                to_text(work.now + LASTS),
            ),
        )
    return begun


def waiting(portal: Portal, account_id: str, typed: str) -> Device:
    """The device that shows this code. Raises `NotFound`, and `Busy` after too many wrong codes."""
    with portal.work() as work:
        rate_limit.count(work, rate_limit.USER_CODE, account_id)
        row = _by_user_code(work, typed)
        if row is not None:
            rate_limit.forgive(work, rate_limit.USER_CODE, account_id)
    if row is None:
        raise NotFound("no device waits with this code", what="user_code")
    return Device(row["user_code"], row["client"], from_text(row["asked_at"]), row["asked_from"])


def decide(portal: Portal, account_id: str, typed: str, *, allow: bool) -> None:
    """Let it act for that person, or not. Raises `NotFound`, and `Busy` after too many wrong codes."""
    device = waiting(portal, account_id, typed)
    with portal.work() as work:
        work.tx.execute(
            "UPDATE devices SET state = ?, account_id = ? WHERE user_code = ? AND state = 'pending'",
            ("allowed" if allow else "denied", account_id, device.user_code),
        )


def poll(portal: Portal, client: str, device_code: str) -> Pair:
    """The tokens, once the device is allowed. Raises `OAuthError`, as RFC 8628 names it, until then."""
    # that it polled must be committed, so it is no exception that leaves the transaction
    with portal.work() as work:
        outcome = _polled(work, client, device_code)
    if isinstance(outcome, OAuthError):
        raise outcome
    return outcome


def _polled(work: Work, client: str, device_code: str) -> Pair | OAuthError:
    row = work.tx.execute(
        "SELECT d.*, a.state AS account_state FROM devices d LEFT JOIN accounts a ON a.id = d.account_id "
        "WHERE d.hash = ? AND d.client = ?",
        (opaque.digest(device_code), client),
    ).fetchone()
    if row is None or row["state"] == "used":
        return OAuthError("invalid_grant", "the device code is not good (any more)")
    if from_text(row["expires_at"]) <= work.now:
        return OAuthError("expired_token", "nobody typed the code in time")
    if row["state"] == "denied" or (row["state"] == "allowed" and row["account_state"] != "active"):
        return OAuthError("access_denied", "the person did not allow it")
    if _too_soon(work, row):
        return OAuthError("slow_down", f"wait {SECONDS} s longer between two polls")
    if row["state"] == "pending":
        return OAuthError("authorization_pending", "nobody has typed the code yet")
    _, pair = tokens.begin(work, row["account_id"], client)
    work.tx.execute("UPDATE devices SET state = 'used' WHERE hash = ?", (row["hash"],))
    return pair


def _too_soon(work: Work, row: sqlite3.Row) -> bool:
    polled = row["polled_at"]
    soon = polled is not None and work.now - from_text(polled) < timedelta(seconds=row["seconds"])
    work.tx.execute(
        "UPDATE devices SET polled_at = ?, seconds = seconds + ? WHERE hash = ?",
        (to_text(work.now), SECONDS if soon else 0, row["hash"]),
    )
    return soon


def _by_user_code(work: Work, typed: str) -> sqlite3.Row | None:
    """Case, blanks and dashes do not matter."""
    letters = "".join(letter for letter in typed.upper() if letter in _LETTERS)
    row = work.tx.execute(
        "SELECT * FROM devices WHERE user_code = ? AND state = 'pending' AND expires_at > ?",
        (shown(letters), to_text(work.now)),
    ).fetchone()
    assert row is None or isinstance(row, sqlite3.Row)  # noqa: S101 - the connection makes no other
    return row


def shown(letters: str) -> str:
    """A code as people see it: XXXX-XXXX."""
    return f"{letters[: _LENGTH // 2]}-{letters[_LENGTH // 2 :]}"


def _unused_code(work: Work) -> str:
    while True:
        code = shown("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))
        if not work.tx.execute("SELECT 1 FROM devices WHERE user_code = ?", (code,)).fetchone():
            return code
