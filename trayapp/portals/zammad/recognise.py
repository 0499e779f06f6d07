"""Whether Zammad is at an address."""

from __future__ import annotations

from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look, text_of

_PATH = "/api/v1/signshow"
_SIGNS = frozenset({"api_path", "core_workflow_config", "models_searchable", "icons_url"})
"""What the settings are told with; which of them depends on the version."""


def recognise(look: Look) -> Recognised | None:
    """Its page asks there who is signed in, and strangers are told some settings (`sessions_controller.rb`)."""
    told = look.json(_PATH)
    name = text_of(told, "config", "product_name")
    if look.get(_PATH).status != 200 or not name or _SIGNS.isdisjoint(told["config"]):
        return None
    return Recognised("zammad", look.address, name if "zammad" in name.lower() else "Zammad")
