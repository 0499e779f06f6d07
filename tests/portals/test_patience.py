"""One exchange takes so long and so much, whatever the portal does with single bytes."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat

import pytest

from trayapp.core.errors import Offline, OutcomeUnknown
from trayapp.portals import patience
from trayapp.portals.http import Http
from trayapp.portals.patience import GRACE, HEAD_LIMIT, SLOWEST, Patience

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@contextmanager
def saying(pieces: Iterable[bytes], pause: float = 0.0) -> Iterator[str]:
    """A portal at that address that answers its first request with those pieces."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError), listening.accept()[0] as peer:
                peer.recv(65536)
                for piece in pieces:
                    peer.sendall(piece)
                    if over.wait(pause):
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def test_what_moves_buys_time() -> None:
    """A minute for everything, and a second for as many bytes as the slowest line carries."""
    clock = Hands()
    patience = Patience(clock)
    patience.begin()

    clock.now += GRACE + 1
    assert patience.seconds(30) < 0
    patience.sent(31 * SLOWEST)
    assert patience.seconds(None) == pytest.approx(30)
    assert patience.seconds(5) == 5
    patience.begin()
    assert patience.seconds(None) == pytest.approx(GRACE)


def test_what_never_ends_is_not_timed() -> None:
    """A stream of events may go on for days, once it has begun."""
    clock = Hands()
    patience = Patience(clock)
    patience.begin()
    patience.begun(None)
    clock.now += 10**6

    assert patience.seconds(45) == 45
    assert all(patience.came(2**20) for _ in range(100))


def test_a_byte_now_and_then_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips is given up when its time is over, and after a write nobody knows what came of it."""
    monkeypatch.setattr(patience, "GRACE", 0.2)
    begin = OK + b"Content-Length: 100000\r\n\r\n"

    for write, meant in ((False, Offline), (True, OutcomeUnknown)):
        with saying(chain([begin], repeat(b" ")), 0.01) as address, pytest.raises(meant, match="Timeout"):
            Http(address, None).call("GET", "/", write=write)


def test_headers_that_drip_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is over for an answer that does not even begin."""
    monkeypatch.setattr(patience, "GRACE", 0.2)

    with saying(chain([OK], repeat(b"X")), 0.01) as address, pytest.raises(Offline, match="Timeout"):
        Http(address, None).call("GET", "/")


@pytest.mark.parametrize(
    "endless", [b"HTTP/1.1 102 Wait\r\n\r\n" * 100, b"HTTP/1.1 103 Hint\r\nLink: a\r\n\r\n" * 100]
)
def test_interim_answers_end(endless: bytes) -> None:
    """A portal that says for ever that it will answer soon is not listened to for ever."""
    told = 0

    def count() -> Iterator[bytes]:
        nonlocal told
        while True:
            told += len(endless)
            yield endless

    with saying(count()) as address, pytest.raises(Offline, match="longer than any answer"):
        Http(address, None).call("GET", "/")
    assert told < 64 * HEAD_LIMIT


def test_an_answer_in_crumbs_ends() -> None:
    """Chunks of one byte, each with a long line of its own, are no way to send more than an answer may hold."""
    crumb = b"1;" + b"x" * 2000 + b"\r\n \r\n"
    begin = OK + b"Transfer-Encoding: chunked\r\n\r\n"

    with (
        saying(chain([begin], repeat(crumb * 50))) as address,
        pytest.raises(Offline, match="longer than any"),
    ):
        Http(address, None).call("GET", "/")


def test_crumbs_are_not_eaten_one_by_one() -> None:
    """A body in pieces of one byte is given up long before it is as long as an answer may be."""
    begin = OK + b"Transfer-Encoding: chunked\r\n\r\n"

    with (
        saying(chain([begin], repeat(b"1\r\n \r\n" * 1000))) as address,
        pytest.raises(Offline, match="crumbs"),
    ):
        Http(address, None).call("GET", "/")


def test_an_upload_that_nobody_reads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal that takes the bytes of a file too slowly does not hold the program up for ever."""
    monkeypatch.setattr(patience, "GRACE", 0.2)
    monkeypatch.setattr(patience, "SLOWEST", 10**9)

    with saying([b""], 30) as address, pytest.raises(Offline):
        Http(address, None).call("PUT", "/", content=repeat(b"x" * 65536, 2000))


def test_cookies_are_neither_kept_nor_sent() -> None:
    """Who asks is said by the token alone."""
    asked: list[bytes] = []
    answer = OK + b"Set-Cookie: spy=1; Path=/\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for _ in range(2):
                with listening.accept()[0] as peer:
                    asked.append(peer.recv(65536))
                    peer.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        http = Http(f"http://127.0.0.1:{listening.getsockname()[1]}", None)
        for _ in range(2):
            http.call("GET", "/")
        thread.join(10)
        http.close()

    assert len(asked) == 2
    assert not any(b"cookie" in each.lower() for each in asked)
