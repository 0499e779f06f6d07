"""One thing that was sent: the ticket, or an answer, with everything that went along."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from trayapp.core.model import Draft, Fact, FileKind, Update
from trayapp.core.receipt import FileReceipt, Receipt
from trayapp.ui.context import UiContext
from trayapp.ui.inspector.file_row import FileRow
from trayapp.ui.inspector.table import Table, heading
from trayapp.ui.style_sheet import Look, Tone, look
from trayapp.ui.texts import facts as fact_words
from trayapp.ui.texts import sent as texts
from trayapp.ui.theme import GAP, GRID, GROUP, Text
from trayapp.ui.tickets.sent_contents import SentContents
from trayapp.ui.tickets.sent_picture import SHADES, SentPicture
from trayapp.ui.widgets import label, paragraph


class SentCard(QFrame):
    """As it was acknowledged."""

    def __init__(self, context: UiContext, contents: SentContents, receipt: Receipt) -> None:
        super().__init__()
        look(self, Look.CARD)
        self._context = context
        self._contents = contents
        self._receipt = receipt
        self.pictures: list[SentPicture] = []
        self.files: list[FileRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GROUP, GAP + GRID, GROUP, GAP + GRID)
        self._column.setSpacing(GRID)
        self._add_head()
        self._add_words()
        self._add_files()
        if isinstance(receipt.operation.payload, Draft):
            self._add_facts(receipt.operation.payload.facts)

    @property
    def _portal(self) -> str:
        return self._contents.policy.portal_name if self._contents.policy else ""

    def _add_head(self) -> None:
        operation, me = self._receipt.operation, self._contents.me
        email = me.email if me and me.id == operation.author else ""
        new = isinstance(operation.payload, Draft)
        self._column.addWidget(label(texts.NEW_TICKET if new else texts.ANSWER, strong=True))
        received = texts.received(self._portal, operation.done_at, self._context.clock(), email)
        self._column.addWidget(paragraph(received, Text.SMALL, Tone.MUTED))

    def _add_words(self) -> None:
        lines: list[texts.Line] = []
        match self._receipt.operation.payload:
            case Draft() as draft:
                lines = texts.words_of(draft, self._contents.policy, self._contents.named)
            case Update(text=text) if text.strip():
                lines = [(texts.ANSWER, text)]
        if lines:
            self._add(texts.WORDS, Table(lines))
        if said := texts.words_held(self._receipt.words, self._portal):
            self._column.addWidget(paragraph(said, Text.SMALL, SHADES.get(self._receipt.words, Tone.MUTED)))

    def _add_files(self) -> None:
        shown = [one for one in self._receipt.files if _is_picture(one)]
        self.pictures = [SentPicture(self._context, self._contents.ref, one, self._portal) for one in shown]
        self.files = [self._file(one) for one in self._receipt.files if one not in shown]
        if self.pictures:
            self._add(texts.PICTURES, *self.pictures)
        if self.files:
            self._add(texts.FILES, *self.files)

    def _file(self, receipt: FileReceipt) -> FileRow:
        row = FileRow(receipt.file.name, receipt.file.size, self._answers(receipt), removable=False)
        words = texts.held(receipt.held, self._portal, receipt.file.sha256)
        row.judge(words, SHADES.get(receipt.held, Tone.MUTED))
        row.verdict.setToolTip(receipt.file.sha256)
        return row

    def _answers(self, receipt: FileReceipt) -> str:
        """The field of the form that it answers."""
        draft, policy = self._receipt.operation.payload, self._contents.policy
        if not isinstance(draft, Draft) or policy is None:
            return ""
        fields = policy.fields(draft.nature, draft.product, draft.category)
        asked = (field for field in fields if field.kind == "file")
        return texts.answers_field(
            tuple(field.label for field in asked if draft.fields.get(field.code) == receipt.file.name)
        )

    def _add_facts(self, facts: tuple[Fact, ...]) -> None:
        ordered = sorted(facts, key=lambda fact: fact_words.rank(fact.key))
        lines = [
            (fact_words.label(fact.key), fact_words.shown(fact.value, failed=fact.failed)) for fact in ordered
        ]
        table: QWidget = Table(lines) if lines else paragraph(texts.NO_FACTS, shade=Tone.MUTED)
        self._add(texts.FACTS, table)

    def _add(self, title: str, *parts: QWidget) -> None:
        self._column.addWidget(heading(title))
        for part in parts:
            self._column.addWidget(part)


def _is_picture(receipt: FileReceipt) -> bool:
    return receipt.file.kind is FileKind.SCREENSHOT or receipt.file.media_type.startswith("image/")
