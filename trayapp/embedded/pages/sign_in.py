"""Sign in, sign out, and where one is then."""

from __future__ import annotations

import math

from fastapi import Response

from trayapp.core.errors import Busy, SignIn
from trayapp.embedded import activation, browsers, signing_in
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.route import when
from trayapp.embedded.pages.visit import SESSION_COOKIE, Visit, Visitor, go_to
from trayapp.embedded.signing_in import NotActivated

router = page_router()


@router.get("/")
def home(visit: Visitor) -> Response:
    """What a person can do here."""
    if visit.person is None:
        return go_to("/sign-in")
    return rendering.page(visit.request, "home.html", person=visit.person)


@router.get("/sign-in")
def ask(visit: Visitor) -> Response:
    """Who is there?"""
    return go_to(visit.next or "/") if visit.person else _page(visit)


@router.post("/sign-in")
def sign_in(visit: Visitor) -> Response:
    """Check address and password (REG-6)."""
    email = visit.form.get("email", "").strip()
    password = visit.form.get("password", "")
    if not email or not password:
        return _page(visit, 422, error="Fill in both your e-mail address and your password.")
    try:
        account_id = signing_in.account_of(visit.portal, email, password, visit.address)
    except SignIn:
        return _page(visit, 422, error="This e-mail address and password do not belong together.", again=True)
    except NotActivated:
        return rendering.page(visit.request, "not_activated.html", 403, email=email, sent=False)
    except Busy as busy:
        response = _page(visit, 429, error=f"There were too many tries. {when(busy)}")
        response.headers["Retry-After"] = str(math.ceil(busy.retry_after or 60))
        return response
    return visit.begun(go_to(visit.next or "/"), account_id)


@router.post("/sign-out")
def sign_out(visit: Visitor) -> Response:
    """Nobody is signed in in this browser any more; apps stay signed in."""
    with visit.portal.work() as work:
        browsers.end(work, visit.session)
    response = visit.sign_in_first(visit.next) if visit.next else go_to("/sign-in")
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


@router.post("/account/send-again")
def send_again(visit: Visitor) -> Response:
    """Have the activation letter sent again (REG-4). Says the same for every address."""
    email = visit.form.get("email", "")
    activation.send_again(visit.portal, email, visit.address)
    return rendering.page(visit.request, "not_activated.html", email=email, sent=True)


def _page(visit: Visit, status: int = 200, *, error: str = "", again: bool = False) -> Response:
    return rendering.page(
        visit.request,
        "sign_in.html",
        status,
        email=visit.form.get("email", ""),
        next=visit.next,
        error=error,
        again=again,
    )
