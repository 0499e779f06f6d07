"""A tray program that is killed the moment its session has been told to end. `end_of_session.py HOME`"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

import PySide6
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from trayapp.app.tray_program import TrayProgram, run
from trayapp.ui.submit.flow import current, open_submission

WORDS = ("The printer is on fire", "Since this morning, second floor")


KILLED = 9
"""How a process ends that `die` ended."""


def die() -> None:
    """End with nothing more done, by a signal where there are any."""
    if sys.platform == "win32":
        os._exit(KILLED)
    os.kill(os.getpid(), signal.SIGKILL)


def end_session() -> None:
    """What Qt's platforms do when the desktop asks: a signal from C++ (from Python it would crash)."""
    qt = QGuiApplication.instance()
    assert qt is not None
    manager = qt.findChild(QSessionManager)
    assert manager is not None
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    emit = library._ZN15QGuiApplication17commitDataRequestER15QSessionManager
    emit.argtypes, emit.restype = [ctypes.c_void_p] * 2, None
    emit(shiboken6.getCppPointer(qt)[0], shiboken6.getCppPointer(manager)[0])


def ready(program: TrayProgram) -> None:
    """Open the dialog; once it is there, write and end the session before any timer of ours can fire."""
    context = program.context
    assert context is not None
    timer = QTimer(program)

    def look() -> None:
        dialog = current(context)
        if dialog is None:
            open_submission(context)
            return
        timer.stop()
        dialog.form.writing.fill(*WORDS)
        if "--nobody-hears" not in sys.argv:
            end_session()
        die()

    timer.timeout.connect(look)
    timer.start(20)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], ready=ready))
