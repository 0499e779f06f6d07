"""Files of a conversation: chips that open, previews of pictures, and what a portal may not do with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.model import RemoteFile, StoredFile, TicketRef
from trayapp.ui.tickets.file_chip import FileChip
from trayapp.ui.tickets.preview import LARGEST, read_preview, worth_previewing

REF = TicketRef("t1", "1")
GUIDE = RemoteFile("f1", "guide & more.pdf", "application/pdf", 1_840_000)
SHOT = RemoteFile("f2", "Screen 1.png", "image/png", 4000)


def picture(path: Path, width: int, height: int) -> Path:
    """A picture in one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#35506b"))
    image.save(str(path))
    return path


@pytest.mark.rule("TK-5")
def test_a_click_fetches_and_opens_the_file(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    """The chip tells name and size; its click hands the fetched file to the employee's program."""
    office.world.files = {"f1": tmp_path / "guide.pdf"}
    chip = FileChip(office.context, REF, GUIDE)
    qtbot.addWidget(chip)
    assert chip.chip.text() == "guide && more.pdf  1.8 MB"
    assert chip.chip.accessibleName() == "Open guide & more.pdf, 1.8 MB"

    chip.chip.click()

    qtbot.waitUntil(lambda: office.world.opened == [str(tmp_path / "guide.pdf")])


def test_a_file_that_cannot_be_fetched_says_why(qtbot: QtBot, office: Office) -> None:
    """The reason stands under the chip, which can be tried again."""
    chip = FileChip(office.context, REF, GUIDE)
    qtbot.addWidget(chip)
    chip.show()

    chip.chip.click()

    qtbot.waitUntil(lambda: "There is no file" in chip.complaint.text())
    assert chip.chip.isEnabled()
    assert office.world.opened == []


def test_a_file_on_its_way_is_named_but_not_opened(qtbot: QtBot, office: Office) -> None:
    """Files of a pending answer lie in the spool, not on the portal."""
    chip = FileChip(office.context, None, StoredFile("a.png", "image/png", 12, "0" * 64))
    qtbot.addWidget(chip)

    assert not chip.chip.isEnabled()
    assert "a.png" in chip.chip.text()


@pytest.mark.rule("TK-5")
def test_a_picture_has_a_preview(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    """A small picture is fetched and shown, scaled down."""
    office.world.files = {"f2": picture(tmp_path / "shot.png", 1600, 900)}
    chip = FileChip(office.context, REF, SHOT)
    qtbot.addWidget(chip)
    chip.show()

    qtbot.waitUntil(chip.face.isVisible)
    assert chip.face.iconSize().width() <= 280
    assert chip.face.iconSize().height() <= 170


def test_large_files_are_not_fetched_unasked() -> None:
    """Only pictures up to a sane size are previewed."""
    assert worth_previewing(SHOT)
    assert not worth_previewing(GUIDE)
    assert not worth_previewing(RemoteFile("f", "x.png", "image/png", LARGEST + 1))


def test_what_calls_itself_a_picture_but_is_none_has_no_preview(tmp_path: Path) -> None:
    """Content decides, and vector formats that may refer elsewhere are left out."""
    fake = tmp_path / "fake.png"
    fake.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", encoding="utf-8")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n----")

    assert read_preview(fake, 1.0).isNull()
    assert read_preview(broken, 1.0).isNull()
