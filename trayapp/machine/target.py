"""Where the portal is, as far as a network check needs to know."""

from __future__ import annotations

import ipaddress
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Target:
    """A host and port, and the proxy on the way there."""

    host: str
    port: int
    secure: bool = True
    """Plain HTTP is not what is spoken there."""
    proxy: tuple[str, int] | None = None
    """Host and port; never the name and password a proxy's address may hold."""

    @property
    def named(self) -> bool:
        """Whether the host is a name that has to be looked up."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.host != "localhost"
        return False

    @property
    def end(self) -> tuple[str, int]:
        """What a connection is made to."""
        return self.proxy or (self.host, self.port)


_PORTS = {"https": 443, "http": 80, "smtps": 465, "smtp": 587}


def target_of(url: str | None) -> Target:
    """The portal's host and the proxy the system sets for it. Raises `LookupError` without a usable address."""
    try:
        parts = urlsplit(url or "")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise LookupError("not an address") from error
    usual = _PORTS.get(parts.scheme)
    if not host or usual is None:
        raise LookupError("no portal")
    return Target(host, port or usual, parts.scheme != "http", _proxy(parts.scheme, host))


def _proxy(scheme: str, host: str) -> tuple[str, int] | None:
    """Mail goes through none."""
    address = urllib.request.getproxies().get(scheme)
    if not address or scheme not in {"http", "https"} or urllib.request.proxy_bypass(host):
        return None
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return (parts.hostname, parts.port or 80) if parts.hostname else None
    except ValueError:
        return None
