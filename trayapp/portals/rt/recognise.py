"""Whether Request Tracker is at an address."""

from __future__ import annotations

import re

from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look, text_of

_PATH = "/REST/2.0/rt"
_VERSION = re.compile(r"RT Version ([0-9]+(?:\.[0-9]+){0,3})")


def recognise(look: Look) -> Recognised | None:
    """REST2 refuses strangers in JSON, as nothing else does there; the page of the sign-in has the version."""
    if look.get(_PATH).status != 401 or text_of(look.json(_PATH), "message") != "Unauthorized":
        return None
    found = _VERSION.search(look.page() or look.page("/NoAuth/Login.html"))
    return Recognised("rt", look.address, "Request Tracker", found[1] if found else "")
