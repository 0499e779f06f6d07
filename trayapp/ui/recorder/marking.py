"""Opens the mark-up window for a step's picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.recorder.shot import Packed
from trayapp.ui.recorder.steps import Step
from trayapp.ui.texts import recorder as words


def mark_up(
    context: UiContext, parent: QWidget, number: int, step: Step, done: Callable[[Step], None]
) -> None:
    """Once its pixels are read. `done` gets the step as it is marked then; not called when that is cancelled."""
    if step.shot is None:
        return
    source = Packed(words.step(number + 1), f"step-{number + 1:02}", step.shot)
    picture = Picture(source, context.encode, step.markup, place=step.shot.area, tag=step.shot.tag)

    def edit(_: None) -> None:
        from trayapp.ui.annotate.window import open_editor

        open_editor(picture, parent, done=lambda: done(replace(step, markup=picture.markup)))

    context.background.run(source.load, edit, owner=parent)
