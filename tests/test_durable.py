"""Folders and files whose names survive a power cut."""

from __future__ import annotations

import errno
import os
import runpy
import sys
from pathlib import Path

import pytest

from trayapp import durable
from trayapp.durable import add_folder, make_folder, replace_file, sync_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were waited for, in order."""
    found: list[Path] = []
    real = durable.sync_folder

    def watched(folder: Path) -> None:
        found.append(folder)
        real(folder)

    monkeypatch.setattr(durable, "sync_folder", watched)
    return found


@pytest.mark.parametrize("make", [make_folder, add_folder])
def test_each_new_folder_is_kept_by_the_one_above(tmp_path: Path, synced: list[Path], make: object) -> None:
    """Whatever folders had to be made, each has its name on the disk."""
    assert callable(make)
    make(tmp_path / "a" / "b" / "c")

    assert set(synced) == {tmp_path, tmp_path / "a", tmp_path / "a" / "b"}


def test_a_folder_that_is_there_is_kept_once(tmp_path: Path, synced: list[Path]) -> None:
    """A folder may be there only since a moment ago, so the first use waits for it, and no later one."""
    (tmp_path / "here").mkdir()
    for _ in range(3):
        add_folder(tmp_path / "here")

    assert synced == [tmp_path]


def test_a_folder_made_anew_is_kept_anew(tmp_path: Path, synced: list[Path]) -> None:
    """Deleted and made again, it is another folder."""
    for _ in range(2):
        add_folder(tmp_path / "again")
        (tmp_path / "again").rmdir()

    assert synced == [tmp_path, tmp_path]


def test_replaced_in_one_durable_step(
    tmp_path: Path, synced: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes are on the disk before the name changes, and the name before the call returns."""
    order: list[str] = []
    file, replace = durable.sync_file, Path.replace

    def syncing(handle: int) -> None:
        order.append("bytes")
        file(handle)

    def naming(old: Path, new: Path) -> Path:
        order.append("name")
        return replace(old, new)

    monkeypatch.setattr(durable, "sync_file", syncing)
    monkeypatch.setattr(Path, "replace", naming)
    (tmp_path / "settings").write_text("old")
    replace_file(tmp_path / "settings", b"new")

    assert (order, synced) == (["bytes", "name"], [tmp_path])
    assert (tmp_path / "settings").read_bytes() == b"new"
    assert (tmp_path / "settings").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_of_a_file_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the old file, and no other."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full)
    (tmp_path / "settings").write_text("old")
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "settings", b"new")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(("number", "refused"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_file_systems_without_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refused: bool
) -> None:
    """A file system that cannot sync folders is used all the same; a disk that fails is told."""

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    if refused:
        with pytest.raises(OSError, match="no"):
            sync_folder(tmp_path)
    else:
        sync_folder(tmp_path)


def test_a_network_folder_on_macos_knows_no_full_flush(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual flush serves there; refusing to save anything would not."""
    import fcntl

    def unknown(*_: object) -> int:
        raise OSError(errno.ENOTSUP, "no such call")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", unknown)
    there = runpy.run_path(durable.__file__)

    with (tmp_path / "words").open("wb") as file:
        there["sync_file"](file.fileno())
