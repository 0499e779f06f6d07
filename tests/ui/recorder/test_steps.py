"""What happens becomes steps that a colleague can follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from trayapp.core.area import Area, Point
from trayapp.core.markup import BlackOut, Markup
from trayapp.core.ports import Happening, HappeningKind, RawShot
from trayapp.ui.recorder.shot import Shot, packed
from trayapp.ui.recorder.steps import MOST, Steps

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """A moment of the recording."""
    return START + timedelta(seconds=seconds)


def click(seconds: float, window: str = "Writer", x: int = 10, **more: str) -> Happening:
    """A press of the left button."""
    return Happening(
        HappeningKind.CLICK, at(seconds), Point(x, 10), more.pop("button", "left"), window, **more
    )


def front(seconds: float, window: str) -> Happening:
    """Another window is active."""
    return Happening(HappeningKind.WINDOW, at(seconds), Point(0, 0), window=window)


def steps(*happenings: Happening) -> Steps:
    """All of them, one after the other."""
    made = Steps()
    for happening in happenings:
        made = made.add(happening)
    return made


def told(made: Steps) -> list[str]:
    """What is read."""
    return [step.words(first=number == 0) for number, step in enumerate(made.items)]


def shot(x: int = 0, width: int = 100, scale: float = 1.0) -> Shot:
    """A white monitor."""
    return packed(RawShot("m", x, 0, width, 100, b"\xff" * (width * 400), scale), ())


def test_a_click_is_told_with_what_was_clicked_and_where() -> None:
    """The sentence names the thing, its kind and its window."""
    made = steps(click(1, role="push button", element="Save"))

    assert told(made) == ["Click on “Save” (button) in “Writer”."]


@pytest.mark.parametrize(
    ("happening", "words"),
    [
        (click(1), "Click in “Writer”."),
        (click(1, ""), "Click."),
        (click(1, "", role="desktop"), "Click on the desktop."),
        (click(1, "", role="panel", button="right"), "Right-click on the task bar."),
        (click(1, role="text"), "Click into a text field in “Writer”."),
        (click(1, role="password text"), "Click into a password field in “Writer”."),
        (click(1, role="popup menu"), "Click in an open menu in “Writer”."),
        (click(1, role="combo box"), "Click on a list of choices in “Writer”."),
        (
            click(1, role="link", element="Help", button="middle"),
            "Middle-click on “Help” (link) in “Writer”.",
        ),
        (front(1, "Writer"), "Start in “Writer”."),
        (Happening(HappeningKind.MARK, at(1)), "Look at this."),
        (Happening(HappeningKind.MARK, at(1), window="Writer"), "Look at “Writer”."),
    ],
)
def test_each_kind_has_its_words(happening: Happening, words: str) -> None:
    """What nobody knows is left out, and the sentence stays one."""
    assert told(steps(happening)) == [words]


def test_a_name_that_comes_later_is_of_the_same_step() -> None:
    """The second telling of a click names it, and makes no second step."""
    first = click(1)

    made = steps(first, replace(first, role="check box", element="Bold"))

    assert told(made) == ["Click on “Bold” (check box) in “Writer”."]


def test_two_quick_presses_at_one_place_are_one_step() -> None:
    """A double click is told as one, whatever comes of its second press."""
    second = click(1.2, x=12)

    made = steps(click(1), second, replace(second, role="link", element="Help"))

    assert told(made) == ["Double-click in “Writer”."]


@pytest.mark.parametrize("other", [click(1.2, x=90), click(2), click(1.2, button="right")])
def test_two_presses_that_are_not_one_stay_two(other: Happening) -> None:
    """Elsewhere, later, or with another button: that is another step."""
    assert len(steps(click(1), other)) == 2


def test_a_window_that_is_clicked_into_next_is_told_with_the_click_that_opened_it() -> None:
    """The dialog's own picture is that of the next click; that it came up is said before it."""
    made = steps(click(1), front(1.4, "Save as"), click(3, "Save as", role="push button", element="Save"))

    assert told(made) == [
        "Click in “Writer”. “Save as” comes up.",
        "Click on “Save” (button) in “Save as”.",
    ]


