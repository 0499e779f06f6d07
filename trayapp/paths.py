"""Where things lie: the employee's folders and the program's own resources. A leaf, imported by any room."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "TRAYAPP_HOME"
"""Puts settings, data, cache and logs under one folder (tests, portable use)."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one user's program. None is created here."""

    config: Path
    data: Path
    cache: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        """The employee's own settings."""
        return self.config / "settings.json"

    @property
    def database(self) -> Path:
        """Outbox, tickets and everything pulled."""
        return self.data / "trayapp.db"

    @property
    def spool(self) -> Path:
        """Attachment bytes that wait for the portal's acknowledgement."""
        return self.data / "spool"


def places(home: str | None = None) -> Places:
    """The folders under `home`, else under `TRAYAPP_HOME`, else where the platform keeps them."""
    root = home or os.environ.get(HOME_VARIABLE)
    if root:
        base = Path(root).expanduser().absolute()
        return Places(base / "config", base / "data", base / "cache", base / "logs")
    from platformdirs import PlatformDirs  # a portable home never needs it

    dirs = PlatformDirs("trayapp", appauthor=False, roaming=False)
    return Places(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path)


def resource(*parts: str) -> Path:
    """A file of the program's `resources` folder: frozen, installed, or in a checkout."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen) / "resources"] if frozen else [package / "resources", package.parent / "resources"]
    for root in roots:
        if root.is_dir():
            return root.joinpath(*parts)
    message = f"the resources folder is missing (looked in {', '.join(map(str, roots))})"
    raise FileNotFoundError(message)
