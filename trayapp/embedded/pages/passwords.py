"""Choose a password: by the link of a letter (REG-1, REG-4), after forgetting it, or signed in (INFO-6)."""

from __future__ import annotations

from fastapi import Response

from trayapp.core.errors import Rejected
from trayapp.embedded import activation, browsers, passwords, signing_in, tokens
from trayapp.embedded.links import Purpose
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.visit import SESSION_COOKIE, Visit, Visitor

router = page_router()
_TWICE = "The two do not match. Type the same password twice."
_SIGN_IN = ("/sign-in", "Sign in")


@router.get("/account/activate")
def activate(visit: Visitor) -> Response:
    """The page behind the link of an activation letter."""
    return _choose(visit, Purpose.ACTIVATE)


@router.post("/account/activate")
def activated(visit: Visitor) -> Response:
    """The account is used from now on."""
    return _chosen(visit, Purpose.ACTIVATE)


@router.get("/account/reset")
def reset(visit: Visitor) -> Response:
    """The page behind the link of a letter about a forgotten password."""
    return _choose(visit, Purpose.RESET)


@router.post("/account/reset")
def was_reset(visit: Visitor) -> Response:
    """Another password holds from now on."""
    return _chosen(visit, Purpose.RESET)


@router.get("/account/forgot")
def forgot(visit: Visitor) -> Response:
    """Whom shall the letter go to?"""
    return rendering.page(visit.request, "forgot.html", email=visit.form.get("email", ""), error="")


@router.post("/account/forgot")
def send(visit: Visitor) -> Response:
    """Send the e-mail; says the same for every address."""
    email = visit.form.get("email", "").strip()
    if not email:
        error = "Fill in your e-mail address."
        return rendering.page(visit.request, "forgot.html", 422, email=email, error=error)
    activation.send_again(visit.portal, email, visit.address)
    return said(
        visit.request,
        "Look into your mailbox",
        f"If {email} has an account here, an e-mail with a link is on its way to it.",
        "It may take a few minutes. If nothing comes, look among the unwanted mail, or check the address.",
        go=_SIGN_IN,
    )


@router.get("/account/password")
def change(visit: Visitor) -> Response:
    """The present one, and a new one."""
    return _change(visit, {}) if visit.person else visit.sign_in_first()


@router.post("/account/password")
def changed(visit: Visitor) -> Response:
    """Another one holds from now on; other browsers are signed out, and apps when that is wanted."""
    person = visit.person
    if person is None:
        return visit.sign_in_first("/account/password")
    if errors := _faults(visit, person.email, person.name):
        return _change(visit, errors)
    if not signing_in.check_password(visit.portal, person.id, visit.form.get("present", "")):
        return _change(visit, {"present": "This is not your present password."})
    kept = visit.portal.passwords.hash(visit.form["password"])
    with visit.portal.work() as work:
        signing_in.set_password(work, person.id, kept)
        activation.tell_changed(visit.portal, work, person.id)
        browsers.end_all(work, person.id, but=visit.session)
        if visit.form.get("apps"):
            tokens.end_all(work, person.id)
    return said(
        visit.request,
        "Your password is changed",
        "Other browsers are signed out."
        + (" So is every desktop app; sign in there again." if visit.form.get("apps") else ""),
        go=("/", "Go on"),
    )


def _change(visit: Visit, errors: dict[str, str]) -> Response:
    return rendering.page(
        visit.request,
        "change_password.html",
        422 if errors else 200,
        person=visit.person,
        errors=errors,
        apps=bool(visit.form.get("apps")),
        shortest=passwords.SHORTEST,
    )


def _choose(visit: Visit, purpose: Purpose, errors: dict[str, str] | None = None) -> Response:
    value = visit.form.get("link", "")
    return rendering.page(
        visit.request,
        "choose_password.html",
        422 if errors else 200,
        person=activation.whose(visit.portal, value, purpose),
        link=value,
        new=purpose is Purpose.ACTIVATE,
        errors=errors or {},
        shortest=passwords.SHORTEST,
    )


def _chosen(visit: Visit, purpose: Purpose) -> Response:
    value = visit.form.get("link", "")
    person = activation.whose(visit.portal, value, purpose)
    if errors := _faults(visit, person.email, person.name):
        return _choose(visit, purpose, errors)
    try:
        activation.choose_password(visit.portal, value, purpose, visit.form["password"], visit.address)
    except Rejected as error:
        return _choose(visit, purpose, dict(error.fields))
    title = "Your account is ready" if purpose is Purpose.ACTIVATE else "Your new password holds"
    text = f"Sign in with {person.email}, here or in the app."
    response = said(visit.request, title, text, go=_SIGN_IN)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


def _faults(visit: Visit, email: str, name: str) -> dict[str, str]:
    """What is wrong with a new password, by field."""
    password = visit.form.get("password", "")
    if reason := passwords.fault(password, email, name):
        return {"password": reason}
    return {} if password == visit.form.get("again", "") else {"again": _TWICE}
