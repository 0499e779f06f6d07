"""Ask for access without an account (REG-5, REG-6), and the way in for who was refused (REG-3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import Response

from trayapp.core.policy import Permission, Policy
from trayapp.embedded import rate_limit, registrations
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.visit import Visit, Visitor, go_to

router = page_router()
_PATH = "/request-access"
_MOST = {"name": 200, "company": 200, "note": 2000, "email": 254}
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]+")
_ADDRESS = re.compile(r"://|www\.|/", re.IGNORECASE)
"""A stranger's words greet whoever gets the letter: they must not lead anywhere."""
_NEEDED = {
    "name": "Fill in the full name.",
    "email": "Fill in the e-mail address.",
    "company": "Fill in the company.",
}


@router.get(_PATH)
def form(visit: Visitor) -> Response:
    """Who is to be registered? Where that cannot be asked here: who can ask."""
    if _mode(visit) == "off":
        return _way_in(visit)
    return _form(visit, visit.form, {})


@router.post(_PATH)
def asked(visit: Visitor) -> Response:
    """Next: the request goes through and is confirmed. Then Finish, or one more person."""
    if _mode(visit) == "off":
        return _way_in(visit)
    step = visit.form.get("step")
    if step == "finish":
        return go_to("/")
    if step == "again":
        return go_to(f"{_PATH}?{urlencode({'company': visit.form.get('company', '')})}")
    values = {name: " ".join(visit.form.get(name, "").split()) for name in ("name", "email", "company")}
    values["note"] = visit.form.get("note", "").strip()
    if errors := _faults(values):
        return _form(visit, values, errors)
    with visit.portal.work() as work:
        rate_limit.count(work, rate_limit.ACCESS_FROM, visit.address)
        rate_limit.count(work, rate_limit.LETTER_ABOUT, values["email"])
        registrations.ask_without_account(visit.portal, work, **values)
    return rendering.page(
        visit.request,
        "access_requested.html",
        account=_mode(visit) == "account",
        name=values["name"],
        email=values["email"],
        company=values["company"],
    )


def _mode(visit: Visit) -> str:
    """off, request or account; anything else is from a newer policy, and is off."""
    mode = visit.portal.policy.registration.self_service
    return mode if mode in {"request", "account"} else "off"


def _form(visit: Visit, values: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    return rendering.page(
        visit.request,
        "request_access.html",
        422 if errors else 200,
        values=values,
        errors=errors,
        account=_mode(visit) == "account",
    )


def _faults(values: Mapping[str, str]) -> dict[str, str]:
    errors = {name: words for name, words in _NEEDED.items() if not values[name]}
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        errors["email"] = "This is no e-mail address. It looks like name@company.com."
    if _ADDRESS.search(values["name"]):
        errors["name"] = "Fill in a name, without the address of a page."
    for name, most in _MOST.items():
        if len(values[name]) > most:
            errors[name] = f"Use at most {most} characters."
    return errors


def _way_in(visit: Visit) -> Response:
    policy = visit.portal.policy
    text = policy.registration.refused or _who_may(policy)
    return said(visit.request, "How to get access", text, go=("/sign-in", "Sign in"))


def _who_may(policy: Policy) -> str:
    """Who in one's own company can ask for one, in the policy's words for levels."""
    labels = [
        level.label
        for level in policy.levels
        if level.may(Permission.REGISTER) and not level.may(Permission.STAFF)
    ]
    if not labels:
        return "Ask support for an account."
    return f"In your company, these can request an account for you in the app: {', '.join(labels)}."
