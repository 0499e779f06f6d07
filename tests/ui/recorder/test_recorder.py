"""Recording: begun, shown, ended; what is told becomes steps with pictures."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.conftest import Fakes
from tests.ui.recorder.conftest import Tell, running
from tests.ui.samples import sample_policy, shot
from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.events import PolicyChanged
from trayapp.core.policy import Screenshots
from trayapp.core.ports import Happening, HappeningKind, WindowPlace
from trayapp.ui.context import UiContext
from trayapp.ui.recorder import camera
from trayapp.ui.recorder.current import current
from trayapp.ui.recorder.recorder import Recorder
from trayapp.ui.recorder.shot import Shot
from trayapp.ui.recorder.start import put_away, start_recording
from trayapp.ui.recorder.steps import MOST, Steps
from trayapp.ui.texts import recorder as words


def begin(qtbot: QtBot, context: UiContext) -> tuple[Recorder, list[Steps]]:
    """A recording that runs, and where its steps arrive."""
    ended: list[Steps] = []
    recorder = current(context).begin(context)
    recorder.ended.connect(ended.append)
    qtbot.waitUntil(recorder.bar.isVisible)
    return recorder, ended


def stop(qtbot: QtBot, recorder: Recorder, ended: list[Steps]) -> Steps:
    """End it, and take the steps."""
    recorder.stop()
    qtbot.waitUntil(lambda: bool(ended))
    return ended[0]


@pytest.fixture
def dialog(qtbot: QtBot) -> QWidget:
    """A window of ours."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_our_windows_are_away_while_it_runs(qtbot: QtBot, context: UiContext, dialog: QWidget) -> None:
    """They leave the screen before it begins, and come back when it has ended."""
    recorder, ended = begin(qtbot, context)
    away = not dialog.isVisible()

    stop(qtbot, recorder, ended)

    assert away
    assert dialog.isVisible()
    assert not isValid(recorder.bar) or not recorder.bar.isVisible()


def test_each_click_is_a_step_with_a_picture(qtbot: QtBot, context: UiContext, click: Tell) -> None:
    """The bar counts them; each has the picture of its moment, and the end has one, too."""
    recorder, ended = begin(qtbot, context)
    click(1)
    click(3, "Mail")
    qtbot.waitUntil(lambda: recorder.bar.says.text() == "Recording · 2 steps")

    steps = stop(qtbot, recorder, ended)

    assert [step.words() for step in steps.items] == ["Click in “Writer”.", "Click in “Mail”.", "The end."]
    assert all(step.shot is not None for step in steps.items)


