"""A key heard from anywhere on Wayland, where the desktop has the portal GlobalShortcuts. The desktop may ask first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from trayapp.core.keys import Keys
from trayapp.desktop.global_key.choose import read

if TYPE_CHECKING:
    from trayapp.desktop.global_key.portal_shortcuts import ShortcutSession

_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
_NAMED = {
    "Ins": "Insert",
    "Del": "Delete",
    "PgUp": "Prior",
    "PgDown": "Next",
    "ScrollLock": "Scroll_Lock",
    "Space": "space",
}
_ASK_SECONDS = 60.0
_END_SECONDS = 2.0


class PortalKey:
    """The desktop decides which key it is; ours is a wish."""

    def __init__(self, pressed: Callable[[], None], description: str, seconds: float = _ASK_SECONDS) -> None:
        self._pressed = pressed
        self._description = description
        self._seconds = seconds
        self._lock = threading.Lock()
        self._keys: Keys | None = None
        self._session: ShortcutSession | None = None
        self._thread: threading.Thread | None = None

    @cached_property
    def offered(self) -> bool:
        """Asked of the desktop once; blocks up to two seconds."""
        from trayapp.desktop.global_key.portal_shortcuts import offered

        return offered()

    def use(self, keys: str) -> None:
        """See `GlobalKey.use`. Blocks while the desktop asks the person."""
        from trayapp.desktop.global_key.portal_shortcuts import ShortcutSession

        wanted = read(keys) if keys else None
        with self._lock:
            if wanted == self._keys and (self._thread is None or self._thread.is_alive()):
                return
            self._stop()
            if wanted is None:
                return
            session = ShortcutSession(trigger(wanted), self._description, self._seconds)
            thread = threading.Thread(target=self._listen, args=(session,), name="global-key", daemon=True)
            self._keys, self._session, self._thread = wanted, session, thread
            thread.start()

    def close(self) -> None:
        """Give it back. While the desktop asks the person nobody waits for that: the program ends."""
        if self._lock.acquire(timeout=_END_SECONDS):
            try:
                self._stop()
            finally:
                self._lock.release()

    def _listen(self, session: ShortcutSession) -> None:
        while session.wait():
            self._pressed()
        session.close()

    def _stop(self) -> None:
        session, self._session, self._keys = self._session, None, None
        if session is not None and self._thread is not None and self._thread.is_alive():
            session.end()
            self._thread.join(_END_SECONDS)
        self._thread = None


def trigger(keys: Keys) -> str:
    """As the freedesktop shortcuts specification writes it: `CTRL+ALT+h`."""
    name = _NAMED.get(keys.key, keys.key)
    key = name.lower() if len(name) == 1 else name
    return "+".join(
        [*(_MODIFIERS[each] for each in ("Ctrl", "Alt", "Shift", "Meta") if each in keys.modifiers), key]
    )
