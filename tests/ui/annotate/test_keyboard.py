"""Mark-up without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.annotate.conftest import Hand, Opened
from trayapp.core.area import Area, Point
from trayapp.core.markup import Arrow, BlackOut, Box, Markup, Step, Stroke, Text
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.tools import KEYS, ToolName

K = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
AREA = Area(100, 80, 60, 40)


@pytest.mark.parametrize("name", list(ToolName))
def test_a_letter_chooses_each_tool(hand: Hand, name: ToolName) -> None:
    """The strip and the line below follow, and a screen reader can name the button."""
    hand.keys(Qt.Key[f"Key_{KEYS[name]}"])
    button = hand.editor.strip.button(name)

    assert hand.tool() is name
    assert button.isChecked()
    assert button.accessibleName()
    assert KEYS[name] in button.toolTip()
    assert hand.editor.foot.said() == button.accessibleDescription()
    assert hand.canvas.hasFocus()


@pytest.mark.parametrize("press", [K.Key_Return, K.Key_Space])
def test_a_place_is_hidden_by_keys_alone(hand: Hand, press: Qt.Key) -> None:
    """Arrow keys move the crosshair, with Shift far, with Ctrl by a pixel; Enter or Space begins and ends."""
    middle = Point(200, 150)
    hand.keys(press)
    hand.keys(K.Key_Right, K.Key_Down)
    hand.keys(K.Key_Right, with_=SHIFT)
    hand.keys(K.Key_Down, with_=CTRL)
    hand.keys(press)

    assert hand.marks() == (BlackOut(Area(round(middle.x), round(middle.y), 8 + 64, 8 + 1)),)
    assert len(hand.said) == 2


def test_steps_and_words_are_placed_at_the_crosshair(hand: Hand) -> None:
    """Enter is the click of the tools that are clicked."""
    hand.keys(K.Key_S, K.Key_Return, K.Key_Up, K.Key_Return)
    hand.keys(K.Key_T, K.Key_Return)
    assert hand.canvas.entry is not None
    hand.keys(K.Key_O, K.Key_Return)

    assert [type(mark) for mark in hand.marks()] == [Step, Step, Text]
    assert [mark.number for mark in hand.marks() if isinstance(mark, Step)] == [1, 2]


def test_tab_goes_through_marks_then_proposals_then_on(opened: Opened) -> None:
    """Each is said; after the last one the focus leaves the picture."""
    marks = (BlackOut(AREA), Arrow(Point(10, 10), Point(50, 50), Stroke()))
    hand = opened(Markup(marks), (Proposal(Area(200, 200, 50, 20), "email"),))
    seen = []
    for _ in range(3):
        hand.keys(K.Key_Tab)
        seen.append(hand.editor.board.selected)

    assert seen == [0, 1, 2]
    assert hand.tool() is ToolName.SELECT
    assert len(hand.said) == 3
    assert hand.canvas.hasFocus()

    hand.keys(K.Key_Tab)
    assert not hand.canvas.hasFocus()


def test_arrow_keys_move_the_selected_mark_and_alt_changes_its_size(opened: Opened) -> None:
    """Steps of one kind are taken back together."""
    hand = opened(Markup((BlackOut(AREA),)))
    hand.keys(K.Key_Tab, K.Key_Right, K.Key_Right)
    hand.keys(K.Key_Down, with_=SHIFT)
    assert hand.marks() == (BlackOut(AREA.moved(2, 10)),)

    hand.keys(K.Key_Right, K.Key_Down, with_=ALT)
    assert hand.marks() == (BlackOut(Area(102, 90, 61, 41)),)

    hand.keys(K.Key_Z, with_=CTRL)
    hand.keys(K.Key_Z, with_=CTRL)
    assert hand.marks() == (BlackOut(AREA),)
    assert not hand.editor.board.can_undo


@pytest.mark.parametrize("key", [K.Key_Delete, K.Key_Backspace])
def test_delete_takes_the_selected_mark_off(opened: Opened, key: Qt.Key) -> None:
    """And says so; with nothing selected it says that."""
    hand = opened(Markup((BlackOut(AREA),)))
    hand.keys(K.Key_Tab, key)
    assert hand.marks() == ()

    hand.keys(key)
    assert len(set(hand.said)) == 3


def test_enter_changes_selected_words(opened: Opened) -> None:
    """As a double click does."""
    hand = opened(Markup((Text(Point(50, 50), "abc", 30),)))
    hand.keys(K.Key_Tab, K.Key_Return, K.Key_X, K.Key_Return)

    assert [mark.text for mark in hand.marks() if isinstance(mark, Text)] == ["abcx"]


def test_the_crop_is_changed_by_keys(hand: Hand) -> None:
    """Alt and an arrow key drag its lower right corner; Delete brings the whole picture back."""
    hand.keys(K.Key_C)
    hand.keys(K.Key_Left, K.Key_Up, with_=ALT | SHIFT)
    assert hand.editor.board.markup.crop == Area(0, 0, 390, 290)

    hand.keys(K.Key_Delete)
    assert hand.editor.board.markup.crop is None


def test_escape_leaves_step_by_step(hand: Hand, opened: Opened) -> None:
    """What is being drawn, the tool, the selection, and at last the window."""
    hand.drag((10, 10), (50, 50))
    hand.keys(K.Key_Return, K.Key_Right, K.Key_Escape)
    assert len(hand.marks()) == 1
    assert hand.tool() is ToolName.HIDE

    hand.drag((90, 90), (120, 120))
    hand.keys(K.Key_Escape)
    assert hand.tool() is ToolName.SELECT
    hand.keys(K.Key_Escape)
    assert hand.editor.board.selected is None
    hand.keys(K.Key_Z, K.Key_Z, with_=CTRL)
    hand.keys(K.Key_Escape)
    assert not hand.editor.isVisible()
    assert hand.done == []


def test_colour_and_width_by_keys(opened: Opened) -> None:
    """They change what is selected and what comes."""
    hand = opened(Markup((Box(AREA, Stroke()),)))
    hand.keys(K.Key_Tab)
    hand.keys(K.Key_5, with_=ALT)
    hand.keys(K.Key_BracketRight)

    assert hand.marks() == (Box(AREA, Stroke("#2170e8", 7)),)
    hand.keys(K.Key_B)
    hand.drag((200, 200), (250, 250))
    assert hand.marks()[1] == Box(Area(200, 200, 50, 50), Stroke("#2170e8", 7))


def test_the_highlighter_keeps_a_colour_of_its_own(hand: Hand) -> None:
    """Yellow at first, whatever the lines have."""
    hand.keys(K.Key_L)
    hand.keys(K.Key_4, with_=ALT)
    hand.keys(K.Key_B)

    assert hand.editor.board.highlight_style.colour == "#18a04e"
    assert hand.editor.board.style.colour == "#e5243b"


def test_undo_and_redo_by_keys(hand: Hand) -> None:
    """Both ways, also with Ctrl+Y."""
    hand.drag((10, 10), (50, 50))
    hand.drag((90, 90), (120, 120))
    hand.keys(K.Key_Z, K.Key_Z, with_=CTRL)
    assert hand.marks() == ()

    hand.keys(K.Key_Z, with_=CTRL | SHIFT)
    hand.keys(K.Key_Y, with_=CTRL)
    assert len(hand.marks()) == 2


def test_zoom_by_keys(hand: Hand) -> None:
    """Larger, smaller, all of it, its true size."""
    view = hand.canvas.view
    hand.keys(K.Key_Plus)
    assert view.share == pytest.approx(1.25)

    hand.keys(K.Key_Minus, K.Key_Minus)
    assert view.share == pytest.approx(0.8)

    hand.keys(K.Key_1)
    assert view.share == 1
    assert not view.fitted

    hand.keys(K.Key_0)
    assert view.fitted


def test_the_crosshair_stays_in_sight(hand: Hand) -> None:
    """A picture that is larger than the window moves along."""
    for _ in range(12):
        hand.keys(K.Key_Plus)
    hand.keys(*[K.Key_Right] * 6, with_=SHIFT)
    at = hand.canvas.crosshair
    assert at is not None

    assert hand.canvas.rect().contains(hand.canvas.view.to_widget(at).toPoint())


def test_tab_brings_what_it_selects_into_sight(opened: Opened) -> None:
    """Also when the picture is larger than the window."""
    far, corner = Area(1900, 1400, 50, 30), Area(5, 5, 20, 20)
    hand = opened(Markup((BlackOut(corner), BlackOut(far))), wide=2000, high=1500)
    hand.keys(K.Key_1)
    for area in (corner, far):
        hand.keys(K.Key_Tab)
        middle = Point(area.x + area.width / 2, area.y + area.height / 2)
        assert hand.canvas.rect().contains(hand.canvas.view.to_widget(middle).toPoint())


def test_every_key_is_told(hand: Hand) -> None:
    """F1 opens a card that names every tool's letter."""
    hand.keys(K.Key_F1)
    card = QApplication.activeModalWidget()

    assert card is not None
    assert card is not hand.editor
    card.close()
