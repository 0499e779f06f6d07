"""Keeps the key that opens the dialog from anywhere as the setting says."""

from __future__ import annotations

import logging

from trayapp.core.errors import LocalFault
from trayapp.core.ports import GlobalKey
from trayapp.core.session import Preferences, Value

SETTING = "hotkey"
_log = logging.getLogger(__name__)


class HotKey:
    """Asks for the key at the start and whenever the setting changes. From any thread; may block on the desktop."""

    def __init__(self, preferences: Preferences, key: GlobalKey) -> None:
        self._preferences = preferences
        self._key = key

    def use(self) -> None:
        """The key that is set now. One that cannot be had is told on the settings page and by `trayapp doctor`."""
        keys = str(self._preferences.get(SETTING).value or "")
        try:
            self._key.use(keys)
        except LocalFault as fault:
            _log.info("the key %s opens nothing: %s", keys, fault)
        else:
            _log.info("the key that opens the dialog: %s", keys or "none")

    def hear(self, key: str, _value: Value) -> None:
        """A setting changed."""
        if key == SETTING:
            self.use()
