"""A server that plays by a script, whatever it is asked: for what no real one does."""

from __future__ import annotations

import socket
import threading
from types import TracebackType
from typing import Self


class Rude:
    """Says one line after each line it hears, and hangs up after the last. Running inside `with`."""

    def __init__(self, *says: bytes, hangs: bool = False) -> None:
        self._says = says
        self._hangs = hangs
        self.heard: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        near, _ = self._listener.accept()
        with near, near.makefile("rb") as lines:
            for at, words in enumerate(self._says):
                if at:
                    self.heard.append(lines.readline())
                try:
                    near.sendall(words)
                except OSError:
                    return
            if self._hangs:
                self._done.wait()
