"""Taking pictures again while the dialog is open: later, of a part, and leaving it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import shot
from tests.ui.submit.conftest import Open
from trayapp.core.area import Area
from trayapp.core.ports import WindowPlace
from trayapp.ui.context import UiContext
from trayapp.ui.moment.again import Again, AgainMenu
from trayapp.ui.moment.overlay import Overlay
from trayapp.ui.moment.retake import Part
from trayapp.ui.submit.dialog import SubmissionDialog
from trayapp.ui.submit.flow import open_submission, put_away


def menu_of(dialog: SubmissionDialog) -> AgainMenu:
    """The ways that the button offers."""
    found = dialog.form.attachments.gallery.retake.menu()
    assert isinstance(found, AgainMenu)
    return found


def overlay_of(qtbot: QtBot, dialog: SubmissionDialog) -> Overlay:
    """That on which a part is chosen, once it is there."""
    qtbot.waitUntil(lambda: dialog.again.retake.overlay is not None)
    overlay = dialog.again.retake.overlay
    assert overlay is not None
    return overlay


@pytest.fixture
def one_screen(fakes: Fakes) -> None:
    """The offscreen screen's picture, of its own size."""
    place = QGuiApplication.primaryScreen().geometry()
    fakes.capturer.shots = [shot("offscreen", place.width(), place.height())]


@pytest.mark.rule("APP-2")
def test_later_means_with_the_dialog_away_and_a_countdown(
    qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog
) -> None:
    """The words stay; when the seconds are over the countdown has gone, too, and the screens are replaced."""
    seen: list[bool] = []
    fakes.capturer.on_grab = lambda: seen.append(
        any(w.isVisible() for w in QGuiApplication.topLevelWindows())
    )
    dialog.form.writing.subject.setText("The menu hangs")
    menu_of(dialog).later[3].trigger()
    countdown = dialog.again.retake.countdown
    assert countdown is not None
    assert (dialog.isVisible(), countdown.isVisible()) == (False, True)

    countdown._end.timeout.emit()
    qtbot.waitUntil(dialog.isVisible)

    assert seen == [False]
    assert len(dialog.form.attachments.gallery.pictures()) == 2
    assert dialog.form.writing.subject.text() == "The menu hangs"


def test_asking_for_the_dialog_ends_the_countdown(
    fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """A click on the icon brings it back as it was; no picture is taken."""
    before = dialog.form.attachments.gallery.pictures()
    dialog.form.attachments.gallery.again_wanted.emit(Again(seconds=5))

    assert open_submission(context) is dialog

    assert dialog.isVisible()
    assert dialog.again.retake.countdown is None
    assert (fakes.capturer.grabs, dialog.form.attachments.gallery.pictures()) == (1, before)


def test_asking_for_the_dialog_does_not_put_it_into_its_own_picture(
    qtbot: QtBot, fakes: Fakes, context: UiContext, dialog: SubmissionDialog
) -> None:
    """While the screen settles it comes back by itself, and not before."""
    seen: list[bool] = []
    fakes.capturer.on_grab = lambda: seen.append(dialog.isVisible())
    dialog.form.attachments.gallery.again_wanted.emit(Again())

    open_submission(context)
    assert not dialog.isVisible()

    qtbot.waitUntil(dialog.isVisible)
    assert seen == [False]


@pytest.mark.usefixtures("one_screen")
def test_a_region_is_one_picture_more(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """Cut from the frozen screen in true pixels, with its place; taking again leaves it."""
    gallery = dialog.form.attachments.gallery
    menu_of(dialog).region.trigger()
    (window,) = overlay_of(qtbot, dialog).windows
    qtbot.waitExposed(window)

    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    QTest.mouseMove(window, QPoint(69, 49))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(69, 49))

    qtbot.waitUntil(dialog.isVisible)
    picture = gallery.pictures()[-1]
    assert (picture.name, picture.stem, picture.fresh) == ("Region 1", "region-1", False)
    assert picture.place == Area(20, 30, 50, 20)
    assert (picture.base().width(), picture.base().height()) == (50, 20)
    gallery.again_wanted.emit(Again())
    qtbot.waitUntil(lambda: dialog.isVisible() and not dialog.again.away)
    assert picture in gallery.pictures()


@pytest.mark.usefixtures("one_screen")
def test_a_window_is_never_called_by_its_title(qtbot: QtBot, fakes: Fakes, dialog: SubmissionDialog) -> None:
    """The title is the employee's own business, and would travel as a file's name."""
    fakes.world.screen.windows = [WindowPlace("Payroll of Kim", Area(10, 10, 90, 60))]
    menu_of(dialog).region.trigger()
    (window,) = overlay_of(qtbot, dialog).windows

    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_Return)

    qtbot.waitUntil(dialog.isVisible)
    picture = dialog.form.attachments.gallery.pictures()[-1]
    assert (picture.name, picture.stem) == ("Window 1", "window-1")
    assert picture.place == Area(10, 10, 90, 60)


