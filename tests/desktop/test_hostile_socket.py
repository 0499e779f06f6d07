"""Other programs of this computer at the meeting point: those of other users get nothing, others cannot stop it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.other_user import BECOME_OTHER, need_other_user, open_folder
from trayapp.desktop import single_instance
from trayapp.desktop.peer import is_this_user
from trayapp.desktop.single_instance import SingleInstance, tell_first
from trayapp.desktop.wishes import LONGEST, Wish

if sys.platform == "win32":
    pytest.skip("pipes have access lists there", allow_module_level=True)

_SAY = """
s = socket.socket(socket.AF_UNIX)
s.settimeout(10)
s.connect(sys.argv[1])
try:
    s.sendall(b'{"v": 1, "quit": true}\\n')
    sys.exit(len(s.recv(100)))
except ConnectionError:
    sys.exit(0)
"""
_PLANT = """
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1])
s.listen()
print("ready", flush=True)
c, _ = s.accept()
c.settimeout(10)
print("got", len(c.recv(100)), flush=True)
"""


@pytest.fixture
def open_address() -> Iterator[Path]:
    """A meeting point that everybody may write to: nothing but the look at who is there keeps others out."""
    with open_folder() as folder:
        folder.chmod(0o777)
        yield folder / "meet"


@pytest.fixture
def heard() -> list[Wish]:
    """What the first was asked."""
    return []


@pytest.fixture
def first(open_address: Path, heard: list[Wish]) -> Iterator[SingleInstance]:
    """A program that runs."""
    instance = SingleInstance(open_address, heard.append)
    assert instance.claim()
    instance.listen()
    yield instance
    instance.close()


def _connected(address: Path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.connect(str(address))
    return made


def _queued(qtbot: QtBot, address: Path) -> socket.socket:
    """Connected as soon as the queue of those who wait has room; this thread hears them."""
    made = socket.socket(socket.AF_UNIX)
    made.setblocking(False)
    while made.connect_ex(str(address)) != 0:
        qtbot.wait(1)
    return made


def _other(program: str, address: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-I", "-S", "-c", BECOME_OTHER + program, str(address)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


@pytest.mark.expect_log("a program of another user asked for something")
def test_another_user_is_not_heard(
    qtbot: QtBot, open_address: Path, first: SingleInstance, heard: list[Wish]
) -> None:
    """Even where the socket lets everybody in, another user's wish is not read and not answered."""
    need_other_user()
    open_address.chmod(0o666)

    with _other(_SAY, open_address) as other:
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)

    assert other.returncode == 0
    assert heard == []


def test_a_socket_that_another_user_has_planted_gets_nothing(open_address: Path) -> None:
    """The start sees who listens before it says a word."""
    need_other_user()
    with _other(_PLANT, open_address) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"

        assert not tell_first(open_address, Wish("ticket", "4711"), 5_000)

        assert other.stdout.readline() == "got 0\n"


def test_the_same_user_is_known(open_address: Path) -> None:
    """What is no socket, and one that is closed, is nobody."""
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(open_address))
        server.listen()
        with closing(_connected(open_address)) as client:
            assert is_this_user(client.fileno())
        with open_address.parent.joinpath("file").open("wb") as file:
            assert not is_this_user(file.fileno())
        assert not is_this_user(-1)


def test_a_thousand_silent_ones_do_not_stop_it(
    qtbot: QtBot, open_address: Path, first: SingleInstance, heard: list[Wish]
) -> None:
    """Of those that say nothing the oldest have to go; who comes then is heard, and the others were let go."""
    with ExitStack() as stack:
        for _ in range(1_000):
            stack.enter_context(closing(_queued(qtbot, open_address)))
        late = stack.enter_context(closing(_queued(qtbot, open_address)))
        late.sendall(Wish("window").line())

        qtbot.waitUntil(lambda: heard == [Wish("window")])
        assert len(first._heard_now) <= single_instance._MOST_AT_ONCE


def test_who_says_nothing_has_to_go(
    qtbot: QtBot, open_address: Path, first: SingleInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection is kept no longer than a healthy start takes."""
    monkeypatch.setattr(single_instance, "_HEARING_MS", 50)
    with closing(_connected(open_address)) as silent:
        silent.sendall(b'{"v": 1')
        silent.setblocking(False)
        qtbot.waitUntil(lambda: len(first._heard_now) == 1)
        qtbot.waitUntil(lambda: first._heard_now == [])
        assert silent.recv(1) == b""


def test_gigabytes_are_not_remembered(
    qtbot: QtBot, open_address: Path, first: SingleInstance, heard: list[Wish]
) -> None:
    """Who sends without end is cut off after a line's length, and its bytes are not kept."""
    with closing(_connected(open_address)) as endless:
        endless.setblocking(False)
        sent = 0

        def cut_off() -> bool:
            nonlocal sent
            try:
                for _ in range(50):
                    sent += endless.send(b"x" * 65_536)
            except BlockingIOError:
                return False
            except OSError:
                return True
            return False

        qtbot.waitUntil(cut_off)
        assert sent < 64 * LONGEST
        assert heard == []


@pytest.mark.parametrize(
    "line", [b"\n", b"\0" * 50 + b"\n", b"[" * 9_000 + b"\n", b'{"open":"dialog","v":1e999}\n']
)
def test_nonsense_is_answered_and_forgotten(
    qtbot: QtBot, open_address: Path, first: SingleInstance, heard: list[Wish], line: bytes
) -> None:
    """A line of nonsense gets its no; what is known in it counts, whatever stands beside it."""
    with closing(_connected(open_address)) as client:
        client.sendall(line)
        client.setblocking(False)
        qtbot.waitUntil(lambda: first._heard_now == [] and _answer(client))
    assert heard == ([Wish()] if b"dialog" in line else [])


def _answer(client: socket.socket) -> bool:
    try:
        return b"ok" in client.recv(100)
    except BlockingIOError:
        return False


def test_an_answer_that_drips_is_not_waited_for(open_address: Path) -> None:
    """A first that sends a byte now and then and never a line holds nobody up."""
    ended = threading.Event()
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(open_address))
        server.listen()

        def drip() -> None:
            client, _ = server.accept()
            with closing(client):
                try:
                    while not ended.wait(0.02):
                        client.sendall(b"x")
                except OSError:
                    pass

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert not tell_first(open_address, Wish(), 300)
        finally:
            ended.set()
            dripping.join()
