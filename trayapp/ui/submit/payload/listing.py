"""The list of what will be sent: whom it goes to, words, pictures, files, facts, and what no list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from trayapp.ui.context import UiContext
from trayapp.ui.inspector.whereto import host
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.submit.payload.facts import FactRows
from trayapp.ui.submit.payload.files import FileRows
from trayapp.ui.submit.payload.pictures import PictureRows
from trayapp.ui.submit.payload.total import total
from trayapp.ui.submit.payload.words import WordRows
from trayapp.ui.texts import by_mail
from trayapp.ui.texts import sent as words
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.widgets import Tick, paragraph

if TYPE_CHECKING:
    from trayapp.ui.submit.form import Form


class PayloadList(QFrame):
    """The list itself; grows in place while facts come in, and follows every change in the form."""

    def __init__(self, form: Form, context: UiContext) -> None:
        super().__init__()
        look(self, Look.CARD)
        self._form = form
        self._context = context
        self.to = paragraph("", Text.SMALL, Tone.MUTED)
        self.words = WordRows()
        self.pictures = PictureRows(form.attachments.gallery, context)
        self.files = FileRows(form.attachments, form.fields, context.background)
        self.facts = FactRows(form.facts)
        self.besides = paragraph("", Text.SMALL, Tone.MUTED)
        for part in (self.pictures, self.files):
            part.removed.connect(self._focus_after)
        self._lay_out()
        self.refresh()

    @property
    def boxes(self) -> dict[str, Tick]:
        """The tick of each fact, by its key."""
        return self.facts.boxes

    @property
    def everything(self) -> Tick:
        """The tick of all facts."""
        return self.facts.everything

    def refresh(self) -> None:
        """Show what is there now."""
        self.to.setText(self._whereto())
        self.refresh_words()
        self.pictures.refresh()
        self.files.refresh()
        self.facts.refresh()
        pictures, files = self._form.attachments.gallery.pictures(), self._form.files()
        amount = words.in_all(total(pictures, files)) if pictures or files else ""
        also = words.besides(files=bool(pictures or files))
        self.besides.setText(" ".join(filter(None, (amount, also))))

    def refresh_words(self) -> None:
        """Show what is written now."""
        form, links = self._form, self._form.links
        named = words.Named(links.references.chip.text(), links.joins.chip.text())
        self.words.show_draft(form.draft(), form.known.policy, named, reply=form.reply)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, from above."""
        return [*self.pictures.stops(), *self.files.stops(), *self.facts.stops()]

    def _focus_after(self) -> None:
        """Something was taken out: what moved up into its place is next, not some other part of the form."""
        stops = [stop for stop in self.stops() if stop.isEnabled() and not stop.isHidden()]
        if stops:
            stops[0].setFocus()

    def _whereto(self) -> str:
        known = self._form.known
        email = known.me.email if known.me else ""
        goes = words.sent_as(email, known.portal, host(self._context.preferences))
        return f"{goes} {by_mail.UNENCRYPTED}" if known.plain else goes

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GROUP, GAP + GRID, GROUP, GAP + GRID)
        column.setSpacing(GRID)
        for part in (self.to, self.words, self.pictures, self.files, self.facts):
            column.addWidget(part)
        column.addSpacing(GAP)
        column.addWidget(self.besides)
