"""The file a portal leaves is taken once, and only if it is ours."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from trayapp.capture.wayland.portal_file import take
from trayapp.core.errors import LocalFault


def test_the_picture_is_taken_and_the_file_is_gone(tmp_path: Path) -> None:
    """Nothing of the screen stays behind on the disk; blanks in the path are decoded."""
    file = tmp_path / "out 1.png"
    file.write_bytes(b"pixels")

    assert take(file.as_uri()) == b"pixels"
    assert not file.exists()


@pytest.mark.parametrize(
    "uri", ["http://host/out.png", "file://other/out.png", "/tmp/out.png", "file:out.png", ""]
)
def test_only_files_of_this_machine_are_taken(uri: str) -> None:
    """Any other address is refused."""
    with pytest.raises(LocalFault) as fault:
        take(uri)

    assert fault.value.params["reason"] == "failed"


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    """A portal that promised a file and left none has failed."""
    with pytest.raises(LocalFault, match="cannot be taken"):
        take((tmp_path / "none.png").as_uri())


@pytest.mark.skipif(sys.platform == "win32", reason="owners and links are POSIX's")
def test_links_and_folders_are_refused(tmp_path: Path) -> None:
    """A link laid in our way is not followed, and what it points to stays."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"x")
    link = tmp_path / "out.png"
    link.symlink_to(secret)

    for path in (link, tmp_path):
        with pytest.raises(LocalFault):
            take(path.as_uri())

    assert secret.read_bytes() == b"x"


@pytest.mark.skipif(sys.platform == "win32", reason="owners are POSIX's")
def test_a_file_of_another_person_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder where all may write, a file of another user is not believed."""
    file = tmp_path / "out.png"
    file.write_bytes(b"x")
    monkeypatch.setattr(os, "geteuid", lambda: -1)

    with pytest.raises(LocalFault, match="not a file of ours"):
        take(file.as_uri())

    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes in folders are POSIX's")
def test_a_pipe_in_our_way_is_not_waited_for(tmp_path: Path) -> None:
    """Whoever may write in the folder cannot make us hang."""
    pipe = tmp_path / "out.png"
    if sys.platform != "win32":
        os.mkfifo(pipe)

    with pytest.raises(LocalFault, match="not a file of ours"):
        take(pipe.as_uri())


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    """No picture of a desktop has a quarter of a gigabyte as a file; it is not even read."""
    file = tmp_path / "out.png"
    with file.open("wb") as sparse:
        sparse.truncate(257 << 20)

    with pytest.raises(LocalFault, match="bytes"):
        take(file.as_uri())


def test_a_file_from_before_the_question_is_refused(tmp_path: Path) -> None:
    """It shows an older screen; what was written since is taken."""
    file = tmp_path / "out.png"
    file.write_bytes(b"x")
    written = file.stat().st_mtime

    with pytest.raises(LocalFault, match="before"):
        take(file.as_uri(), written + 60)
    assert take(file.as_uri(), written) == b"x"
