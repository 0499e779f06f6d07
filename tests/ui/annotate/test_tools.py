"""Each tool in use, by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.annotate.conftest import Hand, Opened
from trayapp.core.area import Area, Point
from trayapp.core.markup import (
    Arrow,
    BlackOut,
    Box,
    Ellipse,
    Freehand,
    Highlight,
    Mark,
    Markup,
    Pixelate,
    Step,
    Stroke,
    Text,
)
from trayapp.ui.annotate.paint.text import measured
from trayapp.ui.annotate.tools import ToolName

SHIFT = Qt.KeyboardModifier.ShiftModifier
AREA = Area(100, 80, 60, 40)
RED = Stroke()
YELLOW = Stroke("#ffd21f", 20)
CORNERS = (Point(100, 80), Point(130, 100), Point(160, 120))
DRAGGED: list[tuple[ToolName, Mark, Mark]] = [
    (ToolName.HIDE, BlackOut(AREA), BlackOut(Area(100, 80, 60, 60))),
    (ToolName.PIXELATE, Pixelate(AREA), Pixelate(Area(100, 80, 60, 60))),
    (ToolName.ARROW, Arrow(CORNERS[0], CORNERS[2], RED), Arrow(CORNERS[0], Point(151, 131), RED)),
    (ToolName.BOX, Box(AREA, RED), Box(Area(100, 80, 60, 60), RED)),
    (ToolName.ELLIPSE, Ellipse(AREA, RED), Ellipse(Area(100, 80, 60, 60), RED)),
    (ToolName.PEN, Freehand(CORNERS, RED), Freehand((CORNERS[0], Point(151, 131)), RED)),
    (
        ToolName.HIGHLIGHT,
        Highlight(CORNERS, YELLOW),
        Highlight((CORNERS[0], Point(151, 131)), YELLOW),
    ),
]


def rounded(mark: Mark) -> Mark:
    """Without parts of a pixel."""
    match mark:
        case Arrow():
            return Arrow(whole(mark.start), whole(mark.tip), mark.stroke)
        case Freehand():
            return Freehand(tuple(whole(point) for point in mark.points), mark.stroke)
        case Highlight():
            return Highlight(tuple(whole(point) for point in mark.points), mark.stroke)
        case _:
            return mark


def whole(point: Point) -> Point:
    """The pixel it lies in."""
    return Point(round(point.x), round(point.y))


@pytest.mark.parametrize(("tool", "wanted", "_regular"), DRAGGED, ids=[tool for tool, _, _ in DRAGGED])
def test_a_drag_makes_the_mark(hand: Hand, tool: ToolName, wanted: Mark, _regular: Mark) -> None:
    """From where the button went down to where it was let go; the new mark is selected."""
    hand.use(tool)
    hand.drag((100, 80), (130, 100), (160, 120))

    assert [rounded(mark) for mark in hand.marks()] == [wanted]
    assert hand.editor.board.selected == 0
    assert len(hand.said) == 1


@pytest.mark.parametrize(("tool", "_free", "wanted"), DRAGGED, ids=[tool for tool, _, _ in DRAGGED])
def test_shift_makes_it_regular(hand: Hand, tool: ToolName, _free: Mark, wanted: Mark) -> None:
    """Squares, circles, and lines at a multiple of 45 degrees."""
    hand.use(tool)
    hand.drag((100, 80), (130, 100), (160, 120), keys=SHIFT)

    assert [rounded(mark) for mark in hand.marks()] == [wanted]


@pytest.mark.parametrize("tool", [ToolName.HIDE, ToolName.PIXELATE, ToolName.BOX, ToolName.ARROW])
def test_a_click_alone_makes_no_shape(hand: Hand, tool: ToolName) -> None:
    """A slip of the hand leaves nothing behind."""
    hand.use(tool)
    hand.click(50, 50)

    assert hand.marks() == ()


def test_a_drag_beyond_the_edge_ends_at_it(hand: Hand) -> None:
    """What is hidden at the border is hidden up to the last pixel."""
    hand.drag((350, 250), (390, 290), (460, 340))

    assert hand.marks() == (BlackOut(Area(350, 250, 50, 50)),)


def test_steps_count_by_themselves(hand: Hand) -> None:
    """Each click places the next number, in its colour and size."""
    hand.use(ToolName.STEP)
    hand.click(50, 50)
    hand.click(90, 50)
    hand.drag((120, 60), (150, 90))

    assert [(mark.number, whole(mark.at)) for mark in hand.marks() if isinstance(mark, Step)] == [
        (1, Point(50, 50)),
        (2, Point(90, 50)),
        (3, Point(150, 90)),
    ]


def test_words_are_typed_where_one_clicks(hand: Hand) -> None:
    """Enter ends them; letters that choose tools elsewhere are letters here."""
    hand.use(ToolName.TEXT)
    hand.click(100, 100)
    hand.keys(Qt.Key.Key_H, Qt.Key.Key_A)
    hand.keys(Qt.Key.Key_Return, with_=SHIFT)
    hand.keys(Qt.Key.Key_B, Qt.Key.Key_Return)

    assert [mark.text for mark in hand.marks() if isinstance(mark, Text)] == ["ha\nb"]
    assert hand.tool() is ToolName.TEXT
    assert hand.canvas.hasFocus()


@pytest.mark.parametrize("how", ["escape", "click", "tool", "done"])
def test_words_are_not_lost_however_typing_ends(hand: Hand, how: str) -> None:
    """Esc, a click elsewhere, another tool, Done: what was typed is kept."""
    hand.use(ToolName.TEXT)
    hand.click(100, 100)
    hand.keys(Qt.Key.Key_H)
    match how:
        case "escape":
            hand.keys(Qt.Key.Key_Escape)
        case "click":
            hand.click(300, 200)
        case "tool":
            hand.use(ToolName.BOX)
        case _:
            hand.editor.finish()

    assert next(mark.text for mark in hand.marks() if isinstance(mark, Text)) == "h"


def test_no_words_leave_no_mark(hand: Hand) -> None:
    """A click with the text tool and Esc: nothing was there, nothing is."""
    hand.use(ToolName.TEXT)
    hand.click(100, 100)
    hand.keys(Qt.Key.Key_Escape)

    assert hand.marks() == ()
    assert not hand.editor.board.touched


@pytest.mark.parametrize("tool", [ToolName.TEXT, ToolName.SELECT])
def test_words_can_be_changed(opened: Opened, tool: ToolName) -> None:
    """With the text tool by a click on them, with Select by a double click; emptied, they go."""
    from PySide6.QtTest import QTest

    hand = opened(Markup((Text(Point(100, 100), "abc", 30),)))
    for typed, wanted in (("D", ["abcd"]), ("", [])):
        hand.use(tool)
        if tool is ToolName.TEXT:
            hand.click(110, 112)
        else:
            QTest.mouseDClick(hand.canvas, Qt.MouseButton.LeftButton, pos=hand.place(110, 112))
        assert hand.canvas.entry is not None
        hand.keys(*([Qt.Key.Key_D] if typed else [Qt.Key.Key_Backspace] * 4), Qt.Key.Key_Return)

        assert [mark.text for mark in hand.marks() if isinstance(mark, Text)] == wanted


def test_select_takes_hold_of_the_topmost_mark_and_moves_it(opened: Opened) -> None:
    """A drag moves what lies on top; a click beside everything selects nothing."""
    hand = opened(Markup((BlackOut(AREA), Pixelate(AREA))))
    hand.use(ToolName.SELECT)
    hand.drag((130, 100), (140, 105), (150, 110))

    assert hand.marks() == (BlackOut(AREA), Pixelate(AREA.moved(20, 10)))
    assert hand.editor.board.selected == 1
    hand.click(300, 250)
    assert hand.editor.board.selected is None


def test_a_moved_pixelation_keeps_its_noise(opened: Opened) -> None:
    """What the window shows of it is what leaves."""
    mark = Pixelate(AREA)
    hand = opened(Markup((mark,)))
    hand.use(ToolName.SELECT)
    hand.drag((130, 100), (150, 110))

    moved = hand.marks()[0]
    assert isinstance(moved, Pixelate)
    assert moved.seed == mark.seed


def test_handles_change_the_size(opened: Opened) -> None:
    """The corner of a selected mark is dragged; with Shift it becomes a square."""
    hand = opened(Markup((BlackOut(AREA),)))
    hand.use(ToolName.SELECT)
    hand.click(130, 100)
    hand.drag((160, 120), (180, 150))
    assert hand.marks() == (BlackOut(Area(100, 80, 80, 70)),)

    hand.drag((180, 150), (190, 155), keys=SHIFT)
    assert hand.marks() == (BlackOut(Area(100, 80, 90, 90)),)


def test_a_trembling_click_moves_nothing(opened: Opened) -> None:
    """A pixel or two belong to the click."""
    hand = opened(Markup((BlackOut(AREA),)))
    hand.use(ToolName.SELECT)
    hand.drag((130, 100), (131, 101))

    assert hand.marks() == (BlackOut(AREA),)
    assert not hand.editor.board.can_undo


def test_a_crop_is_chosen_resized_moved_and_taken_away(hand: Hand) -> None:
    """It can be changed as long as the picture is here, and marks keep their places."""
    board = hand.editor.board
    hand.drag((10, 10), (40, 40))
    hand.use(ToolName.CROP)
    hand.drag((100, 80), (200, 180), (300, 230))
    assert board.markup.crop == Area(100, 80, 200, 150)

    hand.drag((300, 230), (340, 260))
    assert board.markup.crop == Area(100, 80, 240, 180)

    hand.drag((200, 150), (150, 100))
    assert board.markup.crop == Area(50, 30, 240, 180)
    assert board.markup.marks == (BlackOut(Area(10, 10, 30, 30)),)

    hand.editor.bar.whole.click()
    assert board.markup.crop is None


def test_a_mark_is_seen_where_it_will_be(hand: Hand) -> None:
    """The window shows the picture as it will leave: black where it is hidden."""
    hand.drag((100, 80), (160, 120))
    hand.editor.board.select(None)
    image = hand.canvas.grab().toImage()
    inside, outside = hand.place(130, 100), hand.place(30, 30)

    assert image.pixelColor(inside).name() == "#000000"
    assert image.pixelColor(outside).name() == "#b0b4ba"


def test_words_are_as_large_as_they_are_measured(opened: Opened) -> None:
    """The size that hit testing reckons with is the painted one."""
    wide, high = measured(Text(Point(0, 0), "wide\nand high", 30))

    assert high == 60
    assert 80 < wide < 240
