"""Only one portal works on a folder."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from trayapp.core.errors import LocalFault
from trayapp.embedded import server
from trayapp.embedded.one_portal import only_one


def test_a_second_portal_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """It would send every letter twice; nothing is announced, and afterwards the folder is free again."""
    told = io.StringIO()
    with only_one(tmp_path / "data"), pytest.raises(LocalFault) as refused:
        server.run("127.0.0.1", 0, tmp_path / "data", "msp", "demo", told)
    assert refused.value.params["reason"] == "locked"
    assert told.getvalue() == ""
    with only_one(tmp_path / "data"):
        assert (tmp_path / "data").is_dir()


def test_a_folder_that_cannot_be_made_is_a_local_fault(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(LocalFault) as refused, only_one(tmp_path / "data"):
        pass
    assert refused.value.params["reason"] == "io"
