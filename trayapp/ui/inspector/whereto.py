"""Where something goes."""

from __future__ import annotations

from urllib.parse import urlsplit

from trayapp.core.errors import TrayAppError
from trayapp.core.session import Preferences


def host(preferences: Preferences) -> str:
    """The portal's address as people say it: `portal.example`; empty where none is set."""
    try:
        parts = urlsplit(str(preferences.get("portal_url").value or ""))
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    except (TrayAppError, ValueError):
        return ""
