"""Folders and files of this user alone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.other_user import OTHER, as_other, need_other_user, open_folder
from trayapp.app.own_folders import close_to_others
from trayapp.core.errors import LocalFault
from trayapp.paths import places
from trayapp.private import ASIDE, NotOurs, exposed, make_folder, mended, open_to_others, write_new

if sys.platform == "win32":
    pytest.skip("access lists, not modes, rule there", allow_module_level=True)


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """The rights on it."""
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("_umask")
def test_what_is_made_is_private_whatever_the_umask(tmp_path: Path) -> None:
    """New folders, the missing ones above them and new files are this user's alone."""
    make_folder(tmp_path / "a" / "b" / "c")
    os.close(write_new(tmp_path / "a" / "file"))

    assert {mode(path) for path in (tmp_path / "a").rglob("*") if path.is_dir()} == {0o700}
    assert mode(tmp_path / "a") == 0o700
    assert mode(tmp_path / "a" / "file") == 0o600


def test_a_file_that_was_open_is_closed_when_it_is_written_anew(tmp_path: Path) -> None:
    """The mode of before does not stay."""
    (tmp_path / "file").write_text("old and long")
    (tmp_path / "file").chmod(0o666)

    os.close(write_new(tmp_path / "file"))

    assert mode(tmp_path / "file") == 0o600
    assert (tmp_path / "file").read_text() == ""


def test_what_was_open_is_mended_with_all_that_is_in_it(tmp_path: Path) -> None:
    """A folder from before with wide modes is closed, and told once."""
    deep = tmp_path / "data" / "spool"
    deep.mkdir(parents=True)
    (deep / "bytes").write_bytes(b"x")
    for path, wide in ((tmp_path / "data", 0o755), (deep, 0o777), (deep / "bytes", 0o644)):
        path.chmod(wide)

    assert mended(tmp_path / "data") == [tmp_path / "data", deep, deep / "bytes"]
    assert [mode(path) for path in (tmp_path / "data", deep, deep / "bytes")] == [0o700, 0o700, 0o600]
    assert mended(tmp_path / "data") == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_a_file_system_without_modes_is_worked_on_all_the_same(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be closed there; the check of the folders tells that others can look in."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    def refused(self: Path, mode: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "chmod", refused)
    assert mended(folder) == []
    assert open_to_others(folder)


def test_a_link_of_ones_own_is_followed(tmp_path: Path) -> None:
    """Who keeps the data on another disk may."""
    (tmp_path / "disk").mkdir(mode=0o755)
    (tmp_path / "data").symlink_to(tmp_path / "disk")

    make_folder(tmp_path / "data")

    assert mode(tmp_path / "disk") == 0o700


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    """Mending changes nothing outside."""
    outside = tmp_path / "outside"
    outside.write_text("x")
    outside.chmod(0o644)
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "data" / "link").symlink_to(outside)

    mended(tmp_path / "data")

    assert mode(outside) == 0o644


def test_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    """Neither a folder of another user, nor a link that they have put there, nor one in their folder is used."""
    need_other_user()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "ours")
    os.chown(tmp_path / "theirs", OTHER, OTHER)
    os.lchown(tmp_path / "link", OTHER, OTHER)

    for folder in (tmp_path / "theirs", tmp_path / "link", tmp_path / "theirs" / "below"):
        with pytest.raises(NotOurs):
            make_folder(folder)


def test_what_somebody_else_put_into_an_open_folder_is_set_aside(tmp_path: Path) -> None:
    """Settings that another user has planted are not read, and not deleted either."""
    need_other_user()
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o777)
    (data / "settings.json").write_text("{}")
    os.chown(data / "settings.json", OTHER, OTHER)

    assert data / "settings.json" in mended(data)
    assert [path.name for path in data.iterdir()] == [f"settings.json{ASIDE}"]


def test_what_root_put_into_an_open_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """IT may have put the words back from a backup; set aside, they would be gone for whoever wrote them."""
    need_other_user()
    os.chown(tmp_path, OTHER, OTHER)
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    (data / "trayapp.db").touch()
    os.chown(data, OTHER, OTHER)

    monkeypatch.setattr(os, "geteuid", lambda: OTHER)
    mended(data)

    assert [path.name for path in data.iterdir()] == ["trayapp.db"]


def test_another_user_gets_in_nowhere() -> None:
    """Tried as another user: listing, reading and writing were possible, and are no longer."""
    need_other_user()
    with open_folder() as place:
        data = place / "data"
        data.mkdir()
        data.chmod(0o777)
        (data / "trayapp.db").write_text("x")
        (data / "trayapp.db").chmod(0o666)
        tries = (
            "os.listdir(sys.argv[1])",
            "open(sys.argv[1] + '/trayapp.db')",
            "os.mkdir(sys.argv[1] + '/x')",
        )
        before = [as_other(line, str(data)) for line in tries]

        mended(data)

        assert before == [0, 0, 0]
        assert 0 not in [as_other(line, str(data)) for line in tries]


def test_a_folder_above_that_others_write_in_is_found(tmp_path: Path) -> None:
    """Who may rename our folder could put another in its place; the sticky bit forbids that."""
    data = tmp_path / "above" / "data"
    make_folder(data)
    above = exposed(data)

    (tmp_path / "above").chmod(0o777)
    assert exposed(data) == tmp_path / "above"
    (tmp_path / "above").chmod(0o1777)
    assert exposed(data) == above


def test_every_folder_is_closed_at_start(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Settings, data, cache and logs; how many places were open is in the log, and nothing is made."""
    for name in ("config", "data", "cache"):
        (home / name).mkdir(parents=True)
        (home / name).chmod(0o755)

    close_to_others(places())

    assert {mode(path) for path in home.iterdir()} == {0o700}
    assert not (home / "logs").exists()
    assert caplog.text.count("were open to others, and are closed") == 3


def test_a_start_in_somebody_elses_folder_is_a_fault_of_this_computer(home: Path) -> None:
    """The fault names the folder."""
    need_other_user()
    (home / "data").mkdir(parents=True)
    os.chown(home / "data", OTHER, OTHER)

    with pytest.raises(LocalFault) as fault:
        close_to_others(places())

    assert fault.value.params == {"reason": "not_ours", "path": str(home / "data")}
