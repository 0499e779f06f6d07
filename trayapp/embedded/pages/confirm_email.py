"""The page behind the link that confirms a new e-mail address (INFO-6)."""

from __future__ import annotations

from fastapi import Response

from trayapp.core.errors import Rejected
from trayapp.embedded import new_email
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.visit import Visitor

router = page_router()
_PATH = "/account/confirm-email"


@router.get(_PATH)
def ask(visit: Visitor) -> Response:
    """Only asks: programs that look into letters for dangerous links open them, too."""
    value = visit.form.get("link", "")
    email = new_email.look(visit.portal, value)
    return rendering.page(visit.request, "confirm_email.html", email=email, link=value)


@router.post(_PATH)
def confirm(visit: Visitor) -> Response:
    """The address counts from now on."""
    try:
        email = new_email.confirm(visit.portal, visit.form.get("link", ""))
    except Rejected as error:
        return said(
            visit.request, "The address stays as it was", *error.fields.values(), status=409, bad=True
        )
    return said(visit.request, "Your e-mail address is confirmed", f"Sign in with {email} from now on.")
