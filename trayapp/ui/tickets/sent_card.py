"""One thing that was sent: the ticket, or an answer, with everything that went along."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from trayapp.core.model import Draft, Fact, FileKind
from trayapp.core.receipt import FileReceipt, Receipt
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.inspector.file_row import FileRow
from trayapp.ui.inspector.table import Table, heading
from trayapp.ui.style_sheet import Look, Tone, look
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

    def _add_head(self) -> None:
        operation, me = self._receipt.operation, self._contents.me
        self._column.addWidget(label(texts.kind(operation), strong=True))
        received = texts.received(self._receipt, self._contents.portal, me, self._context.clock())
        self._column.addWidget(paragraph(received, Text.SMALL, Tone.MUTED))

    def _add_words(self) -> None:
        lines = texts.words_sent(self._receipt.operation, self._contents.policy, self._contents.sent)
        if lines:
            self._add(texts.WORDS, Table(lines))
        if said := texts.words_held(self._receipt.words, self._contents.portal):
            self._column.addWidget(paragraph(said, Text.SMALL, SHADES.get(self._receipt.words, Tone.MUTED)))

    def _add_files(self) -> None:
        shown = [one for one in self._receipt.files if _is_picture(one)]
        self.pictures = [
            SentPicture(self._context, self._contents.sent.ref, one, self._contents.portal) for one in shown
        ]
        self.files = [self._file(one) for one in self._receipt.files if one not in shown]
        if self.pictures:
            self._add(texts.PICTURES, *self.pictures)
        if self.files:
            self._add(texts.FILES, *self.files)

    def _file(self, receipt: FileReceipt) -> FileRow:
        row = FileRow(receipt.file.name, receipt.file.size, self._answers(receipt), removable=False)
        words = texts.held(receipt.held, self._contents.portal, receipt.file.sha256)
        row.judge(words, SHADES.get(receipt.held, Tone.MUTED))
        row.verdict.setToolTip(plain(receipt.file.sha256))
        return row

    def _answers(self, receipt: FileReceipt) -> str:
        payload, policy = self._receipt.operation.payload, self._contents.policy
        return texts.answers_of(payload, policy, receipt.file.name) if isinstance(payload, Draft) else ""

    def _add_facts(self, facts: tuple[Fact, ...]) -> None:
        lines = texts.facts_sent(facts)
        table: QWidget = Table(lines) if lines else paragraph(texts.NO_FACTS, shade=Tone.MUTED)
        self._add(texts.FACTS, table)

    def _add(self, title: str, *parts: QWidget) -> None:
        self._column.addWidget(heading(title))
        for part in parts:
            self._column.addWidget(part)


def _is_picture(receipt: FileReceipt) -> bool:
    return receipt.file.kind is FileKind.SCREENSHOT or receipt.file.media_type.startswith("image/")
