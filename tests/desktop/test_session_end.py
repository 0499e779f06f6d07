"""The end of the session keeps what is being written, and does not end the program itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager

from tests.session_end import end_session
from trayapp.core.errors import LocalFault
from trayapp.desktop.session_end import SessionEnd


class Manager:
    """The session's manager, as Qt hands it over."""

    def __init__(self, *, lets: bool = True) -> None:
        self.lets = lets
        self.said: list[object] = []

    def allowsErrorInteraction(self) -> bool:
        return self.lets

    def cancel(self) -> None:
        self.said.append("cancel")

    def release(self) -> None:
        self.said.append("release")

    def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:
        self.said.append(hint)


class Desktop(QObject):
    """An application whose session can be ended: nobody but the desktop makes a `QSessionManager`."""

    commitDataRequest = Signal(object)  # noqa: N815 - Qt's names
    saveStateRequest = Signal(object)  # noqa: N815


@pytest.fixture
def desktop(qapp: object) -> Iterator[Desktop]:
    """An application with a session."""
    thing = Desktop()
    yield thing
    thing.deleteLater()


def full() -> None:
    """Nothing can be kept."""
    raise LocalFault(reason="disk_full")


@pytest.mark.rule("APP-10")
def test_words_are_kept_before_the_session_goes_on(desktop: Desktop) -> None:
    """When the call returns they are kept, and nothing is called off."""
    kept: list[str] = []
    manager = Manager()
    _end = SessionEnd(desktop, lambda: kept.append("words"), lambda _: None)  # type: ignore[arg-type]

    desktop.commitDataRequest.emit(manager)

    assert kept == ["words"]
    assert manager.said == []


@pytest.mark.expect_log("could not be kept")
def test_words_that_cant_be_kept_call_the_end_off(desktop: Desktop) -> None:
    """A full disk is said while the words still stand in their window; the session is told not to end."""
    told: list[LocalFault] = []
    manager = Manager()
    _end = SessionEnd(desktop, full, told.append)  # type: ignore[arg-type]

    desktop.commitDataRequest.emit(manager)

    assert [fault.params["reason"] for fault in told] == ["disk_full"]
    assert manager.said == ["cancel", "release"]


@pytest.mark.expect_log("could not be kept")
def test_an_end_that_allows_no_question_is_not_held_up(desktop: Desktop) -> None:
    """A session that ends at once shows no window that nobody can answer."""
    told: list[LocalFault] = []
    manager = Manager(lets=False)
    _end = SessionEnd(desktop, full, told.append)  # type: ignore[arg-type]

    desktop.commitDataRequest.emit(manager)

    assert (told, manager.said) == ([], [])


def test_the_session_starts_it_again_by_no_other_way(desktop: Desktop) -> None:
    """Starting at log-on is the setting's, so the session does not restore the program as well."""
    manager = Manager()
    _end = SessionEnd(desktop, lambda: None, lambda _: None)  # type: ignore[arg-type]

    desktop.saveStateRequest.emit(manager)

    assert manager.said == [QSessionManager.RestartHint.RestartNever]


def test_closed_it_hears_nothing(desktop: Desktop) -> None:
    """After `close` an end of the session is not its matter."""
    kept: list[str] = []
    end = SessionEnd(desktop, lambda: kept.append("words"), lambda _: None)  # type: ignore[arg-type]
    end.close()

    desktop.commitDataRequest.emit(Manager())

    assert kept == []


@pytest.mark.rule("APP-10")
@pytest.mark.skipif(sys.platform != "linux", reason="finds Qt's library by its name on Linux")
def test_qt_itself_tells_of_the_end(qapp: QGuiApplication) -> None:
    """The signal as Qt's platforms send it, from C++, reaches us with a manager that answers."""
    kept: list[str] = []
    end = SessionEnd(qapp, lambda: kept.append("words"), lambda _: None)

    end_session(qapp)
    end.close()

    assert kept == ["words"]
