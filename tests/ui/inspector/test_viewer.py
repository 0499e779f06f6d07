"""A picture shown large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.inspector.test_seen import picture
from trayapp.ui.background import Background
from trayapp.ui.inspector.viewer import PictureViewer, show_large


@pytest.fixture
def viewer(qtbot: QtBot) -> Iterator[PictureViewer]:
    """Over a picture that is larger than the screen."""
    parent = QWidget()
    qtbot.addWidget(parent)
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("#35506b"))
    made = PictureViewer(image, "Screen 1", "PNG, 4000 × 3000 pixels, 1 MB", parent)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    parent.close()


@pytest.fixture
def background() -> Iterator[Background]:
    """Real threads."""
    made = Background()
    yield made
    made.shutdown()


def test_it_says_what_it_shows(viewer: PictureViewer) -> None:
    """Form, pixels and bytes stand in the window, in its title, and in its name for a screen reader."""
    about = "PNG, 4000 × 3000 pixels, 1 MB"

    assert (viewer.about.text(), viewer.canvas.accessibleName()) == (about, f"Screen 1, {about}")
    assert viewer.windowTitle() == f"Screen 1 · {about}"
    assert all(each.accessibleName() or each.text() for each in viewer.findChildren(QPushButton))


def test_all_of_it_fits_until_asked_otherwise(viewer: PictureViewer) -> None:
    """The whole picture is in sight, also when the window gets another size."""
    before = viewer.canvas.scale_shown
    viewer.resize(500, 400)
    room, shown = viewer.canvas.viewport().size(), viewer.canvas.scale_shown

    assert shown < before < 1
    assert (4000 * shown <= room.width() + 1, 3000 * shown <= room.height() + 1) == (True, True)


def test_keys_zoom(viewer: PictureViewer) -> None:
    """1 shows every pixel, plus and minus go by steps, 0 fits again; the number follows."""
    keys = (Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    told = []
    for key in keys:
        QTest.keyClick(viewer, key)
        told.append(viewer.percent.text())
    QTest.keyClick(viewer, Qt.Key.Key_0)

    assert told == ["100 %", "125 %", "100 %", "80 %"]
    assert viewer.canvas.scale_shown < 0.5


def test_buttons_do_the_same(viewer: PictureViewer) -> None:
    """Every key has a button."""
    told = []
    for each in (viewer.full, viewer.larger, viewer.smaller, viewer.fit):
        each.click()
        told.append(viewer.canvas.scale_shown)

    assert told[:3] == pytest.approx([1.0, 1.25, 1.0])
    assert told[3] < 0.5


def test_the_wheel_zooms_with_ctrl_only(viewer: PictureViewer) -> None:
    """Without Ctrl it scrolls."""
    viewer.canvas.full()
    middle = QPointF(viewer.canvas.viewport().rect().center())
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        turned = QWheelEvent(
            middle,
            middle,
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        before = viewer.canvas.scale_shown
        QApplication.sendEvent(viewer.canvas.viewport(), turned)
        grown = viewer.canvas.scale_shown / before
        assert grown == pytest.approx(1.25 if held is Qt.KeyboardModifier.ControlModifier else 1.0)


def test_zooming_has_ends(viewer: PictureViewer) -> None:
    """However often it is asked for, the picture neither vanishes nor fills all memory."""
    for _ in range(60):
        viewer.canvas.nearer()
    largest = viewer.canvas.scale_shown
    for _ in range(80):
        viewer.canvas.farther()

    assert (largest, viewer.canvas.scale_shown) == pytest.approx((16.0, 0.05))


def test_it_opens_from_bytes_alone(qtbot: QtBot, background: Background) -> None:
    """What is shown is decoded from the bytes handed over; what is no picture opens nothing."""
    parent = QWidget()
    qtbot.addWidget(parent)
    show_large(lambda: b"no picture", "a", "b", background, parent)
    show_large(picture, "Screen 1", "PNG", background, parent)
    qtbot.waitUntil(lambda: len(parent.findChildren(PictureViewer)) == 1)
    (opened,) = parent.findChildren(PictureViewer)

    assert opened.canvas.sceneRect().size().toSize().width() == 320
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not parent.findChildren(PictureViewer))
