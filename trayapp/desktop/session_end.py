"""The desktop session ends (log-out, restart, shut-down): what is being written is kept before anything is closed.

Windows and macOS ask every program, and so does an X11 session manager where Qt was built to speak to one. Elsewhere
the end of a session is a signal: see `exit_signals`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QSessionManager

from trayapp.core.errors import LocalFault

_log = logging.getLogger(__name__)


class SessionEnd(QObject):
    """Calls `keep` when the session is about to end. The program goes on: another one may still call the end off.

    When `keep` raises `LocalFault` the end is called off where the session lets us, and `tell` says why: the words
    stay in their window.
    """

    def __init__(
        self, qt: QGuiApplication, keep: Callable[[], None], tell: Callable[[LocalFault], None]
    ) -> None:
        super().__init__()
        self._qt = qt
        self._keep = keep
        self._tell = tell
        # direct: the session waits for this call alone
        qt.commitDataRequest.connect(self._commit, Qt.ConnectionType.DirectConnection)
        qt.saveStateRequest.connect(_never_again, Qt.ConnectionType.DirectConnection)

    def close(self) -> None:
        """Hear no more."""
        self._qt.commitDataRequest.disconnect(self._commit)
        self._qt.saveStateRequest.disconnect(_never_again)

    def _commit(self, manager: QSessionManager) -> None:
        try:
            self._keep()
        except LocalFault as fault:
            _log.error("what was being written could not be kept at the end of the session: %s", fault)
            if manager.allowsErrorInteraction():
                manager.cancel()
                self._tell(fault)
                manager.release()


def _never_again(manager: QSessionManager) -> None:
    """Starting at log-on is a setting of its own; started twice, the second would open the dialog."""
    manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
