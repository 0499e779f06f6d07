"""Which methods an address knows."""

from __future__ import annotations

from fastapi import Request
from starlette.routing import Match

_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def allowed(request: Request) -> str:
    """All of them, for the header `Allow` (RFC 9110, 10.2.1): the router names those of one route alone."""
    routes = request.app.router.routes
    scope = dict(request.scope)
    return ", ".join(
        method
        for method in _METHODS
        if any(route.matches(scope | {"method": method})[0] is Match.FULL for route in routes)
    )
