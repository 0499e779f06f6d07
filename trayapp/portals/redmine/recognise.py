"""Whether Redmine is at an address."""

from __future__ import annotations

from trayapp.core.errors import Misconfigured
from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look
from trayapp.portals.redmine.page import MARK

_PATH = "/users/current.json"


def recognise(look: Look) -> Recognised | None:
    """Its API asks for a password by name; no stranger is told the version.

    Raises `Misconfigured` (no_api): it is one, and its administrator has not switched the API on.
    """
    answer = look.get(_PATH)
    if "redmine api" in answer.text_header("www-authenticate").lower() and answer.status == 401:
        return Recognised("redmine", look.address, "Redmine")
    if not any(MARK in look.page(path) for path in ("", "/login")):
        return None
    if answer.status == 403:
        raise Misconfigured("the API is switched off", reason="no_api", product="Redmine")
    return Recognised("redmine", look.address, "Redmine") if answer.status == 401 else None
