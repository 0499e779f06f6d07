"""Which computer a request comes from, for limits on what may be tried."""

from __future__ import annotations

from fastapi import Request

from trayapp.embedded.api.context import portal_of


def address_of(request: Request) -> str:
    """Its network address; behind a web server on this machine, the one that this names last.

    Only the last name in `X-Forwarded-For` is that server's own word; the others are the client's.
    """
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    if portal_of(request).site.proxied and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:100]
    return peer
