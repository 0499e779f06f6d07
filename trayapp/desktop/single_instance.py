"""One program for each user session and home folder (APP-9): the second start hands its wish to the first.

Who is first is decided by a lock file that dies with its owner; the wish goes over a local socket as one JSON line,
`{"v": 1, "open": "dialog"}`, answered by `{"v": 1, "ok": true}`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread

from trayapp.core.errors import LocalFault
from trayapp.desktop.wishes import PROTOCOL, Wish, lock_of, read_wish

if TYPE_CHECKING:  # the network and JSON are loaded once the tray icon shows
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_MOST_BYTES = 4096
_ANSWER_MS = 3000
"""How long a start waits for the one before it, which may be starting, too."""


class SingleInstance(QObject):
    """Being the first: holds the lock, and from `listen` on hears the wishes of later starts."""

    def __init__(self, address: Path, heard: Callable[[Wish], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = _server_name(address)
        self._heard = heard
        self._lock_file = str(lock_of(address))
        self._lock = QLockFile(self._lock_file)
        self._lock.setStaleLockTime(0)  # never by age: only a dead owner gives it up
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the first. `False`: another one is. Raises `LocalFault` when the lock cannot be made at all."""
        if not self._lock.tryLock(0):
            if self._lock.error() is QLockFile.LockError.LockFailedError:
                return False
            raise LocalFault("cannot make the lock", reason="read_only", path=self._lock_file)
        return True

    def listen(self) -> None:
        """Hear later starts; until then they wait. Only after `claim`."""
        from PySide6.QtNetwork import QLocalServer

        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._accept(server))
        QLocalServer.removeServer(self._address)  # of one that was killed: we hold its lock
        if not server.listen(self._address):
            log.warning("later starts cannot reach this one: %s", server.errorString())

    def close(self) -> None:
        """Let another become the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _accept(self, server: QLocalServer) -> None:
        while (socket := server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        import json

        wish = read_wish(bytes(socket.readLine(_MOST_BYTES).data()))
        socket.write(json.dumps({"v": PROTOCOL, "ok": wish is not None}).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()
        if wish is None:
            log.info("a later start asked for something this version does not know")
            return
        self._heard(wish)


def first_or_told(
    address: Path, wish: Wish, heard: Callable[[Wish], None], timeout_ms: int = _ANSWER_MS
) -> SingleInstance | None:
    """Become the first, or hand the wish to the one that is (`None`).

    Raises `LocalFault` with `reason` silent when the first does not answer in time, which may be one that is starting.
    """
    patience = QDeadlineTimer(timeout_ms)
    while not patience.hasExpired():
        instance = SingleInstance(address, heard)
        if instance.claim():
            return instance
        if tell_first(address, wish, max(1, patience.remainingTime())):
            return None
        QThread.msleep(50)
    raise LocalFault("the program that runs does not answer", reason="silent")


def tell_first(address: Path, wish: Wish, timeout_ms: int = _ANSWER_MS) -> bool:
    """Hand the wish to the one that runs. `False`: there is none, or it did not take it in time."""
    import json

    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_server_name(address))
    if not socket.waitForConnected(timeout_ms):
        return False
    socket.write(wish.line())
    while not socket.canReadLine():
        if not socket.waitForReadyRead(timeout_ms):
            return False
    try:
        answer = json.loads(bytes(socket.readLine(_MOST_BYTES).data()))
    except ValueError:
        return False
    finally:
        socket.abort()
    return isinstance(answer, dict) and answer.get("ok") is True


def _server_name(address: Path) -> str:
    return address.name if sys.platform == "win32" else str(address)  # there it names a pipe, not a file
