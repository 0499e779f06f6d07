"""The bundle leaves out what the program does not need, and nothing else."""

from __future__ import annotations

import pytest

from installer.trim import needed


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "libssl.so.3",
        "libsqlite3.so.0",
        "resources/icons/tray.svg",
    ],
)
def test_what_the_program_uses_stays(name: str) -> None:
    """Screens, pictures, encryption and our own files are in the bundle."""
    assert needed(name, "linux")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "libglib-2.0.so.0",
        "libX11.so.6",
    ],
)
def test_what_the_machine_has_or_nobody_uses_goes(name: str) -> None:
    """Libraries of the desktop and unused parts of Qt are not carried along."""
    assert not needed(name, "linux")


def test_other_systems_keep_their_libraries() -> None:
    """Only a Linux desktop brings libraries of its own; paths may have backslashes."""
    assert needed("libpng16.dll", "win32")
    assert not needed("PySide6\\Qt\\translations\\qtbase_de.qm", "win32")
