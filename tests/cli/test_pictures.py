"""Pictures on the command line leave as they do from the dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.capture.test_encode_best import striped
from tests.cli.conftest import Run
from tests.core.metadata.tainted import MARKS, jpeg, png
from trayapp.core.metadata import clean
from trayapp.core.ports import RawShot

WORDS = ("submit", "--no-facts", "--subject", "Outlook will not open")


def spooled(home: Path) -> list[bytes]:
    """Every file of the spool."""
    return [
        path.read_bytes() for path in home.rglob("*") if path.parent.name == "spool" and path.stat().st_size
    ]


class Camera:
    """Two monitors."""

    def grab(self) -> Sequence[RawShot]:
        return [striped(300, 200), striped(200, 300)]


def test_an_attached_picture_is_clean(run: Run, home: Path, tmp_path: Path) -> None:
    """`--attach` puts the picture into the spool, and nothing that was in its file besides."""
    (tmp_path / "holiday.jpg").write_bytes(jpeg())

    assert run(*WORDS, "--attach", str(tmp_path / "holiday.jpg")).code == 0

    assert spooled(home) == [clean(jpeg())]
    every = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert [mark for mark in MARKS if mark in every] == []


def test_a_damaged_picture_is_refused(run: Run, home: Path, tmp_path: Path) -> None:
    """It ends with 2, and says which one and what to do; nothing of it is kept."""
    (tmp_path / "damaged.png").write_bytes(png()[:60])

    ran = run(*WORDS, "--attach", str(tmp_path / "damaged.png"))

    assert ran.code == 2
    assert "damaged.png is a damaged picture" in ran.err
    assert spooled(home) == []


def test_a_screenshot_takes_the_smallest_form(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--screenshot` waits for it, unlike the dialog."""
    monkeypatch.setattr("trayapp.app.camera.camera", lambda _app: Camera())

    assert run(*WORDS, "--screenshot").code == 0

    assert [data[8:12] for data in spooled(home)] == [b"WEBP", b"WEBP"]
