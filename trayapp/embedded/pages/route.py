"""How pages answer when something is wrong: with a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from trayapp.core.errors import Busy, NotFound
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.visit import ForeignForm


class PageRoute(APIRoute):
    """Turns what went wrong into a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its errors caught."""
        handler = super().get_route_handler()

        async def caught(request: Request) -> Response:
            try:
                return await handler(request)
            except ForeignForm:
                return _stale(request)
            except Busy as busy:
                return too_often(request, busy)
            except NotFound as missing:
                return _missing(request, missing)

        return caught


def router() -> APIRouter:
    """A router for pages. They are for people, so the API's document says nothing of them."""
    return APIRouter(include_in_schema=False, route_class=PageRoute)


def when(busy: Busy) -> str:
    """When to try again, in words."""
    minutes = max(1, math.ceil((busy.retry_after or 60) / 60))
    return "Try again in a minute." if minutes == 1 else f"Try again in {minutes} minutes."


def too_often(request: Request, busy: Busy) -> Response:
    """Tried too often."""
    response = said(request, "Too many tries", when(busy), status=429, bad=True)
    response.headers["Retry-After"] = str(math.ceil(busy.retry_after or 60))
    return response


def _stale(request: Request) -> Response:
    return said(
        request,
        "This page has expired",
        "What you sent was not used, because the page was open for a long time or your browser keeps no cookies.",
        status=403,
        bad=True,
        go=(request.url.path, "Open it again"),
    )


def _missing(request: Request, missing: NotFound) -> Response:
    if missing.params.get("what") == "link":
        return said(
            request,
            "This link is no longer good",
            "Links in e-mails work once and for a limited time. Have a new e-mail sent, and use the link in that one.",
            status=404,
            bad=True,
            go=("/account/forgot", "Send a new e-mail"),
        )
    return said(request, "There is no such page", "Check the address.", status=404, bad=True)
