"""Pictures as their bytes say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from trayapp.ui.inspector.seen import see, whole


def picture(form: str = "PNG", width: int = 320, height: int = 180) -> bytes:
    """A picture in one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#35506b"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)  # type: ignore[call-overload]
    return bytes(data.data())


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_bytes_speak_for_themselves(qtbot: QtBot, form: str) -> None:
    """Form, pixels and size are read from the bytes, not from a name; the thumbnail is sharp on its screen."""
    data = picture(form)
    seen = see(data, 2.0)

    assert (seen.form, seen.width, seen.height, seen.size) == (f"image/{form.lower()}", 320, 180, len(data))
    assert (seen.small.width(), seen.small.devicePixelRatio()) == (288, 2.0)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', picture()[:60]],
)
def test_what_is_no_picture_is_not_drawn(qtbot: QtBot, data: bytes) -> None:
    """Text, drawings that may refer to other places, and torn pictures give nothing to look at, and no error."""
    assert see(data, 1.0).small.isNull()
    assert whole(data).isNull()
