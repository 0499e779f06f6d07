"""The Account page: who is signed in, signing in, signing out, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.errors import TrayAppError
from trayapp.core.events import Event, Link, LinkChanged, PolicyChanged, TicketsChanged
from trayapp.core.model import Probe
from trayapp.core.operation import Operation, Problem
from trayapp.core.policy import Policy
from trayapp.core.ports.connecting import Connected
from trayapp.ui.account.abilities_card import AbilitiesCard
from trayapp.ui.account.connect_card import ConnectCard
from trayapp.ui.account.people_parts import PeopleParts
from trayapp.ui.account.sign_in_form import SignInForm
from trayapp.ui.account.signing_in import SigningIn
from trayapp.ui.account.who_card import WhoCard
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.parts.links import portal_page
from trayapp.ui.parts.page import Page
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.texts import connect, people, settings
from trayapp.ui.texts.abilities import abilities
from trayapp.ui.texts.errors import explain, explain_error
from trayapp.ui.widgets import label, paragraph

_URL = "portal_url"


@dataclass(frozen=True, slots=True)
class _Known:
    probe: Probe | None
    policy: Policy | None
    signed_in: bool
    durable: bool
    synced_at: datetime | None
    portal_url: str
    fixed_url: bool
    """The address is not the employee's to choose."""
    waiting: int = 0
    """Items in the outbox."""
    methods: frozenset[str] | None = None
    """How one may sign in; `None`: the portal could not be asked."""


