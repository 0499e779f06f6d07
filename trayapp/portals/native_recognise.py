"""Whether a portal of this project is at an address."""

from __future__ import annotations

from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look, text_of

_PATH = "/api/v1/probe"


def recognise(look: Look) -> Recognised | None:
    """It refuses strangers with a problem document of its own."""
    if look.get(_PATH).media_type != "application/problem+json" or look.get(_PATH).status != 401:
        return None
    kind = text_of(look.json(_PATH), "kind")
    return Recognised("native", look.address, "Trayapp portal") if kind == "sign_in" else None
