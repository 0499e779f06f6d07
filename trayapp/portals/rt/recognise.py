"""Whether Request Tracker is at an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from trayapp.core.errors import Misconfigured
from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look, text_of
from trayapp.portals.rt.me import OLDEST, PRODUCT

_PATH = "/REST/2.0/rt"
_VERSION = re.compile(r"RT Version ([0-9]{1,3}(?:\.[0-9]+){0,3})")


def recognise(look: Look) -> Recognised | None:
    """REST2 refuses strangers in JSON, as nothing else does there; the page of the sign-in has the version.

    Raises `Misconfigured` (version, no_api): it is one, but too old, or something before it hides its REST2.
    """
    found = _VERSION.search(look.page() or look.page("/NoAuth/Login.html"))
    version = found[1] if found else ""
    if version and int(version.partition(".")[0]) < OLDEST:
        raise Misconfigured(f"version {version}", reason="version", found=version, product=PRODUCT)
    if look.get(_PATH).status == 401 and text_of(look.json(_PATH), "message") == "Unauthorized":
        return Recognised("rt", look.address, PRODUCT, version)
    if version and not urlsplit(look.address).path.strip("/"):  # further in, it may be above
        raise Misconfigured("no REST2 where its pages are", reason="no_api", product=PRODUCT)
    return None
