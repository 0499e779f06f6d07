"""The one thing in EXIF that the picture needs: which way is up."""

from __future__ import annotations

from trayapp.core.metadata.parts import BadPicture, Order, number, piece

_ORIENTATION, _SHORT = 0x0112, 3
_ENTRY = 12
_ORDERS: dict[bytes, Order] = {b"II*\0": "little", b"MM\0*": "big"}


def orientation(exif: memoryview) -> int:
    """1 (upright) to 8, of EXIF in the form of a TIFF file; 1 too for what can't be read. Never raises."""
    try:
        return _orientation(exif)
    except BadPicture:
        return 1


def _orientation(exif: memoryview) -> int:
    order = _ORDERS.get(bytes(piece(exif, 0, 4)))
    if order is None:
        return 1
    first = number(exif, 4, 4, order)
    for index in range(number(exif, first, 2, order)):
        at = first + 2 + _ENTRY * index
        if number(exif, at, 2, order) == _ORIENTATION:
            said = number(exif, at + 8, 2, order)
            return said if number(exif, at + 2, 2, order) == _SHORT and 1 <= said <= 8 else 1
    return 1
