"""Opening what came from the portal in the employee's own programs: a document is opened, a program never is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_RUNS = frozenset(
    """
    apk app appimage appref-ms application bash bat bin chm cmd com command cpl csh deb desktop dll dmg exe fish gadget
    hta inf ins iqy iso img jar jnlp js jse ksh library-ms lnk mht mhtml msc msi msix msixbundle msp mst ocx pif pkg ps1
    ps1xml ps2 psc1 psm1 py pyc pyw pyz rb reg rpm run scf scr sct settingcontent-ms sh shb shs slk svg sys terminal url
    vb vbe vbs vhd vhdx website webloc workflow ws wsc wsf wsh xbap xll zsh htm html xhtml shtml xht
    docm dotm xlsm xltm xlam pptm ppam potm ppsm sldm
    """.split()  # noqa: SIM905 - eighty quoted words are not easier to read
)
"""Endings of files that do something when they are opened, or are a page that passes for one of this computer's own."""


def runs(path: Path) -> bool:
    """The file may do something by itself when it is opened; so may one without an ending, for its content decides."""
    return path.suffix.removeprefix(".").lower() in _RUNS or not path.suffix


def open_file(path: Path) -> None:
    """Open a document; of anything that may run, the folder, where the employee sees what it is."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent if runs(path) else path)))
