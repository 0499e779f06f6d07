"""Looking through the steps: words, what is hidden, what is dropped, what is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.conftest import Fakes
from tests.ui.recorder.conftest import recorded
from tests.ui.samples import NOW, sample_probe
from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.markup import BlackOut, Markup
from trayapp.core.model import Capabilities
from trayapp.ui.context import UiContext
from trayapp.ui.recorder.recording import Recording
from trayapp.ui.recorder.review import Review
from trayapp.ui.recorder.start import look_through
from trayapp.ui.texts import recorder as words

Look = Callable[..., Review]


@pytest.fixture
def used() -> list[Recording]:
    """What was used in the end."""
    return []


@pytest.fixture
def look(qtbot: QtBot, context: UiContext, used: list[Recording]) -> Look:
    """Opens the review of so many steps, and waits until the page is made."""

    def opened(count: int = 3, *, kept: bool = False) -> Review:
        review = look_through(Review(context, recorded(count), NOW, None, kept=kept), used.append)
        made(qtbot, review)
        return review

    return opened


def made(qtbot: QtBot, review: Review) -> None:
    """Wait until the page is of what stands there."""
    qtbot.waitUntil(lambda: review.amount.text() not in {"", words.MEASURING})


def answer(qtbot: QtBot, review: Review, text: str) -> None:
    """Press that button of the question."""
    qtbot.waitUntil(lambda: bool(review.findChildren(QMessageBox)))
    box = review.findChildren(QMessageBox)[0]
    next(each for each in box.buttons() if each.text() == text).click()


def test_each_step_is_listed_and_the_first_is_shown(qtbot: QtBot, look: Look) -> None:
    """Words and a small picture for each; the chosen one is large, with words that can be changed."""
    review = look()

    assert [review.list.item(n).text() for n in range(3)] == [
        f"{n}. Click in “Window {n}”." for n in (1, 2, 3)
    ]
    assert review.line.text() == "Click in “Window 1”."
    qtbot.waitUntil(lambda: not review.shown.image.isNull())
    assert review.amount.text().startswith("3 steps · ")


def test_other_words_are_used(qtbot: QtBot, look: Look, used: list[Recording]) -> None:
    """What is written stands in list and page; nothing written means our words."""
    review = look()

    review.line.selectAll()
    QTest.keyClicks(review.line, "Then it hangs")
    review.list.choose(1)
    review.line.selectAll()
    QTest.keyClick(review.line, Qt.Key.Key_Delete)
    made(qtbot, review)
    review.use.click()
    qtbot.waitUntil(lambda: bool(used))

    assert b"Then it hangs" in used[0].document.page
    assert "Click in “Window 2”.".encode() in used[0].document.page


def test_a_step_is_removed(qtbot: QtBot, look: Look, used: list[Recording]) -> None:
    """By button or key; the page and its pictures are made without it."""
    review = look()

    review.remove.click()
    QTest.keyClick(review.list, Qt.Key.Key_Delete)
    made(qtbot, review)
    review.use.click()
    qtbot.waitUntil(lambda: bool(used))

    assert [step.happening.window for step in used[0].steps.items] == ["Window 3"]
    assert b"Window 1" not in used[0].document.page
    assert len(used[0].document.pictures) == 1


def test_without_a_step_there_is_nothing_to_use(look: Look) -> None:
    """When the last one is taken out, nothing can be used and nothing is shown."""
    review = look(1)

    review.remove.click()

    assert not review.use.isEnabled()
    assert (review.line.text(), review.edit.isEnabled(), review.amount.text()) == ("", False, "")


def test_what_is_hidden_is_gone(qtbot: QtBot, look: Look, used: list[Recording]) -> None:
    """After a step was blacked out, list, large picture, page and file show black."""
    review = look(1)
    before = review.list.step(0)
    assert before is not None

    review._marked(before, replace(before, markup=Markup((BlackOut(Area(0, 0, 64, 40)),))))
    qtbot.waitUntil(lambda: not review.shown.image.isNull())
    made(qtbot, review)
    review.use.click()
    qtbot.waitUntil(lambda: bool(used))

    picture = QImage.fromData(used[0].document.pictures[0].encoded.data)
    assert review_colours(picture) == {"#000000"}


def review_colours(image: QImage) -> set[str]:
    """Every colour in it."""
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_marks_of_a_step_that_went_are_dropped(look: Look) -> None:
    """Whatever the mark-up window brings for a step that is another one by now is not put on it."""
    review = look(2)
    before = review.list.step(0)
    assert before is not None
    review.remove.click()

    review._marked(before, replace(before, markup=Markup((BlackOut(Area(0, 0, 64, 40)),))))

    assert [step.markup.hides for step in review.list.steps()] == [False]


def test_the_editor_opens_for_a_step(qtbot: QtBot, look: Look) -> None:
    """The button "Mark up / hide" opens the mark-up window over the review."""
    review = look(1)

    review.edit.click()

    qtbot.waitUntil(lambda: bool(review.findChildren(_editor())))
    review.findChildren(_editor())[0].reject()


def _editor() -> type:
    from trayapp.ui.annotate.window import Editor

    return Editor


def test_use_waits_for_the_page(qtbot: QtBot, context: UiContext, used: list[Recording]) -> None:
    """Pressed before the page is made, it is used as soon as that is there."""
    review = look_through(Review(context, recorded(2), NOW, None), used.append)

    review.use.click()
    qtbot.waitUntil(lambda: bool(used))

    assert [file.name for file in used[0].files] == ["Steps.html", "Step 1.png", "Step 2.png"]
    qtbot.waitUntil(lambda: not isValid(review))


def test_leaving_asks_before_anything_is_thrown_away(qtbot: QtBot, look: Look, used: list[Recording]) -> None:
    """Esc asks; going on keeps everything, throwing away closes it and uses nothing."""
    review, thrown = look(), list[bool]()
    review.thrown.connect(lambda: thrown.append(True))

    review.reject()
    answer(qtbot, review, words.KEEP_LOOKING)
    stays = review.isVisible()
    qtbot.waitUntil(lambda: not review.findChildren(QMessageBox))
    review.close()
    answer(qtbot, review, words.THROW)
    qtbot.waitUntil(lambda: not isValid(review))

    assert (stays, thrown, used) == (True, [True], [])


def test_a_recording_that_is_kept_is_left_without_a_question(
    qtbot: QtBot, look: Look, used: list[Recording]
) -> None:
    """Opened again from the ticket, Esc leaves it as it was."""
    review = look(kept=True)

    review.reject()
    qtbot.waitUntil(lambda: not isValid(review))

    assert used == []


def test_too_much_is_said(qtbot: QtBot, fakes: Fakes, context: UiContext, used: list[Recording]) -> None:
    """When the portal takes the page alone, that is said before it is used."""
    fakes.notes.kept_probe = sample_probe(Capabilities(max_total=2000))
    review = look_through(Review(context, recorded(3), NOW, None), used.append)
    made(qtbot, review)

    assert words.HTML_ONLY in review.trouble.text()
    review.use.click()
    assert [file.name for file in used[0].files] == ["Steps.html"]


@pytest.mark.expect_log("could not be made")
def test_a_page_that_cannot_be_made_is_told(qtbot: QtBot, context: UiContext) -> None:
    """A fault in making it is said in words, and nothing can be used."""

    def fail(raw: object) -> object:
        raise LocalFault(reason="io")

    review = look_through(Review(replace(context, encode=fail), recorded(1), NOW, None), lambda _: None)  # type: ignore[arg-type]

    qtbot.waitUntil(review.trouble.isVisible)
    assert words.FAILED in review.trouble.text()


def test_what_is_hidden_stays_hidden_whatever_became_of_the_words(qtbot: QtBot, look: Look) -> None:
    """Its words were changed, and a step before it went, while the mark-up window was on its way: the marks count."""
    review = look()
    step = review.list.step(1)
    assert step is not None
    review.list.choose(1)
    QTest.keyClicks(review.line, "!")
    review.list.choose(0)
    review.list.remove()

    review._marked(step, replace(step, markup=Markup((BlackOut(Area(0, 0, 9, 9)),))))

    found = review.list.step(0)
    assert found is not None
    assert found.markup.hides
    assert found.own_words == "Click in “Window 2”.!"


def test_whoever_changes_something_after_use_is_not_done_yet(
    qtbot: QtBot, look: Look, used: list[Recording]
) -> None:
    """The window does not close by itself under somebody who hides something at the last moment."""
    review = look()
    review.list.remove()
    review.use.click()
    review.list.choose(0)
    review.list.remove()
    made(qtbot, review)

    assert used == []
    assert review.isVisible()
    assert review.use.isEnabled()
