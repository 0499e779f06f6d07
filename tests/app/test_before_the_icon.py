"""What is loaded before the tray icon shows."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.unmeasured import unmeasured

_LOADED = "import json, sys, trayapp.app.tray_program; print(json.dumps(list(sys.modules)))"
_LATER = (
    "trayapp.core.model",
    "trayapp.settings",
    "trayapp.store",
    "trayapp.sync",
    "trayapp.portals",
    "trayapp.machine",
    "trayapp.capture",
    "trayapp.ui.submit",
    "trayapp.ui.widgets",
    "PySide6.QtNetwork",
    "httpx",
    "sqlite3",
    "ssl",
    "keyring",
    "mss",
    "psutil",
)


@pytest.mark.rule("APP-1")
def test_nothing_heavy_is_loaded_before_the_icon_shows() -> None:
    """Everything but Qt and the icon itself is loaded once the icon shows."""
    printed = subprocess.check_output([sys.executable, "-c", _LOADED], env=unmeasured(), text=True)

    loaded = set(json.loads(printed))
    assert "trayapp.ui.tray_icon" in loaded
    assert loaded & set(_LATER) == set()
