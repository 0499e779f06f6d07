"""The form: every part in the order it is read, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.model import Announcement, Draft, StoredFile
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext
from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.note import Note
from trayapp.ui.submit.about import About
from trayapp.ui.submit.access import AccessNote
from trayapp.ui.submit.attachments import Attachments
from trayapp.ui.submit.fact_list import FactList
from trayapp.ui.submit.faults import Faults
from trayapp.ui.submit.fields import Fields
from trayapp.ui.submit.files import Attachable, KeptFile
from trayapp.ui.submit.helping import Helping
from trayapp.ui.submit.known import Known
from trayapp.ui.submit.links import Links
from trayapp.ui.submit.nature import NatureChoice
from trayapp.ui.submit.payload.fold import Payload
from trayapp.ui.submit.restoring import deal, unknown
from trayapp.ui.submit.urgency import Urgency
from trayapp.ui.submit.writing import Writing
from trayapp.ui.texts import submit as words
from trayapp.ui.theme import EDGE, GAP, GROUP


class Form(QWidget):
    """Everything above the foot.

    Signals:
        changed: the employee changed something that a draft keeps.
        start_over: the draft that was offered is not wanted.
    """

    changed = Signal()
    start_over = Signal()

    def __init__(self, context: UiContext, known: Known, *, reply: bool) -> None:
        super().__init__()
        self._context = context
        self._known = known
        self.reply = reply
        self.offer = Note()
        self.offer.add_action(words.START_OVER, self.start_over.emit)
        self.offer.hide()
        self.access = AccessNote(context)
        self.access.look_at(known)
        self.attachments = Attachments(context)
        self.nature = NatureChoice(known.form, known.me)
        self.writing = Writing(self.attachments, reply=reply)
        self.links = Links()
        self.helping = Helping(context, known, self)
        self.about = About(known.form)
        self.urgency = Urgency(known.policy, context.clock)
        self.fields = Fields(context)
        self.facts = FactList(self)
        self.payload = Payload(self, context)
        self.faults = Faults(self)
        self._lay_out()
        self._connect()
        if reply:
            for part in (self.nature, self.about, self.urgency, self.helping.strip):
                part.hide()
        else:
            self.writing.ask_for(any_request=self.nature.offers)
            self._follow_nature()
            self.helping.look()

    @property
    def known(self) -> Known:
        """What the form was last told of the portal."""
        return self._known

    def use(self, known: Known) -> None:
        """The portal told of other rules while the employee writes: the form follows them, and every word stays."""
        self.access.look_at(known)
        if self.reply or (known.policy, known.me) == (self._known.policy, self._known.me):
            return
        self._known = known
        self.nature.use(known.form, known.me)
        self.about.use(known.form)
        self.urgency.use(known.policy)
        self.writing.ask_for(any_request=self.nature.offers)
        self.helping.use(known)
        self._follow_nature()

    def minimumSizeHint(self) -> QSize:
        """What wraps is as high as its width says. Qt's own guess is too high, and what is too much would come and go
        in the box that is being written in.
        """
        return QSize(super().minimumSizeHint().width(), 0)

    def fill(self, saved: SavedDraft) -> None:
        """Put a draft's words and files in. What policy does not ask any more goes into the text."""
        answers = dict(saved.fields)
        gone = unknown(answers, self._known.form)
        self.fields.forget()
        self.fields.fill({code: value for code, value in answers.items() if code not in gone})
        self.nature.choose(saved.nature)
        self.about.choose(saved.product, saved.category)
        self.urgency.ask(saved.priority)
        lost = [words.answered(code, value) for code, value in gone.items()]
        self.writing.fill(saved.subject, "\n".join([saved.description, *lost]) if lost else saved.description)
        self.refer(saved.references)
        self.join(saved.joins)
        dealt, rest = deal(answers, self._known.form, map(Path, saved.paths), lambda path: path.name)
        for code, path in dealt.items():
            self.fields.put_path(code, path)
        self.attachments.add_paths(rest)

    def keep(self, files: Iterable[StoredFile]) -> None:
        """Put in what an outbox item that is being changed has already."""
        answers = self.fields.everything()
        dealt, rest = deal(answers, self._known.form, files, lambda file: file.name)
        for code, file in dealt.items():
            self.fields.put_file(code, KeptFile(file))
        self.attachments.keep(rest)

    def refer(self, ticket_id: str | None, number: str = "") -> None:
        """Go on from that closed ticket (ST-7), or from none."""
        self.links.refer(ticket_id, self.helping.goes_on_from(ticket_id, number) if ticket_id else "")

    def join(self, announcement_id: str | None) -> None:
        """Be one more case of that announced incident, or of none. Without words of one's own its title will do."""
        if announcement_id and not self.writing.subject.text().strip():
            self.writing.subject.setText(self.helping.title(announcement_id))
        self.links.join(announcement_id, self.helping.joins(announcement_id) if announcement_id else "")

    def words(self) -> SavedDraft:
        """What a draft keeps, also of what is hidden now; the same as long as nothing is changed."""
        product, category = self.about.chosen()
        return SavedDraft(
            subject=self.writing.subject.text(),
            description=self.writing.description.toPlainText(),
            product=product,
            category=category,
            fields=tuple(self.fields.everything().items()),
            priority=self.urgency.asked(),
            paths=(*self.attachments.paths(), *self.fields.paths()),
            nature=self.nature.chosen(),
            references=self.links.references.target,
            joins=self.links.joins.target,
        )

    def draft(self) -> Draft:
        """The ticket as written, without its files. What is not asked now is not part of it."""
        written, nature = self.words(), self.nature.nature()
        about = nature is None or nature.about
        known = self._known.form is not None
        return Draft(
            written.subject.strip(),
            written.description.strip(),
            written.product if about else None,
            written.category if about else None,
            self.fields.values() if known else dict(written.fields),
            written.priority,
            self.facts.wanted(),
            nature=written.nature,
            references=written.references,
            joins=written.joins,
        )

    def files(self) -> tuple[Attachable, ...]:
        """Every file that goes along besides pictures."""
        return (*self.attachments.files(), *self.fields.files())

    def empty(self) -> bool:
        """Nothing that would be missed."""
        return self.writing.empty() and not self.fields.everything()

    def order_focus(self) -> None:
        """Tab goes as the form is read, whatever came later."""
        about, stops = self.about, [self.nature.chooser, self.writing.subject, self.writing.description]
        stops += [*self.links.stops(), *self.helping.strip.stops()]
        stops += [about.product, about.category, self.urgency.button, *self.fields.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _follow_nature(self) -> None:
        """The form that belongs to nature, product and category; the nature's fields first (TK-2)."""
        policy, nature = self._known.form, self.nature.nature()
        about = nature is None or nature.about
        self.about.follow(nature)
        product, category = self.about.chosen() if about else (None, None)
        self.fields.show_fields(policy.fields(self.nature.chosen(), product, category) if policy else ())
        self.order_focus()

    def _joined(self, incident: Announcement) -> None:
        """The employee has the known problem, too."""
        self.join(incident.id)
        self.links.joins.chip.cross.setFocus()

    def _connect(self) -> None:
        if not self.reply:
            self.nature.changed.connect(self._follow_nature)
            self.about.changed.connect(self._follow_nature)
            self.writing.changed.connect(self.helping.look)
            self.links.changed.connect(self.helping.look)
        self.helping.strip.joined.connect(self._joined)
        self.helping.strip.rearranged.connect(self.order_focus)
        self.helping.strip.dismissed.connect(self.writing.focus)
        self.links.removed.connect(self.writing.focus)
        self.fields.changed.connect(self.payload.refresh)
        self.about.changed.connect(self.payload.refresh)
        parts = (
            self.nature,
            self.writing,
            self.links,
            self.about,
            self.urgency,
            self.fields,
            self.attachments,
        )
        for part in parts:
            part.changed.connect(self.changed)

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=EDGE)
        choices.addWidget(self.about)
        choices.addWidget(self.urgency)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, GAP)
        column.setSpacing(GROUP)
        column.addWidget(self.access)
        column.addWidget(self.offer)
        column.addWidget(self.nature)
        column.addWidget(self.writing, 1)
        column.addWidget(self.links)
        column.addWidget(self.helping.strip)
        column.addLayout(choices)
        column.addWidget(self.fields)
        column.addWidget(self.attachments)
        column.addWidget(self.payload)
