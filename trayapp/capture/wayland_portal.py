"""Pictures of the screen on Wayland: the desktop takes one of everything, and it is cut into monitors here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QImage

from trayapp.capture.blank import refuse_blank
from trayapp.capture.portal_file import take
from trayapp.capture.portal_permission import refused_for_good
from trayapp.capture.portal_request import screenshot_uri
from trayapp.capture.screens import LookAtScreens
from trayapp.capture.split import Piece, split
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
        self._parent = parent_handle(environment)
        self._screens = screens
        self._limit = limit

    def prepare(self) -> None:
        """Nothing to do: the desktop takes the pictures."""

    def grab(self) -> Sequence[RawShot]:
        """Every monitor. Raises `LocalFault` with `reason` denied, black or failed."""
        picture = decode(take(self._picture()))
        pieces = split(picture.width(), picture.height(), self._screens())
        return refuse_blank([_shot(picture, piece) for piece in pieces])

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


def decode(data: bytes) -> QImage:
    """The picture, 32 bits a pixel. Raises `LocalFault` with `reason` failed."""
    picture = QImage.fromData(data)
    if picture.isNull():
        raise LocalFault("the portal's picture cannot be read", reason="failed")
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def _shot(picture: QImage, piece: Piece) -> RawShot:
    part = picture.copy(piece.left, piece.top, piece.width, piece.height)
    # rows of 32-bit pixels need no padding, so the bytes are B G R X on every machine Qt calls little-endian
    pixels = bytes(part.constBits())
    return RawShot(piece.name, piece.left, piece.top, piece.width, piece.height, pixels, piece.scale)
