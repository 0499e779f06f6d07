"""A device without a browser shows a code; here it is typed in, and the device allowed (RFC 8628, 3.3)."""

from __future__ import annotations

import math

from fastapi import Response

from trayapp.core.errors import NotFound
from trayapp.embedded import devices, oauth
from trayapp.embedded.pages import rendering
from trayapp.embedded.pages.authorize import abilities
from trayapp.embedded.pages.rendering import said
from trayapp.embedded.pages.route import router as page_router
from trayapp.embedded.pages.visit import Visit, Visitor

router = page_router()
_PATH = "/oauth/device"


@router.get(_PATH)
def ask(visit: Visitor) -> Response:
    """Which code does it show? With the code in the address: which device it is."""
    if visit.person is None:
        return visit.sign_in_first()
    return _which(visit) if visit.form.get("user_code") else _enter(visit)


@router.post(_PATH)
def decide(visit: Visitor) -> Response:
    """A code was typed in, or a device was decided on."""
    if visit.person is None:
        return visit.sign_in_first(_PATH)
    decision = visit.form.get("decision")
    if decision not in {"allow", "deny"}:
        return _which(visit)
    try:
        devices.decide(
            visit.portal, visit.person.id, visit.form.get("user_code", ""), allow=decision == "allow"
        )
    except NotFound:
        return _enter(visit, "This code has expired. Have the device show a new one.")
    if decision == "allow":
        return said(
            visit.request, "The device is allowed", "It signs in within seconds. You can close this page."
        )
    return said(
        visit.request,
        "The device is not allowed",
        "It gets no access. If you did not start this sign-in yourself, somebody sent you here to use your account.",
    )


def _enter(visit: Visit, error: str = "") -> Response:
    return rendering.page(
        visit.request,
        "device.html",
        422 if error else 200,
        user_code=visit.form.get("user_code", ""),
        error=error,
        person=visit.person,
    )


def _which(visit: Visit) -> Response:
    assert visit.person is not None  # noqa: S101 - both callers have checked
    try:
        device = devices.waiting(visit.portal, visit.person.id, visit.form.get("user_code", ""))
    except NotFound:
        return _enter(
            visit, "No device waits with this code. Check it on the device: it shows eight letters."
        )
    ago = math.floor((visit.portal.clock() - device.asked_at).total_seconds() / 60)
    return rendering.page(
        visit.request,
        "allow_device.html",
        device=device,
        app=oauth.CLIENTS[device.client],
        ago="less than a minute ago" if ago < 1 else f"{ago} min ago",
        person=visit.person,
        may=abilities(visit.person),
    )
