"""One program for each user session and home folder (APP-9): the second start hands its wish to the first.

Who is first is decided by a lock file that dies with its owner; the wish goes over a local socket as one JSON line,
`{"v": 1, "open": "dialog"}`, answered by `{"v": 1, "ok": true}`. Each side hears only a program of the same user, and
nobody can keep the other waiting or make it remember much.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, QTimer

from trayapp.core.errors import LocalFault
from trayapp.desktop.wishes import LONGEST, PROTOCOL, Wish, lock_of, read_wish

if TYPE_CHECKING:  # the network and JSON are loaded once the tray icon shows
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

_ANSWER_MS = 3000
"""How long whoever has something to say waits for the one that runs."""
_PATIENCE_MS = 60_000
"""How long a start waits for the one before it while that lives: on a busy computer it may still be starting."""
_SAY_AFTER_MS = 3000
_HEARING_MS = 2000
"""How long a later start may take to say what it wants."""
_MOST_AT_ONCE = 8
"""Later starts that are heard at the same time; of more, the one that has been silent for the longest has to go."""


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
        self._heard_now: list[QLocalSocket] = []

    def claim(self) -> bool:
        """Become the first. `False`: another one is. Raises `LocalFault` when the lock cannot be made at all."""
        if not self._lock.tryLock(0):
            if self._lock.error() is QLockFile.LockError.LockFailedError:
                return False
            raise LocalFault("cannot make the lock", reason="read_only", path=self._lock_file)
        Path(self._lock_file).chmod(0o600)  # Qt leaves it to the umask
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
        for socket in tuple(self._heard_now):
            socket.abort()
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _accept(self, server: QLocalServer) -> None:
        from trayapp.desktop.peer import is_this_user

        while (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(lambda socket=socket: self._over(socket))
            self._heard_now.append(socket)
            if not is_this_user(int(socket.socketDescriptor())):
                log.warning("a program of another user asked for something, and was not heard")
                socket.abort()
                continue
            socket.setReadBufferSize(LONGEST + 1)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            QTimer.singleShot(_HEARING_MS, socket, socket.abort)
            if len(self._heard_now) > _MOST_AT_ONCE:
                self._heard_now[0].abort()
            self._read(socket)

    def _over(self, socket: QLocalSocket) -> None:
        if socket in self._heard_now:
            self._heard_now.remove(socket)
        socket.deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        import json

        wish = read_wish(bytes(socket.readLine(LONGEST).data()))
        socket.write(json.dumps({"v": PROTOCOL, "ok": wish is not None}).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()
        if wish is None:
            log.info("a later start asked for something this version does not know")
            return
        self._heard(wish)


def first_or_told(
    address: Path, wish: Wish, heard: Callable[[Wish], None], timeout_ms: int = _PATIENCE_MS
) -> SingleInstance | None:
    """Become the first, or hand the wish to the one that is (`None`). When that ends meanwhile, become the first.

    Raises `LocalFault` with `reason` silent when the first lives and does not answer for `timeout_ms`.
    """
    patience, quiet = QDeadlineTimer(timeout_ms), QDeadlineTimer(_SAY_AFTER_MS)
    said = False
    while not patience.hasExpired():
        instance = SingleInstance(address, heard)
        if instance.claim():
            return instance
        # in turns: one that ends without a word makes room
        if tell_first(address, wish, max(1, min(_ANSWER_MS, patience.remainingTime()))):
            return None
        if quiet.hasExpired() and not said:
            said = True
            log.warning("another start of the program does not answer yet; waiting while it lives")
        QThread.msleep(50)
    raise LocalFault("the program that runs does not answer", reason="silent")


def tell_first(address: Path, wish: Wish, timeout_ms: int = _ANSWER_MS) -> bool:
    """Hand the wish to the one that runs. `False`: there is none of this user, or it did not take it in time."""
    from PySide6.QtNetwork import QLocalSocket

    from trayapp.desktop.peer import is_this_user

    patience = QDeadlineTimer(timeout_ms)
    socket = QLocalSocket()
    socket.setReadBufferSize(LONGEST + 1)
    socket.connectToServer(_server_name(address))
    try:
        if not socket.waitForConnected(timeout_ms) or not is_this_user(int(socket.socketDescriptor())):
            return False
        socket.write(wish.line())
        while not socket.canReadLine():
            left = patience.remainingTime()
            if left <= 0 or socket.bytesAvailable() > LONGEST or not socket.waitForReadyRead(left):
                return False
        return _taken(bytes(socket.readLine(LONGEST).data()))
    finally:
        socket.abort()


def _taken(line: bytes) -> bool:
    import json

    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and answer.get("ok") is True


def _server_name(address: Path) -> str:
    return address.name if sys.platform == "win32" else str(address)  # there it names a pipe, not a file
