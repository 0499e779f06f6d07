"""One program for each session; later starts hand over their wish."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from tests.other_user import give_away, need_other_user
from tests.waiting import wait_for
from trayapp.core.errors import LocalFault
from trayapp.desktop import single_instance
from trayapp.desktop.single_instance import SingleInstance, first_or_told, tell_first
from trayapp.desktop.wishes import LONGEST, Wish, endpoint, read_wish, somebody_runs

posix = pytest.mark.skipif(sys.platform == "win32", reason="sockets are files on POSIX")


@pytest.fixture
def address(home: Path) -> Path:
    """A meeting point for this test."""
    return endpoint(home)


@pytest.fixture
def short_home() -> Iterator[Path]:
    """One whose path leaves room for a socket's name; pytest's own are long."""
    with tempfile.TemporaryDirectory(prefix="ta-") as name:
        yield Path(name, "h")


@pytest.fixture
def heard() -> list[Wish]:
    """What the first was asked."""
    return []


@pytest.fixture
def first(address: Path, heard: list[Wish]) -> Iterator[SingleInstance]:
    """A program that runs."""
    instance = SingleInstance(address, heard.append)
    assert instance.claim()
    instance.listen()
    yield instance
    instance.close()


_START = """
import sys
from pathlib import Path
from trayapp.desktop.single_instance import tell_first
from trayapp.desktop.wishes import Wish
action, ticket = sys.argv[2], sys.argv[3] or None
print(tell_first(Path(sys.argv[1]), Wish(action, ticket), 5000))
"""


class Start:
    """A later start, in a process of its own, because the first must answer meanwhile."""

    def __init__(self, address: Path, wish: Wish) -> None:
        words = [sys.executable, "-c", _START, str(address), wish.action, wish.ticket_id or ""]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)

    def ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def told(self) -> bool:
        """Whether the first took the wish."""
        return self._process.communicate()[0].strip() == "True"


@pytest.mark.rule("APP-9")
@pytest.mark.parametrize(
    "wish", [Wish(), Wish("window"), Wish("ticket", "t-4711"), Wish("sync"), Wish("settings"), Wish("quit")]
)
def test_a_second_start_hands_its_wish_over(
    qtbot: QtBot, address: Path, first: SingleInstance, heard: list[Wish], wish: Wish
) -> None:
    """A later start is told that its wish was taken, and the first hears it."""
    start = Start(address, wish)
    qtbot.waitUntil(start.ended, timeout=20_000)

    assert start.told
    assert heard == [wish]


@pytest.mark.rule("APP-9")
def test_only_one_is_the_first(address: Path, first: SingleInstance, heard: list[Wish]) -> None:
    """While one program runs, no other becomes the first; afterwards the next does."""
    assert somebody_runs(address)
    second = SingleInstance(address, heard.append)
    assert not second.claim()

    first.close()

    assert second.claim()
    second.close()


@posix
def test_a_killed_programs_socket_is_no_obstacle(address: Path, heard: list[Wish]) -> None:
    """The socket that a killed program left behind is taken over."""
    address.write_bytes(b"")

    instance = first_or_told(address, Wish(), heard.append)

    assert instance is not None
    instance.listen()  # a socket that cannot be taken over is warned of, which fails a test
    assert address.is_socket()
    instance.close()


@posix
def test_nobody_else_may_connect(address: Path, first: SingleInstance) -> None:
    """The socket is the user's alone."""
    assert address.stat().st_mode & 0o77 == 0


def test_telling_nobody_fails(address: Path) -> None:
    """Without a first there is nobody to take a wish."""
    assert not somebody_runs(address)
    assert not tell_first(address, Wish(), 200)


def test_a_silent_first_is_a_fault(address: Path, heard: list[Wish]) -> None:
    """A first that answers nothing is reported instead of waited for."""
    hung = SingleInstance(address, heard.append)
    assert hung.claim()
    hung.listen()

    with pytest.raises(LocalFault) as fault:
        first_or_told(address, Wish(), heard.append, timeout_ms=150)

    assert fault.value.params["reason"] == "silent"
    hung.close()


def test_the_first_start_becomes_the_first(address: Path, heard: list[Wish]) -> None:
    """A start that finds nobody runs itself."""
    instance = first_or_told(address, Wish(), heard.append)

    assert instance is not None
    instance.close()


def test_a_torn_line_is_waited_for(
    qtbot: QtBot, address: Path, first: SingleInstance, heard: list[Wish]
) -> None:
    """A wish that comes in two pieces is one wish."""
    socket = QLocalSocket()
    socket.connectToServer(str(address))
    assert socket.waitForConnected(1000)
    socket.write(Wish().line()[:5])
    socket.flush()
    qtbot.wait(1)
    socket.write(Wish().line()[5:])
    socket.flush()

    qtbot.waitUntil(lambda: heard == [Wish()])
    socket.abort()


def test_endless_bytes_are_cut_off(
    qtbot: QtBot, address: Path, first: SingleInstance, heard: list[Wish]
) -> None:
    """Who sends no end of line is disconnected."""
    socket = QLocalSocket()
    socket.connectToServer(str(address))
    assert socket.waitForConnected(1000)
    socket.write(b"x" * 10 * LONGEST)
    socket.flush()

    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert not heard


@pytest.mark.parametrize(
    "line",
    [b"", b"\xff", b"[]", b"{}", b'{"open": "door"}', b'{"open": "ticket"}', b'{"open": ["x"]}', b"[" * 5000],
)
def test_nonsense_is_no_wish(line: bytes) -> None:
    """What this version does not know is refused, whatever it is."""
    assert read_wish(line) is None


