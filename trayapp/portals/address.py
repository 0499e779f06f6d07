"""Which addresses a portal may have: tokens and tickets travel encrypted, or not at all."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from trayapp.core.errors import Misconfigured


def checked(address: str) -> str:
    """The portal's address in its one form: scheme and host in small letters, without a trailing slash.

    Raises `Misconfigured` with `reason` address (not an address of a portal) or insecure (not https; plain http is
    taken for this computer alone).
    """
    parts = _split(address.strip())
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback(parts.hostname or "")):
        raise Misconfigured("the portal's address is not https", reason="insecure", address=address)
    return parts._replace(netloc=parts.netloc.lower()).geturl().rstrip("/")


def loopback(host: str) -> bool:
    """The host is this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Misconfigured(str(error), reason="address", address=address) from error
    extras = parts.username is not None or parts.query or parts.fragment
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or extras:
        raise Misconfigured("not an address of a portal", reason="address", address=_harmless(parts))
    return parts


def _harmless(parts: SplitResult) -> str:
    """The address without the secrets somebody may have put into it."""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
