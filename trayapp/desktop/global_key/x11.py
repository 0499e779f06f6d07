"""A key heard from anywhere on X11: grabbed on a connection of its own, heard on a thread of its own."""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable, Iterator

from trayapp.core.errors import LocalFault
from trayapp.core.keys import Keys
from trayapp.desktop.global_key.choose import read
from trayapp.desktop.global_key.keysyms import ALT, META, NUM_LOCK, keysym
from trayapp.desktop.global_key.xcb import KEY_PRESS, KEY_RELEASE, MAPPING_NOTIFY, Taken, XKeyboard

_log = logging.getLogger(__name__)
_SHIFT, _LOCK, _CONTROL, _MOD1, _MOD2, _MOD4 = 1, 2, 4, 8, 16, 64
_END_SECONDS = 2.0


class X11Key:
    """Works wherever the focus is, unless another program holds the whole keyboard, as an open menu does."""

    offered = True

    def __init__(self, display: str, pressed: Callable[[], None]) -> None:
        self._display = display
        self._pressed = pressed
        self._lock = threading.Lock()
        self._used: _Listener | None = None

    def use(self, keys: str) -> None:
        """See `GlobalKey.use`. A key that cannot be had leaves none."""
        wanted = read(keys) if keys else None
        with self._lock:
            if self._used is not None and self._used.keys == wanted and self._used.alive:
                return
            self._stop()
            if wanted is not None:
                self._used = _Listener(self._display, wanted, self._pressed)

    def close(self) -> None:
        """Give it back."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        used, self._used = self._used, None
        if used is not None:
            used.stop()


class _Listener:
    """One key, from grabbing it to giving it back. Raises `LocalFault` with `reason` taken, keys or unsupported."""

    def __init__(self, display: str, keys: Keys, pressed: Callable[[], None]) -> None:
        self.keys = keys
        self._pressed = pressed
        try:
            self._keyboard = XKeyboard(display)
        except OSError as error:
            raise LocalFault(str(error), reason="unsupported") from error
        try:
            _grab(self._keyboard, keys)
        except LocalFault:
            self._keyboard.close()
            raise
        self._ended, self._end = os.pipe()
        self._thread = threading.Thread(target=self._listen, name="global-key", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """It is still heard."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """No press is told any more when it returns."""
        os.close(self._end)
        self._thread.join(_END_SECONDS)

    def _listen(self) -> None:
        released = -1
        try:
            for kind, at in self._events():
                # a key that is held down comes as releases and presses of the same moment
                if kind == KEY_PRESS and at != released:
                    self._pressed()
                elif kind == KEY_RELEASE:
                    released = at
                elif kind == MAPPING_NOTIFY:
                    self._grab_again()
        except OSError as error:
            _log.info("the global key is heard no longer: %s", error)
        finally:
            self._keyboard.close()
            os.close(self._ended)

    def _events(self) -> Iterator[tuple[int, int]]:
        """Until the end."""
        ended = False
        while not ended:
            while (event := self._keyboard.next_event()) is not None:
                yield event
            ended = self._ended in select.select([self._keyboard.socket, self._ended], [], [])[0]

    def _grab_again(self) -> None:
        """The layout changed: the letter may lie on another key now."""
        self._keyboard.release()
        try:
            _grab(self._keyboard, self.keys)
        except LocalFault as fault:
            _log.warning("the global key does not work on this keyboard layout: %s", fault)


def _grab(keyboard: XKeyboard, keys: Keys) -> None:
    """With every state of the locks: a key with Caps Lock on is another one to X."""
    try:
        code, modifiers, locks = _place(keyboard, keys)
        for lock in locks:
            keyboard.grab(code, modifiers | lock)
    except Taken as error:
        keyboard.release()
        raise LocalFault(f"another program has {keys}", reason="taken", keys=str(keys)) from error
    except OSError as error:
        raise LocalFault(str(error), reason="unsupported") from error


def _place(keyboard: XKeyboard, keys: Keys) -> tuple[int, int, list[int]]:
    """Key code, modifiers, and what the locks may add to them. Raises `LocalFault` with `reason` keys."""
    wanted, meanings, mapped = keysym(keys.key), keyboard.meanings(), keyboard.modifiers()
    levels = max(map(len, meanings.values()), default=0)
    found = (code for at in range(levels) for code, each in meanings.items() if each[at] == wanted)
    code = next(found, None)
    if code is None:
        raise LocalFault(f"this keyboard has no {keys.key}", reason="keys", keys=str(keys))

    def mask_of(wanted: tuple[int, ...], usual: int) -> int:
        codes = {code for code, each in meanings.items() if set(each) & set(wanted)}
        masks = [1 << at for at, each in enumerate(mapped) if at > 2 and codes & set(each)]
        return masks[0] if masks else usual

    bits = {"Shift": _SHIFT, "Ctrl": _CONTROL, "Alt": mask_of(ALT, _MOD1), "Meta": mask_of(META, _MOD4)}
    number = mask_of(NUM_LOCK, _MOD2)
    return code, sum(bits[name] for name in keys.modifiers), [0, _LOCK, number, _LOCK | number]
