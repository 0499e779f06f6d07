"""Events reach the UI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from trayapp.core.events import Event, OutboxChanged, PolicyChanged, TicketsChanged
from trayapp.ui.bridge import Bridge


def test_events_of_another_thread_arrive_on_the_ui_thread_in_order(qtbot: QtBot) -> None:
    """Whichever thread emits, windows hear it on theirs."""
    bridge = Bridge()
    heard: list[tuple[Event, bool]] = []
    bridge.event.connect(lambda event: heard.append((event, QThread.isMainThread())))
    events: list[Event] = [OutboxChanged(), TicketsChanged(("t1",)), PolicyChanged()]

    def emit() -> None:
        for event in events:
            bridge.emit_event(event)

    worker = threading.Thread(target=emit)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(heard) == 3)

    assert heard == [(event, True) for event in events]


def test_emitting_on_the_ui_thread_does_not_run_windows_at_once(qtbot: QtBot) -> None:
    """An event is queued even for the thread that emits it."""
    bridge = Bridge()
    heard: list[Event] = []
    bridge.event.connect(heard.append)

    bridge.emit_event(PolicyChanged())
    before = list(heard)
    qtbot.waitUntil(lambda: bool(heard))

    assert before == []


def test_an_event_after_the_bridge_is_gone_is_dropped(qtbot: QtBot) -> None:
    """The worker may outlive the windows."""
    bridge = Bridge()
    heard: list[Event] = []
    bridge.event.connect(heard.append)
    delete(bridge)

    bridge.emit_event(PolicyChanged())

    assert heard == []
