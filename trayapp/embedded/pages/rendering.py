"""Makes pages out of templates, each with the headers that keep it safe."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response

from trayapp.embedded import opaque
from trayapp.embedded.api.context import portal_of
from trayapp.paths import resource

if TYPE_CHECKING:
    from jinja2 import Environment

FORM_COOKIE = "trayapp_form"
"""Only a page of ours knows the hash of its value; so a form that carries it is ours."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # addresses of pages hold links from letters
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page(
    request: Request, template: str, status: int = 200, *, leads_to: str = "", **values: Any
) -> Response:
    """The page. `leads_to`: where else its forms may lead, as a source of a Content-Security-Policy."""
    portal = portal_of(request)
    cookie = request.cookies.get(FORM_COOKIE) or opaque.fresh()
    text = (
        _templates()
        .get_template(template)
        .render(
            portal=portal.policy.portal_name,
            rules=portal.policy.registration,
            form_token=token_of(cookie),
            **values,
        )
    )
    response = Response(text, status, _HEADERS, "text/html")
    response.headers["Content-Security-Policy"] = _policy(leads_to)
    if FORM_COOKIE not in request.cookies:
        set_cookie(request, response, FORM_COOKIE, cookie)
    return response


def said(
    request: Request,
    title: str,
    *texts: str,
    status: int = 200,
    bad: bool = False,
    go: tuple[str, str] | None = None,
) -> Response:
    """A page that only says something. `go`: address and words of the one link that leads on."""
    return page(request, "said.html", status, title=title, texts=texts, bad=bad, go=go)


def token_of(cookie: str) -> str:
    """What the forms of a browser carry that has this cookie."""
    return opaque.digest(f"form {cookie}")


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Until the browser is closed; not for scripts, and not sent along with what other sites send."""
    safe = portal_of(request).public_url.startswith("https:")
    response.set_cookie(name, value, path="/", secure=safe, httponly=True, samesite="lax")


def _policy(leads_to: str) -> str:
    """Nothing but our own style sheet and picture; browsers also hold redirects of a form against form-action."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {leads_to}".rstrip()
    )


@cache
def _templates() -> Environment:
    # late: a portal that nobody looks at in a browser needs none of it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