def test_nothing_is_heard_after_the_end(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """The watcher is stopped before anything else is done."""
    recorder, ended = begin(qtbot, context)
    heard = fakes.world.input.tell is not None

    recorder.stop()

    assert (heard, fakes.world.input.tell) == (True, None)
    qtbot.waitUntil(lambda: bool(ended))


def test_what_is_seen_before_the_end_is_kept(
    qtbot: QtBot, context: UiContext, fakes: Fakes, click: Tell
) -> None:
    """A picture that is still being made when it is stopped arrives all the same."""
    recorder, ended = begin(qtbot, context)
    click(1)
    qtbot.waitUntil(lambda: recorder.bar.says.text() == "Recording · 1 step")

    assert stop(qtbot, recorder, ended).items[0].shot is not None


def test_a_step_without_a_picture_is_a_step(
    qtbot: QtBot, context: UiContext, fakes: Fakes, click: Tell
) -> None:
    """Where the screen can't be pictured, the words are kept."""
    fakes.capturer.fail_with = LocalFault(reason="denied")
    recorder, ended = begin(qtbot, context)
    click(1)
    qtbot.waitUntil(lambda: recorder.bar.says.text() == "Recording · 1 step")

    steps = stop(qtbot, recorder, ended)

    assert [step.words() for step in steps.items if step.shot is None] == ["Click in “Writer”."]


def test_it_stops_by_itself_when_it_is_full(qtbot: QtBot, context: UiContext, click: Tell) -> None:
    """After fifty steps it ends, and knows why."""
    recorder, ended = begin(qtbot, context)
    for number in range(MOST + 2):
        click(number * 2, f"Window {number}")
    qtbot.waitUntil(lambda: bool(ended))

    assert len(ended[0]) == MOST
    assert recorder.by_limit


def test_a_step_is_marked_without_a_click(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """Where clicks are hidden the button pictures the screen, without the bar, and names the window in front."""
    fakes.world.input.sees_clicks = False
    fakes.world.screen.windows = (WindowPlace("Writer", Area(0, 0, 9, 9), active=True),)
    recorder, ended = begin(qtbot, context)
    hint = recorder.bar.toolTip()

    recorder.bar.mark.click()
    gone = not recorder.bar.isVisible()
    qtbot.waitUntil(lambda: recorder.bar.isVisible() and "1 step" in recorder.bar.says.text())
    steps = stop(qtbot, recorder, ended)

    assert (hint, gone) == (words.MARK_EACH, True)
    assert [step.words() for step in steps.items] == [
        "Look at “Writer”.",
        "The end: “Writer” as it looks now.",
    ]
    assert steps.items[0].markup.empty


def test_a_watcher_that_fails_leaves_the_button(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """When clicks can't be seen after all, the person is told to mark each step."""

    def refuse(tell: object) -> None:
        raise LocalFault(reason="input")

    fakes.world.input.start = refuse  # type: ignore[method-assign]
    recorder, ended = begin(qtbot, context)

    assert recorder.bar.toolTip() == words.MARK_EACH
    assert len(stop(qtbot, recorder, ended)) == 0


def test_the_bar_is_in_no_picture(qtbot: QtBot, context: UiContext, fakes: Fakes, click: Tell) -> None:
    """Where the bar stands the picture is one plain surface."""
    fakes.capturer.shots = (shot("m", 2000, 2000),)
    recorder, ended = begin(qtbot, context)
    places = recorder.bar.geometry().center(), recorder.bar.pos()
    click(1)
    qtbot.waitUntil(lambda: "1 step" in recorder.bar.says.text())

    step = stop(qtbot, recorder, ended).items[0]

    assert step.shot is not None
    image = step.shot.image()
    assert {image.pixelColor(place).name() for place in places} == {"#9aa0a8"}


def test_it_is_offered_where_policy_does(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """Neither without pictures nor without steps."""
    policy = sample_policy()
    for rules in (Screenshots(taken=False), Screenshots(steps=False)):
        fakes.notes.kept_policy = replace(policy, screenshots=rules)
        assert start_recording(context, None, lambda _: None) is None
    assert not running(context)


def test_there_is_one_at_a_time(qtbot: QtBot, context: UiContext) -> None:
    """A second one does not begin while the first runs."""
    recorder, ended = begin(qtbot, context)

    assert start_recording(context, None, lambda _: None) is None
    stop(qtbot, recorder, ended)
    assert not running(context)


def test_when_the_program_ends_nothing_is_kept(
    qtbot: QtBot, context: UiContext, fakes: Fakes, click: Tell
) -> None:
    """What runs is dropped: the bar goes, the watcher ends, nobody is asked anything."""
    recorder, ended = begin(qtbot, context)
    click(1)

    put_away(context)

    assert (running(context), fakes.world.input.tell, ended) == (False, None, [])
    assert not isValid(recorder.bar) or not recorder.bar.isVisible()


def test_the_tray_hears_of_it(qtbot: QtBot, context: UiContext) -> None:
    """Whoever shows the state is told when it begins and when it has ended."""
    told: list[bool] = []
    current(context).changed.connect(told.append)

    recorder, ended = begin(qtbot, context)
    stop(qtbot, recorder, ended)

    assert told == [True, False]


def test_a_recording_of_nothing_is_not_looked_through(qtbot: QtBot, context: UiContext) -> None:
    """Without a step there is nothing to review; a message says so."""
    used: list[object] = []
    recorder = start_recording(context, None, used.append)
    assert recorder is not None
    qtbot.waitUntil(recorder.bar.isVisible)

    recorder.stop()
    qtbot.waitUntil(lambda: not running(context))

    assert used == []


def test_a_second_telling_takes_no_second_picture(qtbot: QtBot, context: UiContext, fakes: Fakes) -> None:
    """The name of what was clicked comes later and is of the same picture."""
    recorder, ended = begin(qtbot, context)
    tell = fakes.world.input.tell
    assert tell is not None
    first = Happening(kind=HappeningKind.CLICK, at=context.clock(), button="left", window="Writer")

    tell(first)
    tell(replace(first, role="push button", element="Save"))
    qtbot.waitUntil(lambda: "1 step" in recorder.bar.says.text())
    before = fakes.capturer.grabs
    steps = stop(qtbot, recorder, ended)

    assert before <= 1
    assert steps.items[0].words() == "Click on “Save” (button) in “Writer”."


@pytest.mark.expect_log("packing the picture of a step failed by a bug")
def test_our_windows_come_back_even_when_no_picture_can_be_packed(
    qtbot: QtBot, context: UiContext, dialog: QWidget, click: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no room in memory: the steps are told without pictures."""

    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(camera, "packed", full)
    recorder, ended = begin(qtbot, context)
    click(1)
    qtbot.waitUntil(lambda: recorder.bar.says.text() == "Recording · 1 step")

    steps = stop(qtbot, recorder, ended)

    assert [step.shot for step in steps.items] == [None]
    assert dialog.isVisible()


def test_pictures_that_wait_to_be_packed_are_few(
    qtbot: QtBot, context: UiContext, fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty 4K screens would be more than a gigabyte: who clicks faster than that has later ones taken later."""
    go_on = Event()
    arrived: list[Shot | None] = []

    def slowly(*_: object) -> None:
        go_on.wait()

    monkeypatch.setattr(camera, "packed", slowly)
    taking = camera.Camera(context.capturer)
    for _ in range(20):
        taking.take(None, tuple, arrived.append)
    qtbot.waitUntil(lambda: fakes.capturer.grabs == camera.WAITING + 1)
    qtbot.wait(50)
    few = fakes.capturer.grabs
    go_on.set()
    taking.close()

    assert few == camera.WAITING + 1
    assert len(arrived) == 20


def test_a_camera_that_is_closed_in_a_hurry_ends(
    qtbot: QtBot, context: UiContext, fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a picture that waits nor one that is asked for too late keeps the program from ending."""
    go_on = Event()
    monkeypatch.setattr(camera, "packed", lambda *_: go_on.wait())
    taking = camera.Camera(context.capturer)
    for _ in range(20):
        taking.take(None, tuple, lambda _: None)
    qtbot.waitUntil(lambda: fakes.capturer.grabs == camera.WAITING + 1)

    taking.close(wait=False)
    taking.take(None, tuple, lambda _: None)
    go_on.set()

    taking.close()


def test_a_bar_that_is_closed_ends_it(qtbot: QtBot, context: UiContext, dialog: QWidget) -> None:
    """By the desktop, say: nothing is recorded without being shown."""
    recorder, ended = begin(qtbot, context)

    recorder.bar.close()

    qtbot.waitUntil(lambda: bool(ended))
    assert dialog.isVisible()
    assert not running(context)


def test_a_recording_ends_when_the_company_forbids_it(
    qtbot: QtBot, context: UiContext, fakes: Fakes, dialog: QWidget
) -> None:
    """Policy may come at any time; another policy that allows it changes nothing."""
    _, ended = begin(qtbot, context)
    with qtbot.waitSignal(context.bridge.event):
        context.bridge.emit_event(PolicyChanged())
    before = running(context)

    fakes.notes.kept_policy = replace(sample_policy(), screenshots=Screenshots(steps=False))
    context.bridge.emit_event(PolicyChanged())

    qtbot.waitUntil(lambda: bool(ended))
    assert before
    assert dialog.isVisible()
