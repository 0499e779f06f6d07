"""Whether Zammad is at an address."""

from __future__ import annotations

from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look, text_of

_PATH = "/api/v1/signshow"


def recognise(look: Look) -> Recognised | None:
    """Its page asks there who is signed in, and strangers are told some settings, the place of its API among them."""
    told = look.json(_PATH)
    if look.get(_PATH).status != 200 or text_of(told, "config", "api_path") != "/api/v1":
        return None
    name = text_of(told, "config", "product_name")
    return Recognised("zammad", look.address, name if "zammad" in name.lower() else "Zammad")
