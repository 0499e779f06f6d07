"""Says once, in the dialog, that what is written is not kept as a draft, and takes it back when it is (APP-10)."""

from __future__ import annotations

from trayapp.ui.note import Note
from trayapp.ui.submit.autosave import Autosave
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.texts.submit import unkept


class Unkept:
    """Uses the note that also tells why Send did not work: that matters more, and is not written over."""

    def __init__(self, autosave: Autosave, note: Note) -> None:
        self._note = note
        self._said = ""
        autosave.unkept.connect(self._say)
        autosave.kept_again.connect(self._take_back)

    def _say(self, error: Exception) -> None:
        if self._note.isHidden():
            self._said = unkept(explain_error(error).title)
            self._note.say(self._said)

    def _take_back(self) -> None:
        if self._said and self._note.text() == self._said:
            self._note.say("")
