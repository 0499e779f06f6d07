"""Which computer a request comes from, for limits on what may be tried."""

from __future__ import annotations

from ipaddress import ip_address

from fastapi import Request

from trayapp.embedded.api.context import portal_of


def address_of(request: Request) -> str:
    """Its network address; behind a web server on this machine, the one that this names last.

    Only the last name in the last `X-Forwarded-For` is that server's own word; the others are the client's. Whoever
    reaches the portal past that server says nothing that counts.
    """
    # what a socket for IPv6 calls a computer that came by IPv4
    peer = request.client.host.removeprefix("::ffff:") if request.client else ""
    forwarded = request.headers.getlist("x-forwarded-for")
    if portal_of(request).site.proxied and forwarded and _is_here(peer):
        return forwarded[-1].rsplit(",", 1)[-1].strip()[:100]
    return peer


def _is_here(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