def test_a_place_on_no_screen_is_told(dialog: SubmissionDialog) -> None:
    """A window may stand between two monitors."""
    before = dialog.form.attachments.gallery.pictures()

    dialog.again.retake.chosen.emit(Part(QImage(), Area(-50, -50, 10, 10), window=True))

    assert "on no screen" in dialog.form.attachments.complaint.text()
    assert dialog.form.attachments.gallery.pictures() == before


@pytest.mark.usefixtures("one_screen")
def test_leaving_the_overlay_changes_nothing(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """The dialog comes back with what it had."""
    before = dialog.form.attachments.gallery.pictures()
    menu_of(dialog).region.trigger()
    (window,) = overlay_of(qtbot, dialog).windows

    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert dialog.isVisible()
    assert dialog.form.attachments.gallery.pictures() == before


def test_the_clipboard_is_offered_when_something_is_in_it(qtbot: QtBot, dialog: SubmissionDialog) -> None:
    """A picture in it becomes a thumbnail."""
    menu, clipboard = menu_of(dialog), QGuiApplication.clipboard()
    clipboard.clear()
    menu.aboutToShow.emit()
    assert not menu.paste.isEnabled()
    mime, red = QMimeData(), QImage(20, 10, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    mime.setImageData(red)
    clipboard.setMimeData(mime)

    menu.aboutToShow.emit()
    assert menu.paste.isEnabled()
    menu.paste.trigger()

    qtbot.waitUntil(lambda: len(dialog.form.attachments.gallery.pictures()) == 3)
    clipboard.clear()


def test_every_way_is_in_the_menu_in_words(dialog: SubmissionDialog) -> None:
    """In the order of what is wanted most."""
    menu: QMenu = menu_of(dialog)

    assert [action.text().replace("&", "") for action in menu.actions() if action.text()] == [
        "Now",
        "In 3 seconds",
        "In 5 seconds",
        "In 10 seconds, for menus and tooltips",
        "A region or window …",
        "Paste from the clipboard",
    ]


def test_the_end_of_the_program_ends_the_countdown(
    fakes: Fakes, context: UiContext, open_dialog: Open
) -> None:
    """The words are kept, and no picture is taken of what nobody sends."""
    dialog = open_dialog()
    dialog.form.writing.subject.setText("The menu hangs")
    dialog.form.attachments.gallery.again_wanted.emit(Again(seconds=10))
    countdown = dialog.again.retake.countdown
    assert countdown is not None

    put_away(context)

    assert dialog.over
    assert fakes.capturer.grabs == 1
    assert fakes.drafts.kept is not None
    assert fakes.drafts.kept.subject == "The menu hangs"


def test_the_dialog_comes_back_whatever_happens(
    qtbot: QtBot, dialog: SubmissionDialog, one_screen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug in what a part is chosen on leaves nobody without a window."""

    def fail(_overlay: Overlay) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Overlay, "open", fail)
    with qtbot.captureExceptions() as raised:
        menu_of(dialog).region.trigger()
        qtbot.waitUntil(dialog.isVisible)

    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert not dialog.again.retake.running
