"""An app asks to act for whoever is at the browser: they are asked, and the app hears the answer."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from fastapi import Request, Response

from trayapp.core.policy import Permission
from trayapp.embedded import oauth
from trayapp.embedded.accounts import Person
from trayapp.embedded.oauth import Authorization
from trayapp.embedded.oauth_errors import OAuthError, UntrustedRedirect
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.visit import Visit, Visitor, go_to

router = page_router()
_PATH = "/oauth/authorize"


@router.get(_PATH)
def ask(visit: Visitor) -> Response:
    """May this app act for you? They sign in first."""
    if len(visit.form) < len(visit.request.query_params.multi_items()):
        return _distrusted(visit.request, "a parameter came twice")
    asked = _asked(visit)
    if isinstance(asked, Response):
        return asked
    if visit.person is None:
        return visit.sign_in_first()
    return rendering.page(
        visit.request,
        "allow.html",
        leads_to=_source(asked.redirect_uri),
        app=oauth.CLIENTS[asked.client],
        person=visit.person,
        may=abilities(visit.person),
        parameters=asked.parameters(),
        here=visit.here,
    )


@router.post(_PATH)
def decide(visit: Visitor) -> Response:
    """They answered."""
    asked = _asked(visit)
    if isinstance(asked, Response):
        return asked
    if visit.person is None:
        return visit.sign_in_first(f"{_PATH}?{urlencode(asked.parameters())}")
    issuer = visit.portal.public_url
    if visit.form.get("decision") != "allow":
        return go_to(oauth.back(asked.redirect_uri, issuer, asked.state, error="access_denied"))
    with visit.portal.work() as work:
        code = oauth.grant(work, visit.person.id, asked)
    return go_to(oauth.back(asked.redirect_uri, issuer, asked.state, code=code))


def abilities(person: Person) -> list[str]:
    """What an app may do that acts for this person, in their words."""
    told = {
        Permission.CREATE: "Send new tickets in your name, with the pictures and facts you choose",
        Permission.UPDATE: "Show your tickets, and answer on them",
        Permission.COMPANY: f"Show all tickets of {person.company}, and answer on them",
        Permission.REGISTER: "Ask for accounts for others",
        Permission.PROFILE: "Show and edit your profile",
        Permission.STAFF: "Show the tickets of every company, and answer on them",
    }
    return [words for permission, words in told.items() if person.may(permission)]


def _asked(visit: Visit) -> Authorization | Response:
    """What the app asks; or the answer when it asks wrongly: to the app where its address can be trusted."""
    given: Mapping[str, str] = visit.form
    try:
        redirect_uri = oauth.redirect_of(given)
    except UntrustedRedirect as error:
        return _distrusted(visit.request, error.description)
    try:
        return oauth.parse(given)
    except OAuthError as error:
        return go_to(
            oauth.back(
                redirect_uri,
                visit.portal.public_url,
                given.get("state", ""),
                error=error.code,
                error_description=error.description,
            )
        )


def _distrusted(request: Request, why: str) -> Response:
    return said(
        request,
        "This sign-in cannot go on",
        "An app has sent you here with an address that is wrong. Start again from the app.",
        f"For the app's makers: {why}.",
        status=400,
        bad=True,
    )


def _source(redirect_uri: str) -> str:
    """As a source of a Content-Security-Policy. That has no way to write an IPv6 address."""
    parts = urlsplit(redirect_uri)
    return "http:" if parts.hostname == "::1" else f"http://{parts.netloc}"
