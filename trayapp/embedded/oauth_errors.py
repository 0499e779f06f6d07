"""Errors of OAuth, as its RFCs name them."""

from __future__ import annotations


class OAuthError(Exception):
    """`code` is one of RFC 6749 (4.1.2.1, 5.2) or RFC 8628 (3.5); `description` is for developers."""

    def __init__(self, code: str, description: str = "") -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description


class UntrustedRedirect(OAuthError):
    """Client or address are wrong: the browser must not be sent there, not even with an error."""
