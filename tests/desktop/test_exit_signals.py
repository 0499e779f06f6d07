"""A signal ends the program through its own loop."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from trayapp.desktop.exit_signals import ExitSignals

NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {name: signal.getsignal(getattr(signal, name)) for name in NAMES}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_heard_while_the_loop_waits(qtbot: QtBot, name: str) -> None:
    """Each of the signals of a session's end calls `leave` on the UI thread."""
    heard: list[str] = []
    signals = ExitSignals(lambda: heard.append(name))

    signal.raise_signal(getattr(signal, name))
    qtbot.waitUntil(lambda: heard == [name])

    signals.close()


def test_after_close_the_wakeup_is_given_back(qtbot: QtBot) -> None:
    """Closed, it leaves the interpreter as it found it."""
    signals = ExitSignals(lambda: None)
    signals.close()

    assert signal.set_wakeup_fd(-1) == -1
