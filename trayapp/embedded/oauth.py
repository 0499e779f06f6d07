"""Signing in to an app through the browser: authorization code with PKCE (RFC 6749, 7636, 8252, 9700)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from trayapp.embedded import opaque, tokens
from trayapp.embedded.oauth_errors import OAuthError, UntrustedRedirect
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.times import from_text, to_text
from trayapp.embedded.tokens import Pair

CLIENTS = {"trayapp": "TrayApp"}
"""Public clients, and what they are called. They run on people's computers and can keep no secret."""
CODE_LASTS = timedelta(seconds=60)
_LOOPBACK = {"127.0.0.1", "::1"}
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Authorization:
    """An app asks to act for whoever is at the browser."""

    client: str
    redirect_uri: str
    challenge: str
    state: str

    def parameters(self) -> dict[str, str]:
        """As they came, to be carried through a form."""
        return {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": self.redirect_uri,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            "state": self.state,
        }


def redirect_of(given: Mapping[str, str]) -> str:
    """Where the browser goes in the end. Raises `UntrustedRedirect`."""
    if given.get("client_id") not in CLIENTS:
        raise UntrustedRedirect("invalid_client", "there is no such client")
    uri = given.get("redirect_uri", "")
    if not _is_loopback(uri):
        raise UntrustedRedirect("invalid_request", "redirect_uri is no loopback address with http")
    return uri


def parse(given: Mapping[str, str]) -> Authorization:
    """The request, whose redirect was found good. Raises `OAuthError`, to be told to the app."""
    if given.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "response_type must be code")
    if given.get("code_challenge_method") != "S256":
        raise OAuthError("invalid_request", "code_challenge_method must be S256")
    if not _CHALLENGE.fullmatch(given.get("code_challenge", "")):
        raise OAuthError("invalid_request", "code_challenge must be the base64url of a SHA-256")
    if given.get("scope", "").strip():
        raise OAuthError("invalid_scope", "there are no scopes: the app may what the person may")
    if len(given.get("state", "")) > _LONGEST:
        raise OAuthError("invalid_request", "state is too long")
    return Authorization(
        given["client_id"], given["redirect_uri"], given["code_challenge"], given.get("state", "")
    )


def back(redirect_uri: str, issuer: str, state: str, **answer: str) -> str:
    """The address that brings the answer to the app; `iss` says who it is from (RFC 9207)."""
    parts = urlsplit(redirect_uri)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *answer.items()]
    if state:
        query.append(("state", state))
    query.append(("iss", issuer))
    return urlunsplit(parts._replace(query=urlencode(query)))


def grant(work: Work, account_id: str, asked: Authorization) -> str:
    """The code that the app exchanges for its tokens."""
    code = opaque.fresh()
    work.tx.execute(
        "INSERT INTO codes (hash, account_id, client, redirect_uri, challenge, expires_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            opaque.digest(code),
            account_id,
            asked.client,
            asked.redirect_uri,
            asked.challenge,
            to_text(work.now + CODE_LASTS),
        ),
    )
    return code


def exchange(portal: Portal, client: str, code: str, redirect_uri: str, verifier: str) -> Pair:
    """The tokens for a code. Raises `OAuthError` (invalid_grant).

    A code that comes a second time was stolen, or its tokens were: those that it was exchanged for end.
    """
    # what ends them must be committed, so it is no exception that leaves the transaction
    with portal.work() as work:
        row = _row(work.tx, code)
        good = row is not None and _holds(row, work, client, redirect_uri, verifier)
        pair = _redeem(work, row) if row is not None and good else None
    if pair is None:
        raise OAuthError("invalid_grant", "the code is not good (any more)")
    return pair


def _row(tx: sqlite3.Connection, code: str) -> sqlite3.Row | None:
    row = tx.execute(
        "SELECT c.*, a.state FROM codes c JOIN accounts a ON a.id = c.account_id WHERE c.hash = ?",
        (opaque.digest(code),),
    ).fetchone()
    assert row is None or isinstance(row, sqlite3.Row)  # noqa: S101 - the connection makes no other
    return row


def _holds(row: sqlite3.Row, work: Work, client: str, redirect_uri: str, verifier: str) -> bool:
    if row["used_at"]:
        tokens.end_family(work, row["family"], row["account_id"])
        return False
    return (
        row["client"] == client
        and row["redirect_uri"] == redirect_uri
        and _proves(verifier, row["challenge"])
        and row["state"] == "active"
        and from_text(row["expires_at"]) > work.now
    )


def _redeem(work: Work, row: sqlite3.Row) -> Pair:
    family, pair = tokens.begin(work, row["account_id"], row["client"])
    work.tx.execute(
        "UPDATE codes SET used_at = ?, family = ? WHERE hash = ?", (to_text(work.now), family, row["hash"])
    )
    return pair


def _proves(verifier: str, challenge: str) -> bool:
    """Whether whoever asks is who began (RFC 7636)."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(hashed.decode(), challenge)


def _is_loopback(uri: str) -> bool:
    """`http://127.0.0.1:PORT/…` or `http://[::1]:PORT/…`, any port (RFC 8252, 7.3), and nothing hidden in it."""
    if len(uri) > _LONGEST or not uri.isascii() or not uri.isprintable() or " " in uri or "\\" in uri:
        return False
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK or "@" in parts.netloc:
        return False
    return port != 0 and parts.path.startswith("/") and "#" not in uri
