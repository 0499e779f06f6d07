"""Jobs off the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from trayapp.ui.background import Background


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    """Threads that end with the test."""
    made = Background()
    yield made
    made.shutdown()


def test_a_job_runs_elsewhere_and_its_result_comes_back(qtbot: QtBot, background: Background) -> None:
    """The job is off the UI thread, the callback on it."""
    seen: list[tuple[bool, bool]] = []

    background.run(QThread.isMainThread, lambda on_ui: seen.append((on_ui, QThread.isMainThread())))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(False, True)]


def test_a_failure_comes_back_too(qtbot: QtBot, background: Background) -> None:
    """An exception reaches its callback on the UI thread."""
    failures: list[Exception] = []

    background.run(lambda: 1 // 0, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))

    assert isinstance(failures[0], ZeroDivisionError)


@pytest.mark.expect_log("a background job failed")
def test_a_failure_that_nobody_handles_is_logged(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug in a job is never silent."""
    background.run(lambda: 1 // 0, lambda _: None)

    qtbot.waitUntil(lambda: "ZeroDivisionError" in caplog.text)


def test_a_callback_is_dropped_when_its_owner_is_gone(qtbot: QtBot, background: Background) -> None:
    """A window that was closed meanwhile is not called."""
    owner, go = QObject(), threading.Event()
    called: list[str] = []

    background.run(go.wait, lambda _: called.append("owner"), owner=owner)
    background.run(go.wait, lambda _: called.append("free"))
    delete(owner)
    go.set()
    qtbot.waitUntil(lambda: "free" in called)

    assert called == ["free"]


def test_after_shutdown_nothing_is_called(qtbot: QtBot) -> None:
    """Jobs that have not begun are dropped, callbacks too."""
    background = Background(threads=1)
    go, called = threading.Event(), list[int]()
    background.run(go.wait, lambda _: called.append(1))
    background.run(lambda: None, lambda _: called.append(2))
    threading.Timer(0, go.set).start()

    background.shutdown()
    background.run(lambda: None, lambda _: called.append(3))
    background.post(lambda: called.append(4))
    QApplication.processEvents()

    assert called == []


def test_a_window_that_opens_comes_first(qtbot: QtBot, background: Background) -> None:
    """While it is held no job begins; then all do, in their order."""
    done: list[int] = []
    background.hold(60_000)
    for number in (1, 2):
        background.run(lambda number=number: number, done.append)  # type: ignore[misc]
    background.post(lambda: done.append(0))
    qtbot.waitUntil(lambda: bool(done))
    assert done == [0]

    background.go_on()

    qtbot.waitUntil(lambda: sorted(done) == [0, 1, 2])


def test_nobody_is_held_for_ever(qtbot: QtBot, background: Background) -> None:
    """A window that never shows does not hold the jobs."""
    background.hold(1)

    with qtbot.waitCallback() as done:
        background.run(lambda: "x", done)

    assert done.args == ["x"]


class Owner(QObject):
    """Something with a timer that nothing but Python keeps alive; notes the thread on which it ends."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.timer = QTimer(self, interval=50)
        self.timer.start()
        self.destroyed.connect(
            lambda: ended.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
        )

    def done(self, _result: object) -> None:
        """Nothing to do."""


@pytest.mark.parametrize("fails", [False, True])
def test_an_owner_never_ends_on_another_thread(qtbot: QtBot, fails: bool) -> None:
    """When a job is the last to know its owner, the owner ends on the UI thread: Qt allows it nowhere else."""
    background, go = Background(), threading.Event()
    ended: list[int] = []
    owner = Owner(ended)

    def job(owner: Owner) -> None:
        go.wait(5)
        if fails:
            raise ValueError(owner.objectName())

    background.run(partial(job, owner), owner.done, lambda _error: None, owner=owner)
    del owner
    go.set()
    qtbot.waitUntil(lambda: bool(ended))
    background.shutdown()

    assert ended == [threading.get_ident()]


def test_a_shutdown_lets_go_of_owners_here(qtbot: QtBot) -> None:
    """The same holds for what was not finished, or never begun, when the program ends."""
    background, go = Background(threads=1), threading.Event()
    ended: list[int] = []
    owners = [Owner(ended) for _ in range(3)]
    while owners:
        background.run(lambda: go.wait(5), owners[0].done, owner=owners.pop(0))
    go.set()

    background.shutdown()

    assert ended == [threading.get_ident()] * 3
