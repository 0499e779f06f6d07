"""Attachment bytes on the disk."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.makers import add_create, add_update, deliver
from trayapp.core.errors import LocalFault
from trayapp.core.model import FileKind, StoredFile
from trayapp.store import spool as spool_module
from trayapp.store.opened import Store
from trayapp.store.spool import DiskSpool

Attach = Callable[[bytes], StoredFile]


def put(spool: DiskSpool, data: bytes) -> StoredFile:
    """The bytes, kept."""
    return spool.put(io.BytesIO(data), "a.txt", "text/plain", FileKind.FILE)


def names(folder: Path) -> list[str]:
    """What lies in the spool, the lock aside."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_bytes_come_back(tmp_path: Path) -> None:
    """What was put is described by size and hash, and read back the same."""
    spool, data = DiskSpool(tmp_path / "spool"), os.urandom(3 * (1 << 20) + 17)
    file = put(spool, data)
    with spool.open(file) as handle:
        read = handle.read()

    assert data == read
    expected = StoredFile("a.txt", "text/plain", len(data), hashlib.sha256(data).hexdigest(), FileKind.FILE)
    assert expected == file
    assert [file.sha256] == names(tmp_path / "spool")


def test_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """Equal bytes share one file."""
    spool = DiskSpool(tmp_path / "spool")
    first, second = put(spool, b"same"), put(spool, b"same")

    assert first == second
    assert [first.sha256] == names(tmp_path / "spool")


def test_a_file_of_the_wrong_size_is_replaced(tmp_path: Path) -> None:
    """A file that a crash of the disk cut short is not taken for the bytes of its name."""
    spool = DiskSpool(tmp_path / "spool")
    file = put(spool, b"whole")
    spool.path(file.sha256).write_bytes(b"who")
    put(spool, b"whole")

    assert spool.path(file.sha256).read_bytes() == b"whole"


def test_a_damaged_file_is_mended_by_putting_it_again(tmp_path: Path) -> None:
    """A file of the right size with other bytes is not taken for the ones of its name."""
    spool = DiskSpool(tmp_path / "spool")
    file = put(spool, b"whole")
    spool.path(file.sha256).write_bytes(b"spoil")
    put(spool, b"whole")

    with spool.open(file) as handle:
        assert handle.read() == b"whole"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_nobody_else_may_look(tmp_path: Path) -> None:
    """Screenshots are readable by their owner alone."""
    spool = DiskSpool(tmp_path / "spool")
    file = put(spool, b"secret")

    assert (
        spool.path(file.sha256).stat().st_mode & 0o777,
        (tmp_path / "spool").stat().st_mode & 0o777,
    ) == (0o600, 0o700)


@pytest.mark.parametrize(("number", "reason"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "io")])
def test_disk_fault_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    """When the disk refuses, the fault has its reason and no half file stays."""

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(spool_module, "sync_file", refuse)
    with pytest.raises(LocalFault) as fault:
        put(DiskSpool(tmp_path / "spool"), b"data")

    assert reason == fault.value.params["reason"]
    assert not names(tmp_path / "spool")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_really_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that the system refuses for lack of room says so."""
    real = os.open

    def full(path: Path, flags: int, mode: int = 0o777) -> int:
        name = str(path)
        return real("/dev/full", os.O_WRONLY) if ".part-" in name else real(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(LocalFault) as fault:
        put(DiskSpool(tmp_path / "spool"), b"x" * 100)

    assert fault.value.params["reason"] == "disk_full"


def test_unreadable_source_is_not_our_disk(tmp_path: Path) -> None:
    """An error of the file being attached passes as it is, so that it can be told from one of the spool."""

    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "bad sector on the stick")

    with pytest.raises(OSError, match="bad sector"):
        DiskSpool(tmp_path / "spool").put(Broken(), "a", "b", FileKind.FILE)

    assert not names(tmp_path / "spool")


@pytest.mark.parametrize(("damage", "reason"), [(None, "file_missing"), (b"other", "file_damaged")])
def test_gone_or_damaged_bytes(tmp_path: Path, damage: bytes | None, reason: str) -> None:
    """Bytes that are gone or are not what was put are never sent."""
    spool = DiskSpool(tmp_path / "spool")
    file = put(spool, b"bytes")
    spool.path(file.sha256).unlink()
    if damage:
        spool.path(file.sha256).write_bytes(damage)
    with pytest.raises(LocalFault) as fault:
        spool.open(file)

    assert (reason, "a.txt") == (fault.value.params["reason"], fault.value.params["name"])


def test_files_go_when_acknowledged(store: Store, attach: Attach) -> None:
    """Bytes stay until the portal has acknowledged every operation that needs them."""
    shot = attach(b"shot")
    created = add_create(store.outbox, files=(shot,))
    add_update(store.outbox, created.op_id, files=(shot, shot))
    deliver(store.outbox)
    assert store.spool.has(shot.sha256)
    deliver(store.outbox)

    assert not store.spool.has(shot.sha256)


def test_files_put_again_stay(store: Store, attach: Attach) -> None:
    """A dialog that has just put the same bytes again keeps them, though the older operation is done."""
    shot = attach(b"shot")
    add_create(store.outbox, files=(shot,))
    os.utime(store.spool.path(shot.sha256), (1, 1))
    attach(b"shot")
    deliver(store.outbox)

    again = add_create(store.outbox, files=(shot,))

    assert store.outbox.pending() == [again]


def test_operation_needs_its_files(store: Store, attach: Attach) -> None:
    """An operation whose bytes are not in the spool whole is refused, and nothing is queued."""
    shot = attach(b"shot")
    store.spool.path(shot.sha256).write_bytes(b"sh")
    with pytest.raises(LocalFault) as fault:
        add_create(store.outbox, files=(shot,))

    assert fault.value.params["reason"] == "file_damaged"
    assert not store.outbox.pending()