def test_the_window_one_begins_in_is_no_step_once_it_is_clicked_into() -> None:
    """A click shows where one is; without one the first picture shows where it starts."""
    assert told(steps(front(0, "Writer"), click(2))) == ["Click in “Writer”."]
    assert told(steps(front(0, "Writer"), front(5, "Mail"))) == ["Start in “Writer”.", "“Mail” comes up."]


def test_a_window_that_was_clicked_is_no_news() -> None:
    """A click that brings its own window to the front is one step."""
    assert len(steps(click(1, "Mail"), front(1.4, "Mail"))) == 1


def test_a_splash_screen_is_no_step() -> None:
    """A window that gives way to another at once is left out."""
    made = steps(click(1), front(2, "Loading"), front(2.8, "Writer 7"))

    assert told(made)[1:] == ["“Writer 7” comes up."]


def test_the_end_shows_what_came_of_it() -> None:
    """The last picture is of the screen as it was when it stopped, in place of a window that had just come up."""
    made = steps(click(1), front(1.4, "Error"))

    ended = made.finish(Happening(HappeningKind.MARK, at(5), window="Error"), shot())

    assert told(ended) == ["Click in “Writer”. “Error” comes up.", "The end: “Error” as it looks now."]
    assert ended.items[-1].shot is not None


def test_without_a_picture_there_is_no_end() -> None:
    """An end that shows nothing tells nothing; nor does one of nothing."""
    end = Happening(HappeningKind.MARK, at(5))

    assert steps(click(1)).finish(end, None) == steps(click(1))
    assert len(Steps().finish(end, shot())) == 0


def test_there_is_room_for_fifty() -> None:
    """The fifty-first step is not taken, nor an end."""
    made = steps(*(click(number * 2, f"Window {number}") for number in range(MOST + 1)))

    assert made.full
    assert len(made.finish(Happening(HappeningKind.MARK, at(200)), shot())) == MOST == 50


def test_clicks_that_stopped_it_from_the_tray_are_left_out() -> None:
    """The task bar, and the menu that it opened: that is how it was stopped, not what was done."""
    made = steps(click(1), click(60, "", role="panel"), click(61, "", x=90))

    assert made.without_tail(at(55)) == steps(click(1))
    assert made.without_tail(at(60.5)) == made


def test_the_ring_lies_around_the_click() -> None:
    """The mark is at the place of the click on its own monitor, and as large as the monitor is sharp."""
    made = steps(click(1, x=130)).picture(at(1), shot(x=100, scale=2.0))

    ring = made.items[0].markup.marks[-1]
    assert getattr(ring, "area", None) == Area(30 - 52, 10 - 52, 104, 104)


def test_only_clicks_have_a_ring() -> None:
    """Nothing was pressed when a window came up."""
    made = steps(front(1, "Writer")).picture(at(1), shot())

    assert made.items[0].shot is not None
    assert made.items[0].markup.empty


def test_what_is_hidden_is_not_named() -> None:
    """A button that was blacked out in the picture is not named in the words, nor one that was cut off."""
    made = steps(click(1, role="push button", element="Ada Lovelace")).picture(at(1), shot()).items[0]

    hidden = replace(made, markup=Markup((*made.markup.marks, BlackOut(Area(0, 0, 40, 40)))))
    cut = replace(made, markup=Markup(made.markup.marks, Area(50, 50, 40, 40)))
    elsewhere = replace(made, markup=Markup((*made.markup.marks, BlackOut(Area(60, 60, 40, 40)))))

    assert hidden.words() == cut.words() == "Click on a button in “Writer”."
    assert elsewhere.words() == "Click on “Ada Lovelace” (button) in “Writer”."


def test_own_words_stand_before_ours() -> None:
    """What the employee wrote is told as it is."""
    assert replace(steps(click(1)).items[0], own_words="Then it hangs").words() == "Then it hangs"


def test_a_title_that_means_harm_stays_in_its_quotes() -> None:
    """Line breaks and signs that turn what follows are left out; of a very long one the beginning is told."""
    title = "Bill\n\u202etxt" + "x" * 5000
    said = Steps().add(click(0, title)).items[0].words()

    assert said.startswith("Click in “Bill txtxxx")
    assert said.endswith("x…”.")
    assert len(said) < 140
