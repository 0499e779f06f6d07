"""Access and refresh tokens of an app that somebody signed in to. All that come of one sign-in are a family.

A refresh token is good once: using it makes the next pair. One that comes again was copied, unless the answer with its
successor got lost on the way; then it comes soon, and nobody has used the successor. Otherwise the family ends.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from trayapp.embedded import opaque
from trayapp.embedded.oauth_errors import OAuthError
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.standing import doubt
from trayapp.embedded.times import from_text, to_text

ACCESS_LASTS = timedelta(hours=1)
REFRESH_LASTS = timedelta(days=60)
_SOON = timedelta(seconds=30)
"""A client that got no answer asks again within this time."""
_ACCESS, _REFRESH = "tray_a_", "tray_r_"
_SIGNED_IN = "('access', 'refresh')"
"""Kinds of tokens that a sign-in makes; personal tokens are not its own to end."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What an app gets."""

    access: str
    refresh: str


def begin(work: Work, account_id: str, client: str) -> tuple[str, Pair]:
    """A new family, and its first pair."""
    family = secrets.token_hex(16)
    return family, _issue(work, account_id, client, family)


def renew(portal: Portal, client: str, token: str) -> Pair:
    """The next pair for a refresh token. Raises `OAuthError` (invalid_grant)."""
    # what ends the family must be committed, so it is no exception that leaves the transaction
    with portal.work() as work:
        row = _refresh_row(work.tx, token)
        pair = _next(work, row, client) if row is not None else None
    if pair is None:
        raise OAuthError("invalid_grant", "the refresh token is not good (any more)")
    return pair


def revoke(work: Work, client: str, token: str) -> None:
    """End the family of an access or refresh token of that client; any other token is left alone (RFC 7009)."""
    row = work.tx.execute(
        f"SELECT family, account_id FROM tokens WHERE hash = ? AND client = ? AND kind IN {_SIGNED_IN}",  # noqa: S608 - a constant
        (opaque.digest(token), client),
    ).fetchone()
    if row is not None:
        end_family(work, row["family"], row["account_id"])


def end_family(work: Work, family: str, account_id: str) -> None:
    """None of its tokens is good any more, and no stream of it goes on."""
    _retire(work, family)
    doubt(work, account_id)


def _retire(work: Work, family: str) -> None:
    work.tx.execute(
        "UPDATE tokens SET revoked_at = ? WHERE family = ? AND family <> '' AND revoked_at IS NULL",
        (to_text(work.now), family),
    )


def end_all(work: Work, account_id: str) -> None:
    """Signed out of every app. Personal tokens stay good."""
    work.tx.execute(
        f"UPDATE tokens SET revoked_at = ? WHERE account_id = ? AND kind IN {_SIGNED_IN} AND revoked_at IS NULL",  # noqa: S608 - a constant
        (to_text(work.now), account_id),
    )
    doubt(work, account_id)


def _refresh_row(tx: sqlite3.Connection, token: str) -> sqlite3.Row | None:
    row = tx.execute(
        "SELECT t.*, a.state FROM tokens t JOIN accounts a ON a.id = t.account_id "
        "WHERE t.hash = ? AND t.kind = 'refresh'",
        (opaque.digest(token),),
    ).fetchone()
    assert row is None or isinstance(row, sqlite3.Row)  # noqa: S101 - the connection makes no other
    return row


def _next(work: Work, row: sqlite3.Row, client: str) -> Pair | None:
    if row["client"] != client or row["state"] != "active" or from_text(row["expires_at"]) <= work.now:
        return None
    if row["revoked_at"] and not _answer_was_lost(work, row):
        end_family(work, row["family"], row["account_id"])
        return None
    _retire(work, row["family"])  # the token itself, its access token, and a successor nobody has used
    # old refresh tokens stay, to be recognised as copies; old access tokens tell nothing
    work.tx.execute("DELETE FROM tokens WHERE family = ? AND kind = 'access'", (row["family"],))
    return _issue(work, row["account_id"], client, row["family"])


def _answer_was_lost(work: Work, row: sqlite3.Row) -> bool:
    """Whether the token was used just now, and its successor is still good: then that was not used."""
    if from_text(row["revoked_at"]) + _SOON < work.now:
        return False
    successor = work.tx.execute(
        "SELECT 1 FROM tokens WHERE family = ? AND kind = 'refresh' AND revoked_at IS NULL AND created_at = ?",
        (row["family"], row["revoked_at"]),
    ).fetchone()
    return successor is not None


def _issue(work: Work, account_id: str, client: str, family: str) -> Pair:
    pair = Pair(opaque.fresh(_ACCESS), opaque.fresh(_REFRESH))
    for token, kind, lasts in (
        (pair.access, "access", ACCESS_LASTS),
        (pair.refresh, "refresh", REFRESH_LASTS),
    ):
        work.tx.execute(
            "INSERT INTO tokens (hash, account_id, created_at, expires_at, kind, family, client) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                opaque.digest(token),
                account_id,
                to_text(work.now),
                to_text(work.now + lasts),
                kind,
                family,
                client,
            ),
        )
    return pair