def test_words_of_a_wish_are_bounded_and_plain() -> None:
    """What goes over the socket is checked as if nobody had checked it before."""
    line = Wish("dialog", None, "a\x1b\nb" + "c" * 300, "d\u202e\n" + "e" * 3_000).line()
    wish = read_wish(line)

    assert wish is not None
    assert (wish.subject[:4], len(wish.subject)) == ("a bc", 200)
    assert (wish.description[:3], len(wish.description)) == ("d\ne", 2_000)
    assert read_wish(Wish("ticket", "4" * 201).line()) is None
    assert read_wish(Wish("ticket", "4\n7").line()) is None


def test_the_longest_wish_fits() -> None:
    """Words of the greatest length, in signs that JSON writes with six letters or twelve, are less than a line."""
    assert len(Wish("dialog", None, "\u20ac" * 200, "\u20ac" * 2_000).line()) < LONGEST


def test_a_newer_protocols_known_wish_is_taken() -> None:
    """More fields and a higher version do not matter where the wish itself is known."""
    assert read_wish(b'{"v": 9, "open": "dialog", "pointer": [1, 2]}') == Wish()


def test_sessions_and_homes_do_not_meet(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another home folder, and another session of the same user, is another meeting point."""
    here = endpoint(home)
    other_home = endpoint(home / "other")
    monkeypatch.setenv("DISPLAY", ":77")

    assert len({here, other_home, endpoint(home)}) == 3


@posix
def test_without_a_run_time_folder_they_meet_in_the_data(
    short_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a folder that all users share: there somebody else could have been faster."""
    home = short_home
    monkeypatch.delenv("XDG_RUNTIME_DIR")

    assert endpoint(home).parent == home / "run"
    assert (home / "run").stat().st_mode & 0o777 == 0o700


@posix
def test_a_run_time_folder_that_is_not_private_is_not_used(
    short_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that others can look into, one that is not there, and after `su` that of another user."""
    home = short_home
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert endpoint(home).parent == runtime

    runtime.chmod(0o755)
    assert endpoint(home).parent == home / "run"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    assert endpoint(home).parent == home / "run"
    if sys.platform != "win32" and os.geteuid() == 0:
        runtime.chmod(0o700)
        give_away(runtime)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        assert endpoint(home).parent == home / "run"


@posix
def test_where_the_path_is_too_long_a_squatter_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last resort is a folder of this user in the shared one; somebody else's there is a fault, and is named."""
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    long = home / ("x" * 90)
    folder = endpoint(long).parent
    assert (folder.parent, folder.stat().st_mode & 0o777) == (tmp_path, 0o700)

    need_other_user()
    give_away(folder)
    with pytest.raises(LocalFault) as fault:
        endpoint(long)
    assert fault.value.params == {"reason": "not_ours", "path": str(folder)}


@posix
def test_a_lock_that_cannot_be_made_is_a_fault(tmp_path: Path, heard: list[Wish]) -> None:
    """A folder that is not there is this computer's fault, not another program's."""
    with pytest.raises(LocalFault):
        SingleInstance(tmp_path / "nowhere" / "socket", heard.append).claim()


@pytest.mark.expect_log("later starts cannot reach this one")
@posix
def test_without_a_socket_the_program_still_runs(address: Path, heard: list[Wish]) -> None:
    """Where no socket can be made, the program starts and says what does not work."""
    long = address.with_name("x" * 120)
    instance = SingleInstance(long, heard.append)

    assert instance.claim()
    instance.listen()
    instance.close()


def test_an_answer_of_nonsense_is_a_no(qtbot: QtBot, address: Path) -> None:
    """A stranger on the socket that answers nonsense has not taken the wish."""
    server = QLocalServer()
    assert server.listen(str(address))

    def answer() -> None:
        socket = server.nextPendingConnection()
        socket.write(b"hello\n")
        socket.flush()

    server.newConnection.connect(answer)
    start = Start(address, Wish())
    qtbot.waitUntil(start.ended, timeout=20_000)

    assert not start.told
    server.close()


_EARLY = """
import sys
from pathlib import Path
from trayapp.desktop.single_instance import first_or_told, tell_first
from trayapp.desktop.wishes import Wish
print(tell_first(Path(sys.argv[1]), Wish("window"), 100), flush=True)
print(first_or_told(Path(sys.argv[1]), Wish(), print))
"""


@pytest.mark.rule("APP-9")
def test_a_start_waits_for_a_first_that_is_starting(qtbot: QtBot, address: Path, heard: list[Wish]) -> None:
    """A later start that comes while the first has no ears yet is heard once it has."""
    starting = SingleInstance(address, heard.append)
    assert starting.claim()
    words = [sys.executable, "-c", _EARLY, str(address)]

    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as later:
        assert later.stdout is not None
        assert later.stdout.readline().strip() == "False"
        starting.listen()
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=20_000)
        assert later.stdout.read().strip() == "None"

    assert heard == [Wish()]
    starting.close()


@pytest.mark.expect_log("waiting while it lives")
def test_a_first_that_ends_makes_room(
    address: Path, heard: list[Wish], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start waits for a first that lives, and says so; when that ends without having answered, it is the first."""
    monkeypatch.setattr(single_instance, "_SAY_AFTER_MS", 0)
    before = SingleInstance(address, heard.append)
    assert before.claim()
    became: list[bool] = []

    def start() -> None:
        instance = first_or_told(address, Wish(), heard.append)
        became.append(instance is not None)
        if instance is not None:
            instance.close()

    thread = threading.Thread(target=start)
    thread.start()
    wait_for(lambda: "waiting while it lives" in caplog.text, "the later start to say that it waits")
    assert became == []
    before.close()
    thread.join(20)

    assert became == [True]
