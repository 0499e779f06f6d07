"""The Help & contact page: ways to reach support, what to read, what to ask for (CH-1, CH-2, INFO-4)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.events import Event, Link, LinkChanged, OutboxChanged, PolicyChanged, TicketsChanged
from trayapp.core.ids import reference
from trayapp.core.model import Article
from trayapp.core.operation import Operation, OpKind
from trayapp.core.policy import Nature, Policy
from trayapp.ui.context import UiContext
from trayapp.ui.help.channel_row import ChannelRow
from trayapp.ui.help.services import Services, services
from trayapp.ui.help.shelves import Shelves
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.parts.phone_card import PhoneCard
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import help as texts
from trayapp.ui.theme import GAP
from trayapp.ui.widgets import label, paragraph, rule


@dataclass(frozen=True, slots=True)
class Known:
    """What the page is drawn from."""

    policy: Policy | None = None
    unsent: tuple[Operation, ...] = ()
    articles: tuple[Article, ...] = ()
    services: tuple[Nature, ...] = ()


class HelpPage(Page):
    """Names only what the policy names.

    Signals:
        new_ticket_requested: by the channel that is this program.
        nature_requested: the code of a nature to ask for.
        article_requested: the id of an article.
    """

    new_ticket_requested = Signal()
    nature_requested = Signal(str)
    article_requested = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.HELP)
        self._context = context
        self._known = Known()
        self._drawn: tuple[object, ...] | None = None
        self.card = PhoneCard(context.open_url)
        self._body = QVBoxLayout()
        self._body.setSpacing(GAP * 2)
        self.column.addWidget(self.card)
        self.column.addLayout(self._body)
        self.refresh()

    def hear(self, event: Event) -> None:
        """The policy or the connection changed."""
        match event:
            case PolicyChanged() | OutboxChanged() | TicketsChanged():
                self.refresh()
            case LinkChanged():
                self._show_card()

    def refresh(self) -> None:
        """Read the policy and what is unsent again, in the background."""
        context = self._context
        context.background.run(lambda: _read(context), self._show, owner=self)

    def rows(self) -> list[ChannelRow]:
        """The channels that are drawn."""
        return self.findChildren(ChannelRow)

    def _show(self, known: Known) -> None:
        self._known = known
        looks = (known.policy, known.articles, known.services)
        if looks != self._drawn:
            self._drawn = looks
            self._draw(known)
        self._show_card()

    def _show_card(self) -> None:
        """Prominent when the portal is no help; quotes the ticket that waits, so that IT finds it later."""
        policy = self._known.policy
        phone = policy.channel("phone") if policy else None
        offline = self._context.link().link in (Link.OFFLINE, Link.BLOCKED)
        if phone is None or not offline:
            self.card.hide()
            return
        unsent = self._known.unsent
        quoted = reference(unsent[-1].op_id) if unsent else ""
        self.card.say(phone.value, quoted, texts.PHONE_CARD_OFFLINE)

    def _draw(self, known: Known) -> None:
        policy = known.policy
        clear(self._body)
        if policy is None or not policy.channels:
            empty = Empty("help")
            empty.say(texts.NO_OTHER_WAY if policy else texts.NO_CHANNELS)
            self._body.addWidget(empty)
        else:
            self._body.addWidget(self._channels(policy))
        if policy and known.articles:
            shelves = Shelves(policy, known.articles)
            shelves.article_requested.connect(self.article_requested)
            self._body.addWidget(shelves)
        if known.services:
            offered = Services(known.services)
            offered.nature_requested.connect(self.nature_requested)
            self._body.addWidget(offered)
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


def _read(context: UiContext) -> Known:
    policy = context.notes.policy()
    return Known(
        policy,
        tuple(op for op in context.outbox.pending() if op.kind is OpKind.CREATE),
        tuple(context.knowledge.articles()),
        services(policy, context.desk.me),
    )


def _advice(lines: tuple[str, ...]) -> QWidget:
    card = Card()
    card.column.addWidget(label(texts.ADVICE, strong=True))
    for line in lines:
        card.column.addWidget(paragraph(line, shade=Tone.MUTED))
    return card
