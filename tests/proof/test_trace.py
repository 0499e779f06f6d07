"""Whatever a program writes, and however, is read from its trace."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof import trace
from tests.proof.permitted import need_tracing
from tests.proof.trace import Trace, read_trace

_PROGRAM = r"""
import mmap, os, shutil, signal, socket, subprocess, sys, threading
from pathlib import Path
folder, port = Path(sys.argv[1]), int(sys.argv[2])
with (folder / "a name.bin").open("wb") as file:
    file.write(b'hello "\x00\n')
    file.seek(1)
    file.write(b"E")
(folder / "a name.bin").rename(folder / "renamed")
handle = os.open(folder / "gone", os.O_RDWR | os.O_CREAT | os.O_EXCL)
os.unlink(folder / "gone")
os.pwrite(handle, b"deleted", 3)
thread = threading.Thread(target=lambda: os.write(handle, b"abc"))
thread.start()
thread.join()
with (folder / "twice").open("w") as file:
    file.write("the first life")
with (folder / "twice").open("w") as file:
    file.write("second")
for word in (b"one ", b"two"):
    with (folder / "log").open("ab") as file:
        file.write(word)
os.writev(os.open(folder / "vector", os.O_WRONLY | os.O_CREAT), [b"1", b"22"])
os.ftruncate(handle, 100)
mmap.mmap(handle, 100)[0:2] = b"ZZ"
with socket.create_connection(("127.0.0.1", port)) as client:
    client.sendall(b"over the net")
    client.sendmsg([b", in ", b"parts"])
subprocess.run(["/bin/sh", "-c", f"printf child > '{folder}/child'"], check=True)
shutil.copyfile(folder / "renamed", folder / "copied")
left, right = socket.socketpair()
left.send(b"to myself")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program writes."""
    return tmp_path_factory.mktemp("written")


@pytest.fixture(scope="module")
def traced(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Trace:
    """One life of a program that writes in every way, and is killed."""
    need_tracing()
    calls = tmp_path_factory.mktemp("calls")
    with socket.create_server(("127.0.0.1", 0)) as server:
        words = [sys.executable, "-c", _PROGRAM, str(folder), str(server.getsockname()[1])]
        done = subprocess.run([*trace.command(calls), *words], check=False, timeout=60)
    assert done.returncode != 0
    return read_trace(calls)


def last(traced: Trace, path: Path) -> bytes:
    """The file as it lay there in the end."""
    return bytes(traced.files[str(path)].versions[-1])


def test_a_file_is_put_together_by_its_offsets(traced: Trace, folder: Path) -> None:
    """Under the name it had when it was written, whatever became of it."""
    assert last(traced, folder / "a name.bin") == b'hEllo "\x00\n'
    assert bytes(traced.files[str(folder / "a name.bin")].written) == b'hello "\x00\nE'


def test_a_deleted_file_is_told(traced: Trace, folder: Path) -> None:
    """It was gone before anything was written into it; one of the writers was another thread."""
    file = traced.files[str(folder / "gone")]

    assert bytes(file.versions[0]) == b"abcdeleted"
    assert str(folder / "gone") in traced.removed


def test_every_version_of_a_file_is_told(traced: Trace, folder: Path) -> None:
    """What was written over is not forgotten."""
    versions = traced.files[str(folder / "twice")].versions

    assert [bytes(version) for version in versions] == [b"the first life", b"second"]


def test_appending_goes_to_the_end(traced: Trace, folder: Path) -> None:
    """Though each time the file was opened anew."""
    assert last(traced, folder / "log") == b"one two"
    assert last(traced, folder / "vector") == b"122"


def test_what_is_sent_is_told_in_one_piece(traced: Trace) -> None:
    """By whom it was sent to."""
    [(target, data)] = [each for each in traced.sent.items() if "TCP" in each[0]]

    assert "127.0.0.1" in target
    assert bytes(data) == b"over the net, in parts"
    assert any(bytes(data) == b"to myself" for data in traced.sent.values())


def test_children_are_followed(traced: Trace, folder: Path) -> None:
    """What a program lets others write, it has written."""
    assert last(traced, folder / "child") == b"child"


def test_what_strace_does_not_see_is_named(traced: Trace, folder: Path) -> None:
    """Memory that is a file, and bytes that the kernel copies."""
    assert str(folder / "gone") in traced.mapped
    assert str(folder / "renamed") in traced.copied


def test_a_call_that_is_not_told_whole_is_refused(tmp_path: Path) -> None:
    """A proof over half of the bytes would be none."""
    (tmp_path / "call.1").write_text(r'1.0 write(3<\x2f\x61>, "\x41\x42"..., 5) = 5' + "\n")

    with pytest.raises(ValueError, match="not told whole"):
        read_trace(tmp_path)


def test_a_call_in_which_the_program_was_killed_counts(tmp_path: Path) -> None:
    """Nobody knows how much of it was written: all of it may have been."""
    (tmp_path / "call.1").write_text(
        r'1.0 openat(AT_FDCWD, "\x2f\x61", O_WRONLY|O_CREAT, 0600) = 3<\x2f\x61>'
        "\n"
        r'2.0 write(3<\x2f\x61>, "\x41\x42", 2 <unfinished ...>'
        "\n"
    )

    assert bytes(read_trace(tmp_path).files["/a"].written) == b"AB"
