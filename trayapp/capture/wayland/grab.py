"""Pictures of the screen on Wayland: the desktop takes one of everything, and it is cut into monitors here."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from trayapp.capture.blank import refuse_blank
from trayapp.capture.screens import LookAtScreens, Screen
from trayapp.capture.wayland.outputs import outputs
from trayapp.capture.wayland.portal_file import take
from trayapp.capture.wayland.portal_permission import refused_for_good
from trayapp.capture.wayland.portal_picture import cut, decode
from trayapp.capture.wayland.portal_request import screenshot_uri
from trayapp.capture.wayland.split import split
from trayapp.core.errors import LocalFault
from trayapp.core.ports import Mend, RawShot

_LIMIT = 15.0
"""Seconds for everything, the person's answer to the desktop's question included."""


_LOOK = 2.0
"""Seconds for asking why it refused."""


class PortalGrab:
    """Asks the desktop. Blocks, up to 15 s when the desktop asks the person first: never call it on the UI thread."""

    waits = True

    def __init__(
        self, environment: Mapping[str, str], screens: LookAtScreens = tuple, limit: float = _LIMIT
    ) -> None:
        self._environment = environment
        self._parent = parent_handle(environment)
        self._screens = screens
        self._limit = limit

    def prepare(self) -> None:
        """Nothing to do: the desktop takes the pictures."""

    def grab(self) -> Sequence[RawShot]:
        """Every monitor. Raises `LocalFault` with `reason` denied, black or failed."""
        before, asked_at = self._monitors(), time.time()
        picture = decode(take(self._picture(), asked_at))
        after = self._monitors()
        # one that came or went meanwhile: nobody knows which of them the picture shows
        monitors = after if after == before else ()
        pieces = split(picture.width(), picture.height(), monitors)
        return refuse_blank([cut(picture, piece) for piece in pieces])

    def _monitors(self) -> Sequence[Screen]:
        return outputs(self._environment) or self._screens()

    def _picture(self) -> str:
        try:
            return screenshot_uri(self._parent, self._limit)
        except LocalFault as fault:
            raise _with_mend(fault) from fault


def _with_mend(fault: LocalFault) -> LocalFault:
    """A refusal that the desktop remembers says how it can be mended."""
    if fault.params.get("reason") == "denied" and refused_for_good(_LOOK):
        return LocalFault(fault.detail, **fault.params, mend=Mend.ASK_AGAIN)
    return fault


def parent_handle(environment: Mapping[str, str]) -> str:
    """The window on whose behalf we ask: none, for the picture is taken before ours shows.

    WORKAROUND https://github.com/flameshot-org/flameshot/pull/4664: GNOME 46 and later refuse an empty handle, and
    take one without a window. https://github.com/flameshot-org/flameshot/issues/4883: KDE is the other way round.
    """
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").casefold().split(":")
    return "wayland:" if "gnome" in desktops else ""
