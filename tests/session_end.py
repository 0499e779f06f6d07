"""The end of a session as Qt's platforms tell of it, for tests."""

from __future__ import annotations

import ctypes
from pathlib import Path

import PySide6
import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QSessionManager


def end_session(qt: QCoreApplication) -> None:
    """What Qt does when the desktop asks: a signal from C++. On Linux, where its library is found by its name.

    Sent from Python it would crash (PySide6 6.11): a reference to what cannot be copied.
    """
    manager = qt.findChild(QSessionManager)
    assert manager is not None
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    emit = library._ZN15QGuiApplication17commitDataRequestER15QSessionManager
    emit.argtypes, emit.restype = [ctypes.c_void_p] * 2, None
    emit(shiboken6.getCppPointer(qt)[0], shiboken6.getCppPointer(manager)[0])