class AccountPage(Page):
    """Shows who is signed in, or what is needed for it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SECTION)
        self._context = context
        self.who = WhoCard()
        self.note = Note("", Tone.ACCENT)
        self.left = Note("", Tone.WARNING)
        self.helpdesk = ConnectCard()
        self.form = SignInForm()
        self.abilities = AbilitiesCard()
        self.people = PeopleParts(context)
        self.access = self.note.add_action(people.ASK_FOR_ACCESS, self._ask_for_access)
        self.access.hide()
        self._way_in = ""
        parts = (self.note, self.left, self.who, self.abilities, self.people, self.helpdesk, self.form)
        for widget in (*parts, _kept()):
            self.column.addWidget(widget)
        for widget in (self.note, self.left, self.who, self.abilities, self.helpdesk, self.form):
            widget.hide()
        self._known: _Known | None = None
        self._ways: tuple[str, frozenset[str]] | None = None
        self._signing = SigningIn(context, self.helpdesk, self.form)
        self._signing.welcomed.connect(self._welcome)
        self._signing.connected.connect(self._connected)
        self._signing.changed.connect(self.refresh)
        self._signing.busy.connect(lambda busy: self.who.other.setEnabled(not busy))
        self.who.sign_out_wanted.connect(self._ask_sign_out)
        self.who.other_wanted.connect(self._another)
        self.refresh()

    def hear(self, event: Event) -> None:
        """The person, the portal or the connection changed."""
        if isinstance(event, PolicyChanged | LinkChanged | TicketsChanged):
            self.refresh()

    @property
    def waiting(self) -> int:
        """Items in the outbox, as far as the page knows."""
        return self._known.waiting if self._known else 0

    def refresh(self) -> None:
        """Ask the session again, in the background: the key store may be slow."""
        self._context.background.run(self._read, self._show, self._fail, owner=self)

    def _read(self) -> _Known:
        context = self._context
        signed_in = context.session.signed_in()
        url = context.preferences.get(_URL)
        return _Known(
            context.notes.probe(),
            context.notes.policy(),
            signed_in,
            context.session.durable(),
            context.tickets.synced_at(),
            str(url.value or ""),
            bool(settings.why_fixed(url)),
            len(context.outbox.pending()),
            self._methods(str(url.value or ""), wanted=not signed_in or self._refused()),
        )

    def _refused(self) -> bool:
        """The portal takes the sign-in no longer."""
        return self._context.link().link is Link.SIGNED_OUT

    def _methods(self, url: str, *, wanted: bool) -> frozenset[str] | None:
        """Asked of the portal once for each address, and only of whom it may concern."""
        if wanted and url and (self._ways is None or self._ways[0] != url):
            try:
                self._ways = (url, self._context.session.methods())
            except TrayAppError:
                return None
        return self._ways[1] if self._ways and self._ways[0] == url else None

    def _show(self, known: _Known) -> None:
        link = self._context.link()
        refused = self._refused() and known.signed_in
        self.who.setVisible(known.signed_in)
        if known.signed_in:
            now = self._context.clock()
            self.who.show_person(known.probe, known.policy, known.portal_url, known.synced_at, now)
        moving = self._signing.moving and known.signed_in
        self._known = known
        self.who.offer_another(can=bool(known.portal_url) and not known.fixed_url, moving=moving)
        self.people.show_for(known.probe if known.signed_in and not moving else None, known.policy)
        self._show_abilities(known, moving=moving)
        if known.signed_in and known.portal_url and not moving:
            self._signing.rest()
            self._offer_again(known, refused=refused)
        else:
            self._signing.show_for(known.portal_url, known.methods, fixed=known.fixed_url)
        self._advise(known, link.link, link.problem, refused=refused)

    def _offer_again(self, known: _Known, *, refused: bool) -> None:
        """Signed in, and perhaps no longer welcome: with another token or password, whichever is kept here."""
        can = known.probe.capabilities.sign_in if known.probe else frozenset({"token"})
        methods = known.methods if refused else can & {"token", "password", "name"}
        self.form.setVisible(methods is None or bool(methods))
        self.form.show_for(signed_in=not refused)
        self.form.offer(methods)

    def _show_abilities(self, known: _Known, *, moving: bool) -> None:
        self.abilities.setVisible(known.signed_in and not moving and bool(known.probe and known.policy))
        if known.signed_in and known.probe and known.policy:
            self.abilities.show_abilities(abilities(known.probe, known.policy))

    def _advise(self, known: _Known, link: Link, problem: Problem | None, *, refused: bool) -> None:
        self._offer_access(known)
        if refused:
            self.note.say(texts.REFUSED, Tone.FAILED)
        elif link is Link.BLOCKED and problem:
            self.note.say(str(explain(problem)), Tone.FAILED)
        elif self._unregistered(known):
            why = known.policy.registration.refused if known.policy else ""
            self.note.say(f"{people.NOT_REGISTERED}. {why}".strip(), Tone.FAILED)
        elif known.signed_in and not known.durable:
            self.note.say(texts.NOT_DURABLE, Tone.WARNING)
        else:
            self.note.hide()

    @staticmethod
    def _unregistered(known: _Known) -> bool:
        return known.signed_in and known.probe is not None and not known.probe.me.registered

    def _offer_access(self, known: _Known) -> None:
        """The way in for somebody who is not registered (REG-3)."""
        address = known.policy.registration.request_url if known.policy else ""
        self._way_in = portal_page(known.portal_url, address) or ""
        self.access.setVisible(bool(self._way_in) and self._unregistered(known))

    def _ask_for_access(self) -> None:
        self._context.open_url(self._way_in)

    # ---- signing in and out

    def _welcome(self, _probe: Probe) -> None:
        self._context.bridge.emit_event(PolicyChanged())
        self._context.sync_now()
        self.refresh()

    def _connected(self, connected: Connected) -> None:
        self.abilities.fold.set_open(True)
        self.abilities.fold.head.setFocus()  # what had it is hidden now
        titles = [f"· {connect.name(operation)}" for operation in connected.left]
        self.left.say("\n".join([connect.left(connected.left), *titles]) if titles else "")
        self._context.bridge.emit_event(TicketsChanged())
        self._welcome(connected.probe)

    def _another(self) -> None:
        """To another helpdesk, or not after all."""
        if self._signing.moving:
            self._signing.stay()
        elif self._known is not None:
            self._signing.move(connect.another(self._known.portal_url, self._known.waiting))

    def _ask_sign_out(self) -> None:
        self._context.background.run(self._context.outbox.pending, self._ask_with, self._fail, owner=self)

    def _ask_with(self, waiting: Sequence[Operation]) -> None:
        words = (texts.SIGN_OUT_QUESTION, texts.sign_out_meaning(len(waiting)))
        confirm(self, words, (texts.SIGN_OUT, texts.STAY), self._sign_out)

    def _sign_out(self) -> None:
        self._context.background.run(
            self._context.session.sign_out, lambda _none: self._signed_out(), self._fail, owner=self
        )

    def _signed_out(self) -> None:
        self.left.hide()
        self.form.news.hide()
        self._context.bridge.emit_event(PolicyChanged())
        self._context.bridge.emit_event(TicketsChanged())
        self._context.sync_now()
        self.refresh()

    def _fail(self, error: Exception) -> None:
        self.note.say(str(explain_error(error)), Tone.FAILED)


def _kept() -> Card:
    card = Card()
    card.column.addWidget(label(texts.KEPT, strong=True))
    for line in texts.KEPT_LINES:
        card.column.addWidget(paragraph(line, shade=Tone.MUTED))
    return card
