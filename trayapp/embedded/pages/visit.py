"""Who looks at a page, in which browser, and what they filled in."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, quote

from fastapi import Depends, Request, Response
from starlette.responses import RedirectResponse

from trayapp.embedded import browsers
from trayapp.embedded.accounts import Person
from trayapp.embedded.api.client_address import address_of
from trayapp.embedded.api.context import portal_of
from trayapp.embedded.pages.rendering import FORM_COOKIE, set_cookie, token_of
from trayapp.embedded.portal import Portal

SESSION_COOKIE = "trayapp_session"
_OURS = re.compile(r"/(?:oauth|account)/[^\s\\]*")
"""Where one may be sent after signing in: pages of ours."""
_LONGEST = 4000
"""Characters of a field."""


class ForeignForm(Exception):
    """The form is not from a page that this browser got from us, or its cookies are gone."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page."""

    request: Request
    portal: Portal
    person: Person | None
    """Who is signed in in this browser."""
    session: str
    """The value of their cookie."""
    form: Mapping[str, str]
    """The fields of a form that was sent; without, those of the address."""

    @property
    def address(self) -> str:
        """The network address it comes from."""
        return address_of(self.request)

    @property
    def next(self) -> str:
        """Where they wanted to go before they had to sign in; empty: nowhere."""
        wanted = self.form.get("next", "")
        return wanted if _OURS.fullmatch(wanted) else ""

    @property
    def here(self) -> str:
        """The address of this page, with its parameters."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    def sign_in_first(self, then: str = "") -> Response:
        """To the sign-in page, and back here (or there)."""
        return go_to(f"/sign-in?next={quote(then or self.here, safe='')}")

    def begun(self, response: Response, account_id: str) -> Response:
        """That answer, and the browser is signed in as that account from now on."""
        with self.portal.work() as work:
            browsers.end(work, self.session)
            value = browsers.begin(work, account_id)
        set_cookie(self.request, response, SESSION_COOKIE, value)
        return response


async def _fields(request: Request) -> Mapping[str, str]:
    """Raises `ForeignForm`."""
    if request.method != "POST":
        return _named(request.url.query)
    fields = _named((await request.body()).decode("utf-8", "replace"))
    expected = token_of(request.cookies.get(FORM_COOKIE, ""))
    ours = FORM_COOKIE in request.cookies and hmac.compare_digest(
        fields.get("form_token", "").encode(), expected.encode()
    )
    # browsers say where a request comes from; what says nothing is no browser of today
    if not ours or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise ForeignForm
    return fields


def _named(encoded: str) -> dict[str, str]:
    return {name: value[:_LONGEST] for name, value in parse_qsl(encoded, keep_blank_values=True)}


def _visit(request: Request, form: Annotated[Mapping[str, str], Depends(_fields)]) -> Visit:
    portal = portal_of(request)
    session = request.cookies.get(SESSION_COOKIE, "")
    with portal.db.read() as tx:
        person = browsers.person(tx, session, portal.profile, portal.clock()) if session else None
    return Visit(request, portal, person, session, form)


Visitor = Annotated[Visit, Depends(_visit)]


def go_to(address: str) -> Response:
    """The browser fetches that address next, whatever it sent here."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
