"""The line below the pictures: what looks private in them, to look at or to hide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from trayapp.core.ports import SeenText
from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.gallery import Gallery
from trayapp.ui.suggest.at_once import AtOnce
from trayapp.ui.suggest.placing import proposals_for, with_hidden
from trayapp.ui.suggest.reading import read_screen
from trayapp.ui.texts import suggest as words
from trayapp.ui.widgets import announce


class Suggesting(QWidget):
    """Hidden while nothing looks private. Send does not ask about it: the line is there, and what is sent is seen.

    Whoever closes the mark-up window with Done has seen what it proposes, and has decided about that picture.
    """

    def __init__(self, context: UiContext, gallery: Gallery) -> None:
        super().__init__()
        self._context = context
        self._gallery = gallery
        self._seen: dict[Picture, Sequence[SeenText]] = {}
        self._said = ""
        self._line: Note | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        gallery.proposals = self.proposals_for
        gallery.changed.connect(self.refresh)
        gallery.marked.connect(self.decided)

    def look_at(self, pictures: Iterable[Picture]) -> None:
        """They show what is on the screen now: find what looks private there. It comes to them later."""
        taken = tuple(pictures)
        if taken:
            read_screen(self._context, lambda seen: self._found(taken, seen), self)

    def proposals_for(self, picture: Picture) -> Sequence[Proposal]:
        """What is proposed in it and not decided yet."""
        return proposals_for(picture, self._seen.get(picture, ()))

    def decided(self, picture: Picture) -> None:
        """The employee has seen what is proposed in it."""
        self._seen.pop(picture, None)
        self.refresh()

    def refresh(self) -> None:
        """Pictures came, went or were marked."""
        shown = self._gallery.pictures()
        self._seen = {picture: seen for picture, seen in self._seen.items() if picture in shown}
        found = [(picture, self.proposals_for(picture)) for picture in shown]
        for picture, proposals in found:
            if tile := self._gallery.tile(picture):
                tile.badge(words.to_check(len(proposals)) if proposals else "")
        self._say([each.reason for _, proposals in found for each in proposals])

    def look(self) -> None:
        """Open the first picture that has any."""
        picture = next((each for each in self._gallery.pictures() if self.proposals_for(each)), None)
        if picture is not None:
            self._gallery.open(picture)

    def hide_all(self) -> None:
        """Black them out at once, in all pictures. It can be taken back in the mark-up window."""
        count = 0
        for picture in self._gallery.pictures():
            if proposals := self.proposals_for(picture):
                count += len(proposals)
                picture.mark(with_hidden(picture.markup, proposals))
                self._gallery.show_marks(picture)
        self.refresh()
        announce(self._gallery.mark_up, words.hidden(count))
        self._gallery.mark_up.setFocus()

    def _found(self, pictures: Sequence[Picture], seen: Sequence[SeenText]) -> None:
        self._seen |= dict.fromkeys(pictures, seen)
        self.refresh()

    def _say(self, codes: Sequence[str]) -> None:
        """Once: a screen reader would read it again with every picture that is prepared."""
        text = words.look_private(codes) if codes else ""
        if text == self._said:
            return
        self._said = text
        if self._line is None:
            self._line = self._make_line()
        self._name_buttons(len(codes))
        if not text:
            self._hand_on_focus()
        self.setVisible(bool(text))
        self._line.say(text)

    def _hand_on_focus(self) -> None:
        """Qt would give it to what comes next, and the next press of Space would begin a recording."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._gallery.mark_up.setFocus()

    def _make_line(self) -> Note:
        line = Note(shade=Tone.WARNING)
        self.look_button = line.add_action("", self.look)
        self.hide_button = line.add_action("", self.hide_all)
        AtOnce(self.hide_button)
        self._column.addWidget(line)
        QWidget.setTabOrder(self._gallery.retake, self.look_button)
        QWidget.setTabOrder(self.look_button, self.hide_button)
        return line

    def _name_buttons(self, count: int) -> None:
        _name(self.look_button, words.look(count), words.look(count))
        _name(self.hide_button, words.hide(count), words.hide_name(count))


def _name(made: QPushButton, text: str, name: str) -> None:
    made.setText(text)
    made.setAccessibleName(name.replace("&", ""))
