"""The Help & contact page (CH-1, CH-2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.events import Event, Link, LinkChanged, OutboxChanged, PolicyChanged
from trayapp.core.ids import reference
from trayapp.core.operation import Operation, OpKind
from trayapp.core.policy import Policy
from trayapp.ui.context import UiContext
from trayapp.ui.help.channel_row import ChannelRow
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.parts.phone_card import PhoneCard
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import label, paragraph, rule


class HelpPage(Page):
    """Names only what the policy names.

    Signals:
        new_ticket_requested: by the channel that is this program.
    """

    new_ticket_requested = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.HELP)
        self._context = context
        self._policy: Policy | None = None
        self._unsent: tuple[Operation, ...] = ()
        self._drawn: Policy | None = None
        self.card = PhoneCard(context.open_url)
        self._body = QVBoxLayout()
        self._body.setSpacing(GAP * 2)
        self.column.addWidget(self.card)
        self.column.addLayout(self._body)
        self._draw(None)
        self.refresh()

    def hear(self, event: Event) -> None:
        """The policy or the connection changed."""
        match event:
            case PolicyChanged() | OutboxChanged():
                self.refresh()
            case LinkChanged():
                self._show_card()

    def refresh(self) -> None:
        """Read the policy and what is unsent again, in the background."""
        context = self._context
        context.background.run(
            lambda: (context.notes.policy(), tuple(context.outbox.pending())),
            lambda found: self._show(*found),
            owner=self,
        )

    def rows(self) -> list[ChannelRow]:
        """The channels that are drawn."""
        return self.findChildren(ChannelRow)

    def _show(self, policy: Policy | None, pending: tuple[Operation, ...]) -> None:
        self._policy = policy
        self._unsent = tuple(op for op in pending if op.kind is OpKind.CREATE)
        if policy != self._drawn:
            self._draw(policy)
        self._show_card()

    def _show_card(self) -> None:
        """Prominent when the portal is no help; quotes the ticket that waits, so that IT finds it later."""
        phone = self._policy.channel("phone") if self._policy else None
        offline = self._context.link().link in (Link.OFFLINE, Link.BLOCKED)
        if phone is None or not offline:
            self.card.hide()
            return
        quoted = reference(self._unsent[-1].op_id) if self._unsent else ""
        self.card.say(phone.value, quoted, texts.PHONE_CARD_OFFLINE)

    def _draw(self, policy: Policy | None) -> None:
        self._drawn = policy
        clear(self._body)
        if policy is None or not policy.channels:
            empty = Empty("help")
            empty.say(texts.NO_CHANNELS)
            self._body.addWidget(empty)
        else:
            self._body.addWidget(self._channels(policy))
        if policy and policy.advice:
            self._body.addWidget(_advice(policy.advice))

    def _channels(self, policy: Policy) -> QWidget:
        card = Card()
        name = texts.CONTACT.format(name=policy.portal_name) if policy.portal_name else texts.CONTACT_ANYONE
        card.column.addWidget(label(name, strong=True))
        for channel in policy.channels:
            card.column.addWidget(rule())
            row = ChannelRow(channel, self._context.open_url)
            row.new_ticket_requested.connect(self.new_ticket_requested)
            card.column.addWidget(row)
        return card


def _advice(lines: tuple[str, ...]) -> QWidget:
    card = Card()
    card.column.addWidget(label(texts.ADVICE, strong=True))
    for line in lines:
        card.column.addWidget(paragraph(line, shade=Tone.MUTED))
    return card
