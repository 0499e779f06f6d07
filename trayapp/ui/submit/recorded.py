"""What somebody did, as part of a ticket: the button that records it, and the recordings that go along."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from trayapp.core.events import Event, PolicyChanged
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.recorder.current import current, offered
from trayapp.ui.recorder.leave import ask
from trayapp.ui.recorder.recording import PageFile, Recording, StepFile
from trayapp.ui.recorder.review import Review
from trayapp.ui.recorder.start import look_through, start_recording
from trayapp.ui.style_sheet import Look
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.submit.steps_chip import StepsChip
from trayapp.ui.texts import recorder as words
from trayapp.ui.widgets import button


class Recorded(QWidget):
    """A chip for each recording; hidden while there is none. Its button stands with those of the pictures.

    Signals:
        changed: a recording came, went, or is another one now.
    """

    changed = Signal()

    def __init__(self, context: UiContext, gallery: Gallery) -> None:
        super().__init__()
        self._context = context
        self._chips: list[StepsChip] = []
        self.start = self._make_start()
        gallery.add_tool(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout()
        column.addLayout(self._flow)
        self.hide()
        self.look()
        context.bridge.event.connect(self._heard)

    def look(self) -> None:
        """Whether policy offers it now."""
        self.start.setVisible(offered(self._context))

    def recordings(self) -> tuple[Recording, ...]:
        """All that go along."""
        return tuple(chip.recording for chip in self._chips)

    def files(self) -> tuple[PageFile | StepFile, ...]:
        """Everything of them that is sent."""
        return tuple(file for recording in self.recordings() for file in recording.files)

    def add(self, recording: Recording) -> None:
        """One more goes along."""
        chip = StepsChip(recording)
        chip.opened.connect(lambda: self._open(chip))
        chip.removed.connect(lambda: self._drop(chip))
        self._chips.append(chip)
        self._flow.addWidget(chip)
        self.show()
        chip.show()
        chip.face.setFocus()
        self.changed.emit()

    def asks(self, leave: Callable[[], None]) -> bool:
        """Whether there are steps, which no draft keeps. `leave` is called once they may be thrown away."""
        if self._chips:
            ask(self.window(), lambda: self._leave(leave))
        return bool(self._chips)

    def remove(self, file: object) -> bool:
        """Whether the file is one of ours. The page takes its recording along, a picture its step."""
        for chip in self._chips:
            if not any(file is each for each in chip.recording.files):
                continue
            rest = chip.recording.without(file.number) if isinstance(file, StepFile) else None
            if rest is None:
                self._drop(chip)
            else:
                self._swap(chip, rest)
            return True
        return False

    def _heard(self, event: Event) -> None:
        if isinstance(event, PolicyChanged):
            self.look()

    def _leave(self, leave: Callable[[], None]) -> None:
        for chip in tuple(self._chips):
            self._drop(chip)
        leave()

    def _open(self, chip: StepsChip) -> None:
        known = chip.recording
        review = Review(self._context, known.steps, known.recorded, self.window(), kept=True)
        review.thrown.connect(lambda: self._drop(chip))
        look_through(review, lambda recording: self._swap(chip, recording))

    def _swap(self, chip: StepsChip, recording: Recording) -> None:
        chip.show_recording(recording)
        self.changed.emit()

    def _drop(self, chip: StepsChip) -> None:
        if chip not in self._chips:
            return
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.setVisible(bool(self._chips))
        self.start.setFocus()
        self.changed.emit()

    def _make_start(self) -> QPushButton:
        made = button(words.START, Look.QUIET, "record")
        made.setAccessibleName(words.START_NAME)
        made.setToolTip(words.START_NAME)
        made.clicked.connect(lambda: record_for_ticket(self._context))
        return made


def record_for_ticket(context: UiContext) -> None:
    """Record now. What is to be used goes into the dialog that is open then, or into a new one, without other pictures:
    the one of now may have been sent meanwhile, and the steps are nowhere else.
    """
    from trayapp.ui.submit import flow

    start_recording(context, flow.current(context), lambda recording: flow.open_with(context, recording))


def stop_recording(context: UiContext) -> bool:
    """End the recording, from the tray or by starting the program again; whether there was one."""
    recorder = current(context).running
    if recorder is not None:
        recorder.stop(from_tray=True)
    return recorder is not None


def mark_step(context: UiContext) -> bool:
    """Mark a step, by a key; whether steps are being recorded."""
    recorder = current(context).running
    if recorder is not None:
        recorder.mark()
    return recorder is not None
