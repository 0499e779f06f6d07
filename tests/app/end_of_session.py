"""A tray program that is killed the moment its session has been told to end. `end_of_session.py HOME`"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from tests.session_end import end_session
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


def ready(program: TrayProgram) -> None:
    """Open the dialog; once it is there, write and end the session before any timer of ours can fire."""
    context = program.context
    assert context is not None
    qt = QGuiApplication.instance()
    assert qt is not None
    timer = QTimer(program)

    def look() -> None:
        dialog = current(context)
        if dialog is None:
            open_submission(context)
            return
        timer.stop()
        dialog.form.writing.fill(*WORDS)
        if "--nobody-hears" not in sys.argv:
            end_session(qt)
        die()

    timer.timeout.connect(look)
    timer.start(20)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], ready=ready))
