"""What is being made: mark-up with its history, the mark at work, what is selected. Tools and keys change it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from trayapp.core.area import Area, Point
from trayapp.core.markup import BlackOut, Mark, Markup, Pixelate, Text
from trayapp.core.markup.edit import added, cropped, removed, replaced, within
from trayapp.core.markup.history import History
from trayapp.ui.annotate.paint.text import measured
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.annotate.style import Style, unit_of
from trayapp.ui.texts import markup as words


@dataclass(frozen=True, slots=True)
class Sheet:
    """What undo goes back to."""

    markup: Markup
    proposals: tuple[Proposal, ...] = ()
    """Not decided yet."""


@dataclass(frozen=True, slots=True)
class Live:
    """The mark a tool is at work on."""

    mark: Mark
    at: int | None = None
    """Which one of the marks it stands for; `None`: a new one on top."""


class Board(QObject):
    """The state of a mark-up window; every change of it goes through here.

    Signals:
        changed: the sheet is another one.
        live_changed: the mark at work before and after, each `Live` or `None`.
        crop_changed: the crop at work is another one.
        selection_changed: another mark or proposal, or none, is selected.
        write_wanted: words are to be typed: the `Text`, and which mark it is (`None`: a new one).
        said: what happened, in words, for a screen reader.
    """

    changed = Signal()
    live_changed = Signal(object, object)
    crop_changed = Signal()
    selection_changed = Signal()
    write_wanted = Signal(object, object)
    said = Signal(str)

    def __init__(self, picture: Area, markup: Markup, proposals: Sequence[Proposal] = ()) -> None:
        super().__init__()
        self.picture = picture
        """The picture's own pixels."""
        self.style = Style(unit=unit_of(picture))
        self.highlight_style = Style("#ffd21f", unit=unit_of(picture))
        """The highlighter keeps a colour of its own."""
        self._history = History(Sheet(markup, tuple(p for p in proposals if not hidden(markup, p.area))))
        self._first = self._history.now
        self.live: Live | None = None
        self.live_crop: Area | None = None
        self.selected: int | None = None
        """Index of a mark; from the number of marks on, of a proposal."""

    @property
    def sheet(self) -> Sheet:
        """The present one."""
        return self._history.now

    @property
    def markup(self) -> Markup:
        """What is on the picture, without the mark at work."""
        return self.sheet.markup

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    @property
    def touched(self) -> bool:
        """Something would be lost if the window closed now."""
        return self.markup != self._first.markup

    def selected_mark(self) -> Mark | None:
        """The mark that is selected."""
        at, marks = self.selected, self.markup.marks
        return marks[at] if at is not None and at < len(marks) else None

    def selected_proposal(self) -> Proposal | None:
        """The proposal that is selected."""
        at = None if self.selected is None else self.selected - len(self.markup.marks)
        return self.sheet.proposals[at] if at is not None and 0 <= at < len(self.sheet.proposals) else None

    def show(self, mark: Mark | None, at: int | None = None) -> None:
        """Work on this mark, nothing is kept yet; `None`: on none."""
        before, self.live = self.live, None if mark is None else Live(mark, at)
        if before != self.live:
            self.live_changed.emit(before, self.live)

    def show_crop(self, crop: Area | None) -> None:
        """Work on the crop, nothing is kept yet; `None`: leave it as it is."""
        self.live_crop = crop
        self.crop_changed.emit()

    def keep(self, run: str | None = None) -> None:
        """Put the mark at work on the picture and select it; nothing of it in the picture: let it go."""
        live = self.live
        if live is None:
            return
        mark = within(live.mark, self.picture)
        self.live = None
        if mark is None:
            self.live_changed.emit(live, None)
        elif live.at is None:
            self._place(mark)
        else:
            self.do(replaced(self.markup, live.at, mark), run=run)
            self.select(live.at)

    def _place(self, mark: Mark) -> None:
        self.do(added(self.markup, mark))
        self.select(len(self.markup.marks) - 1)
        self.said.emit(words.placed(mark))

    def keep_crop(self) -> None:
        """Keep the crop at work."""
        crop, self.live_crop = self.live_crop, None
        if crop is not None:
            self.set_crop(crop)
        self.crop_changed.emit()

    def set_crop(self, crop: Area | None, run: str | None = None) -> None:
        """Leave only this part; `None`: the whole picture."""
        self.do(cropped(self.markup, crop, self.picture), run=run)
        self.said.emit(words.crop_said(self.markup.crop))

    def do(
        self, markup: Markup, proposals: tuple[Proposal, ...] | None = None, run: str | None = None
    ) -> None:
        """Go on to this mark-up."""
        left = self.sheet.proposals if proposals is None else proposals
        left = tuple(each for each in left if not hidden(markup, each.area))
        self._history.do(Sheet(markup, left), run)
        self._follow()

    def undo(self) -> None:
        """Take the last change back."""
        self._step_through(words.UNDONE if self.can_undo else words.NOTHING_TO_UNDO, self._history.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step_through(words.REDONE if self.can_redo else words.NOTHING_TO_REDO, self._history.redo)

    def select(self, at: int | None) -> None:
        """Select a mark or a proposal; `None`: nothing."""
        if at != self.selected:
            self.selected = at
            self.selection_changed.emit()

    def remove_selected(self) -> None:
        """Take the selected mark off, or the selected proposal."""
        if (mark := self.selected_mark()) is not None and self.selected is not None:
            self.do(removed(self.markup, self.selected))
            self.said.emit(words.removed(mark))
        elif (proposal := self.selected_proposal()) is not None:
            self.dismiss((proposal,))
        self.select(None)

    def accept(self, proposals: Sequence[Proposal], *, pixelated: bool = False) -> None:
        """Hide what was proposed; one step of undo, however many."""
        made = tuple((Pixelate if pixelated else BlackOut)(p.area.common(self.picture)) for p in proposals)
        self.select(None)
        markup = replace(self.markup, marks=(*self.markup.marks, *made))
        self.do(markup, tuple(each for each in self.sheet.proposals if each not in proposals))
        self.said.emit(words.accepted(len(made)))

    def dismiss(self, proposals: Sequence[Proposal]) -> None:
        """Leave these places as they are."""
        self.select(None)
        self.do(self.markup, tuple(each for each in self.sheet.proposals if each not in proposals))
        self.said.emit(words.dismissed(len(proposals)))

    def proposal_at(self, point: Point) -> Proposal | None:
        """The one that lies there."""
        return next((each for each in self.sheet.proposals if each.area.contains(point)), None)

    def write(self, text: Text, at: int | None) -> None:
        """Keep words that were typed; none left: the text goes."""
        if text.text.strip():
            self.show(text, at)
            self.keep()
        elif at is not None:
            self.do(removed(self.markup, at))
            self.select(None)

    def measure(self, text: Text) -> tuple[float, float]:
        """How large a text is painted."""
        return measured(text)

    def _step_through(self, said: str, step: Callable[[], None]) -> None:
        self.select(None)
        step()
        self._follow()
        self.said.emit(said)

    def _follow(self) -> None:
        count = len(self.markup.marks) + len(self.sheet.proposals)
        if self.selected is not None and self.selected >= count:
            self.select(None)
        self.changed.emit()


def hidden(markup: Markup, area: Area) -> bool:
    """Whether one mark hides all of it already, or the crop leaves nothing of it."""
    if markup.crop is not None and area.common(markup.crop).empty:
        return True
    covers = (mark.area for mark in markup.marks if isinstance(mark, BlackOut | Pixelate))
    return any(cover.common(area) == area for cover in covers)
