"""What the administrator calls the helpdesk."""

from __future__ import annotations

from trayapp.core.errors import Forbidden, Misconfigured, NotFound, ServerFault
from trayapp.portals.look import text_of
from trayapp.portals.zammad.link import Link


def own_name(link: Link) -> str:
    """From the settings that its pages begin with (`sessions_controller.rb`); empty where they do not tell."""
    try:
        return text_of(link.one("signshow"), "config", "product_name")
    except (ServerFault, Misconfigured, Forbidden, NotFound):
        return ""
