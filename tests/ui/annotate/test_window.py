"""The mark-up window: what is kept, what is asked, what is copied, what is proposed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.annotate.conftest import Hand, Opened
from tests.ui.annotate.pictures import alike, pixels
from trayapp.core.area import Area, Point
from trayapp.core.markup import Arrow, BlackOut, Freehand, Markup, Pixelate, Step, Stroke, Text
from trayapp.ui.annotate.board import Live
from trayapp.ui.annotate.damage import damage
from trayapp.ui.annotate.flatten import flatten
from trayapp.ui.annotate.paint.text import measured
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.style import Colour, unit_of
from trayapp.ui.annotate.tools import ToolName
from trayapp.ui.annotate.window import open_editor
from trayapp.ui.parts.confirm import Confirm
from trayapp.ui.texts import markup as words

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
AREA = Area(100, 80, 60, 40)
EMAIL, CARD = Proposal(Area(20, 20, 80, 20), "email"), Proposal(Area(20, 60, 80, 20), "card")


def question() -> Confirm:
    """The question that is asked."""
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Confirm)
    return asked


@pytest.mark.parametrize("how", ["button", "keys"])
def test_done_puts_the_marks_on_the_picture(hand: Hand, how: str) -> None:
    """And not before; the picture is then told of once."""
    hand.drag((100, 80), (160, 120))
    assert hand.picture.markup.empty

    if how == "button":
        hand.editor.foot.done.click()
    else:
        hand.keys(K.Key_Return, with_=CTRL)

    assert hand.picture.markup == Markup((BlackOut(AREA),))
    assert hand.done == [True]


@pytest.mark.parametrize(("end", "told"), [("finish", ["accepted"]), ("reject", ["rejected"])])
def test_the_end_is_told_once(hand: Hand, end: str, told: list[str]) -> None:
    """Done is no Cancel as well, nor the other way round; then the window is gone."""
    heard: list[str] = []
    hand.editor.accepted.connect(lambda: heard.append("accepted"))
    hand.editor.rejected.connect(lambda: heard.append("rejected"))
    getattr(hand.editor, end)()
    QApplication.processEvents()

    assert heard == told
    assert not isValid(hand.editor)


def test_marks_of_before_can_be_changed(opened: Opened) -> None:
    """What was kept is there again, the crop too."""
    hand = opened(Markup((BlackOut(AREA),), Area(10, 10, 300, 200)))
    hand.keys(K.Key_Tab, K.Key_Delete)
    hand.editor.finish()

    assert hand.picture.markup == Markup((), Area(10, 10, 300, 200))


def test_cancel_asks_only_when_something_would_be_lost(opened: Opened) -> None:
    """Nothing done: it closes. Something done: it asks, and "go on" goes on."""
    opened().editor.foot.cancel.click()
    hand = opened()
    hand.drag((100, 80), (160, 120))
    hand.editor.foot.cancel.click()
    question().no.click()
    assert hand.editor.isVisible()

    hand.editor.close()
    question().yes.click()
    assert not hand.editor.isVisible()
    assert hand.picture.markup.empty
    assert hand.done == []


def test_the_clipboard_never_holds_what_is_hidden(hand: Hand) -> None:
    """The copy is flattened; hiding more afterwards replaces it."""
    clipboard = QGuiApplication.clipboard()
    hand.keys(K.Key_C, with_=CTRL)
    assert 0 not in pixels(clipboard.image())

    hand.drag((100, 80), (160, 120))
    assert set(pixels(clipboard.image(), AREA)) == {0}


def test_what_is_hidden_at_another_time_leaves_the_clipboard_too(hand: Hand) -> None:
    """Copied, closed, opened once more and hidden then: the copy of the first time goes."""
    hand.keys(K.Key_C, with_=CTRL)
    parent = hand.editor.parentWidget()
    assert parent is not None
    hand.editor.finish()

    again = open_editor(hand.picture, parent, done=lambda: None)
    again.board.show(BlackOut(AREA))
    again.board.keep()
    again.finish()

    assert set(pixels(QGuiApplication.clipboard().image(), AREA)) == {0}


def test_another_copy_in_the_clipboard_is_left_alone(hand: Hand) -> None:
    """Words that were copied since are not ours to replace."""
    hand.keys(K.Key_C, with_=CTRL)
    QGuiApplication.clipboard().setText("mine")
    hand.drag((100, 80), (160, 120))

    assert QGuiApplication.clipboard().text() == "mine"


def test_proposed_places_are_hidden_together(opened: Opened) -> None:
    """One press, one step of undo."""
    hand = opened(proposals=(EMAIL, CARD))
    assert hand.editor.note.isVisible()

    hand.editor.note.hide_all.click()
    assert hand.marks() == (BlackOut(EMAIL.area), BlackOut(CARD.area))
    assert not hand.editor.note.isVisible()

    hand.keys(K.Key_Z, with_=CTRL)
    assert hand.marks() == ()
    assert hand.proposals() == (EMAIL, CARD)
    assert hand.editor.note.isVisible()


@pytest.mark.parametrize(
    ("tool", "made"),
    [(ToolName.HIDE, BlackOut), (ToolName.SELECT, BlackOut), (ToolName.PIXELATE, Pixelate)],
)
def test_a_click_hides_one_proposed_place(opened: Opened, tool: ToolName, made: type) -> None:
    """With the tool in use, if it hides."""
    hand = opened(proposals=(EMAIL, CARD))
    hand.use(tool)
    hand.click(40, 70)

    assert [type(mark) for mark in hand.marks()] == [made]
    assert hand.proposals() == (EMAIL,)


def test_a_proposed_place_is_accepted_or_left_by_keys(opened: Opened) -> None:
    """Enter hides it, Delete leaves it as it is; leaving alone loses nothing, so nothing is asked."""
    hand = opened(proposals=(EMAIL, CARD))
    hand.keys(K.Key_Tab, K.Key_Delete)
    assert hand.proposals() == (CARD,)
    assert not hand.editor.board.touched

    hand.keys(K.Key_Tab, K.Key_Return)
    assert hand.marks() == (BlackOut(CARD.area),)


def test_what_is_hidden_already_is_not_proposed(opened: Opened) -> None:
    """Neither what lies beneath a mark nor what is cut away; hiding it by hand settles it as well."""
    hand = opened(Markup((BlackOut(EMAIL.area.grown(2)),), Area(0, 0, 400, 200)), (EMAIL, CARD))
    assert hand.proposals() == (CARD,)

    hand.drag((15, 55), (105, 85))
    assert hand.proposals() == ()


def test_a_proposal_of_an_unknown_kind_has_words_too() -> None:
    """A finder may learn new kinds."""
    assert words.reason("passport") == "private place"
    assert words.proposed(["card", "card"]).startswith("This looks private: 2 card numbers.")


def test_colours_have_names(hand: Hand) -> None:
    """For those who cannot see them; and each is another one."""
    named = [hand.editor.bar.colours.choice(at).accessibleName() for at in range(len(Colour))]

    assert len(set(named)) == 8
    assert all(named)


@pytest.mark.parametrize(
    ("tool", "styled"),
    [(ToolName.HIDE, False), (ToolName.CROP, False), (ToolName.SELECT, False), (ToolName.ARROW, True)],
)
def test_colours_are_there_when_they_mean_something(hand: Hand, tool: ToolName, styled: bool) -> None:
    """Hiding has no colour."""
    hand.use(tool)

    assert hand.editor.bar.colours.isVisible() is styled


def test_buttons_do_what_keys_do(hand: Hand) -> None:
    """Undo, redo, delete, zoom, colour and width by mouse or touch."""
    bar = hand.editor.bar
    hand.use(ToolName.BOX)
    bar.colours.choice(3).click()
    bar.widths.choice(0).click()
    hand.drag((100, 80), (160, 120))
    bar.undo.click()
    assert hand.marks() == ()
    bar.redo.click()
    assert len(hand.marks()) == 1
    hand.editor.board.select(0)
    bar.delete.click()
    assert hand.marks() == ()
    bar.zoomed.emit(1)
    assert hand.canvas.view.share == pytest.approx(1.25)


@pytest.mark.parametrize(("size", "wordy"), [((1200, 800), True), ((700, 460), False)])
def test_tools_have_their_names_beside_them_where_there_is_room(
    qtbot: QtBot, hand: Hand, size: tuple[int, int], wordy: bool
) -> None:
    """In a small window they are icons, all of them within reach."""
    hand.editor.resize(*size)
    qtbot.waitUntil(lambda: hand.editor.width() == size[0])
    button = hand.editor.strip.button(ToolName.SELECT)
    qtbot.waitUntil(lambda: (button.width() > 80) is wordy)

    assert button.mapTo(hand.editor, button.rect().bottomLeft()).y() < hand.editor.height()


def test_the_wheel_zooms_where_it_points_and_moves_the_picture(hand: Hand) -> None:
    """With Ctrl larger and smaller about the pointer, without it up and down."""
    canvas = hand.canvas
    for _ in range(8):
        wheel(hand, QPoint(0, 120), CTRL)
    stays = canvas.view.to_picture(QPointF(200, 150))
    wheel(hand, QPoint(0, 120), CTRL)
    after = canvas.view.to_picture(QPointF(200, 150))
    assert after.x == pytest.approx(stays.x, abs=1)
    assert after.y == pytest.approx(stays.y, abs=1)

    top = canvas.view.top
    wheel(hand, QPoint(0, -120))
    assert canvas.view.top == top - 60


def wheel(hand: Hand, angle: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Turn the wheel at 200, 150 of the widget."""
    at = QPointF(200, 150)
    event = QWheelEvent(
        at, at, QPoint(), angle, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(hand.canvas, event)


def test_tab_goes_as_the_window_is_read(opened: Opened) -> None:
    """The bar, the tools, what is proposed, the picture, the two buttons; each with a name."""
    editor = opened(proposals=(EMAIL,)).editor
    stops: list[QWidget] = []
    widget = editor.nextInFocusChain()
    while widget is not None and widget is not editor:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            stops.append(widget)
        widget = widget.nextInFocusChain()
    parts = [editor.bar, editor.strip, editor.note, editor.canvas, editor.foot]
    order = [next(at for at, part in enumerate(parts) if part is w or part.isAncestorOf(w)) for w in stops]

    assert order == sorted(order)
    assert set(order) == {0, 1, 2, 3, 4}
    assert all(w.accessibleName() or w.property("text") for w in stops)


def test_a_line_that_grows_is_painted_at_its_end_alone() -> None:
    """A pen stroke across a 4K picture repaints a small part of it at each move."""
    points = tuple(Point(x * 10, 1000) for x in range(300))
    before, after = Freehand(points, Stroke()), Freehand((*points, Point(3000, 1000)), Stroke())
    part = damage(Live(before), Live(after), measured)

    assert part is not None
    assert part.width < 100
    assert part.right > 3000


def test_a_shape_repaints_where_it_was_and_is() -> None:
    """And all is painted anew when the mark at work is another one."""
    one, other = BlackOut(Area(10, 10, 50, 50)), BlackOut(Area(10, 10, 90, 20))

    assert damage(Live(one), Live(other), measured) == Area(10, 10, 90, 50)
    assert damage(None, Live(one), measured) == one.area
    assert damage(Live(one, 0), Live(one, 1), measured) is None
    assert damage(None, Live(one, 0), measured) is None


def test_only_the_end_of_a_stroke_is_repainted(hand: Hand) -> None:
    """The window asks for no more than that."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QPaintEvent

    painted: list[int] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region().boundingRect().width())
            return False

    hand.use(ToolName.PEN)
    QApplication.processEvents()
    watch = Watch()
    hand.canvas.press(hand.canvas.touch(QPointF(hand.place(10, 150))))
    for x in range(20, 380, 10):
        hand.canvas.move_tool(hand.canvas.touch(QPointF(hand.place(x, 150))))
        if x == 360:
            QApplication.processEvents()
            hand.canvas.installEventFilter(watch)
    QApplication.processEvents()
    hand.canvas.cancel()

    assert painted
    assert max(painted) < 120


def test_lines_are_wider_on_a_larger_picture() -> None:
    """So that they look alike on every screen."""
    assert unit_of(Area(0, 0, 800, 600)) == 1
    assert unit_of(Area(0, 0, 3840, 2160)) == 2


def test_a_picture_that_cannot_be_read_opens_and_closes(opened: Opened) -> None:
    """Nothing can be marked, nothing breaks."""
    hand = opened(wide=0, high=0)
    hand.keys(K.Key_Return, K.Key_Right, K.Key_Return)
    hand.editor.finish()

    assert hand.picture.markup.empty
    assert hand.editor.foot.said() == words.NO_PICTURE


def test_what_is_seen_is_what_leaves(opened: Opened) -> None:
    """In its true size the window shows the very pixels, those of a pixelation too."""
    marks = (
        Pixelate(Area(20, 20, 180, 90)),
        BlackOut(Area(100, 80, 60, 40)),
        Arrow(Point(300, 250), Point(200, 150), Stroke()),
        Step(Point(250, 40), 3, 34),
        Text(Point(40, 180), "words", 30),
    )
    hand = opened(Markup(marks))
    assert hand.canvas.view.share == 1
    corner = hand.place(0, 0)
    seen = hand.canvas.grab().toImage().copy(corner.x(), corner.y(), 400, 300)
    hand.editor.finish()

    left = flatten(hand.picture.base(), hand.picture.markup)
    assert pixels(seen, Area(20, 20, 180, 90)) == pixels(left, Area(20, 20, 180, 90))
    assert alike(seen, left)


def test_marks_are_seen_on_the_canvas_while_they_are_dragged(hand: Hand) -> None:
    """A black-out is black before the button is let go."""
    canvas = hand.canvas
    canvas.press(canvas.touch(QPointF(hand.place(100, 80))))
    canvas.move_tool(canvas.touch(QPointF(hand.place(160, 120))))
    image: QImage = canvas.grab().toImage()

    assert image.pixelColor(hand.place(130, 100)).name() == "#000000"
    canvas.cancel()
    assert hand.marks() == ()


def test_undo_while_dragging_lets_go_of_it(opened: Opened) -> None:
    """The mark at work does not outlive what it stands for."""
    hand = opened(Markup((Arrow(Point(10, 10), Point(60, 60), Stroke()),)))
    hand.drag((20, 20), (50, 50))
    hand.canvas.press(hand.canvas.touch(QPointF(hand.place(100, 80))))
    hand.canvas.move_tool(hand.canvas.touch(QPointF(hand.place(160, 120))))
    hand.keys(K.Key_Z, with_=CTRL)

    hand.move(200, 200)
    assert hand.editor.board.live is None
    assert len(hand.marks()) == 1


@pytest.mark.parametrize("end", ["finish", "reject"])
def test_a_closed_window_lets_go_of_the_pixels(hand: Hand, end: str) -> None:
    """A 4K screen is 33 MB, and nobody looks at it any more."""
    getattr(hand.editor, end)()

    assert hand.canvas._scene.base.isNull()
    assert hand.editor._copied._base.isNull()


def test_the_canvas_shows_that_it_has_the_focus(hand: Hand) -> None:
    """A ring, when the focus came by Tab."""
    before = hand.canvas.grab().toImage().pixelColor(1, 1)
    hand.editor.foot.done.setFocus()
    hand.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    assert hand.canvas.grab().toImage().pixelColor(1, 1) != before
