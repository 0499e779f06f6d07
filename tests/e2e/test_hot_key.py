"""A key opens the dialog while another program has the focus, on a real screen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest

from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.waiting import wait_for

pytestmark = pytest.mark.e2e

_DIALOG, _OTHER = "Get help", "another program"
_PROGRAM = (
    "from PySide6.QtWidgets import QApplication, QLineEdit;"
    f"app = QApplication([]); field = QLineEdit(); field.setWindowTitle({_OTHER!r}); field.show(); app.exec()"
)


@pytest.fixture
def tray_app(environment: Mapping[str, str], screen: Screen) -> Iterator[AppProcess]:
    """The tray program, its icon in the tray."""
    with AppProcess(environment) as app:
        app.wait_for_icon(screen)
        wait_for(lambda: app.said("the key that opens the dialog: none"), "the setting to be read")
        yield app


@pytest.fixture
def other(environment: Mapping[str, str], screen: Screen) -> Iterator[None]:
    """A program with a field that has the focus."""
    with subprocess.Popen([sys.executable, "-c", _PROGRAM], env=dict(environment)) as process:
        wait_for(lambda: screen.active() == _OTHER, "the other program")
        yield
        process.kill()


def set_key(environment: Mapping[str, str], keys: str) -> None:
    """From the command line, while the program runs."""
    command = [sys.executable, "-m", "trayapp", "config", "set", "hotkey", keys]
    subprocess.run(command, env=dict(environment), check=True, capture_output=True, timeout=30)


@pytest.mark.rule("APP-1")
@pytest.mark.usefixtures("other")
def test_the_key_opens_the_dialog_from_another_program(
    tray_app: AppProcess, screen: Screen, environment: Mapping[str, str]
) -> None:
    """It is off until it is set; setting it on the command line counts at once in the program that runs."""
    screen.key("ctrl+alt+h")
    set_key(environment, "Ctrl+Alt+H")
    wait_for(lambda: tray_app.said("the key that opens the dialog: Ctrl+Alt+H"), "the key to be set")
    assert screen.active() == _OTHER

    screen.key("ctrl+alt+h")

    wait_for(lambda: screen.active() == _DIALOG, "the dialog")
    screen.key("Escape")
    wait_for(lambda: _DIALOG not in screen.windows(), "the dialog to go")
