"""The line at the end of the form that tells how much will be sent, and folds out what it is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.expander import Expander
from trayapp.ui.submit.payload.listing import PayloadList
from trayapp.ui.submit.payload.total import total
from trayapp.ui.texts import submit as words

if TYPE_CHECKING:
    from trayapp.ui.submit.form import Form


class Payload(Expander):
    """The fold at the end of the form. Its line always tells how much goes out."""

    def __init__(self, form: Form, context: UiContext) -> None:
        self._form = form
        self._context = context
        self.contents: PayloadList | None = None
        super().__init__("", self._open)
        form.facts.changed.connect(self.refresh)
        form.attachments.changed.connect(self.refresh)
        form.changed.connect(self._refresh_words)
        self.toggled.connect(self._opened)
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        form = self._form
        pictures, files = form.attachments.gallery.pictures(), form.files()
        count, looking = len(form.facts.wanted()), form.facts.looking
        self.set_title(
            words.what_is_sent(len(pictures), len(files), count, total(pictures, files), looking=looking)
        )
        self._refresh_contents()

    def _refresh_contents(self) -> None:
        if self.contents is not None and self.is_open():
            self.contents.refresh()
            self._order_focus()

    def _refresh_words(self) -> None:
        """A letter was written: nothing else is looked at."""
        if self.contents is not None and self.is_open():
            self.contents.refresh_words()

    def _opened(self) -> None:
        """What changed while it was folded in was not looked at."""
        self._refresh_contents()

    def _order_focus(self) -> None:
        """Boxes come late and would stand after Send in Qt's order; Tab goes as the list is read."""
        if self.contents is not None and self.contents.window() is self.window():
            for before, after in pairwise([self.head, *self.contents.stops()]):
                QWidget.setTabOrder(before, after)

    def _open(self) -> QWidget:
        self.contents = PayloadList(self._form, self._context)
        return self.contents
