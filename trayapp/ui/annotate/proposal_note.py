"""The line above the picture that tells what looks private, and hides it."""

from __future__ import annotations

from trayapp.ui.annotate.board import Board
from trayapp.ui.note import Note
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import markup as words


class ProposalNote(Note):
    """There while something is proposed."""

    def __init__(self, board: Board) -> None:
        super().__init__(shade=Tone.WARNING, icon_name="eye")
        self._board = board
        self.hide_all = self.add_action("", lambda: board.accept(board.sheet.proposals))
        self.leave = self.add_action("", lambda: board.dismiss(board.sheet.proposals))
        self._said = ""
        board.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        proposals = self._board.sheet.proposals
        self.setVisible(bool(proposals))
        if not proposals:
            self._said = ""
            return
        self.hide_all.setText(words.hide_proposed(len(proposals)))
        self.leave.setText(words.leave_proposed(len(proposals)))
        text = words.proposed([each.reason for each in proposals])
        if text != self._said:
            self._said = text
            self.say(text)
