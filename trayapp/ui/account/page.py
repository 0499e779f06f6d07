"""The Account page: who is signed in, signing in, signing out, and what is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from trayapp.core.errors import Misconfigured, Offline, Rejected, TrayAppError
from trayapp.core.events import Event, Link, LinkChanged, PolicyChanged, TicketsChanged
from trayapp.core.model import Probe
from trayapp.core.operation import Operation, Problem
from trayapp.core.policy import Policy
from trayapp.ui.account.people_parts import PeopleParts
from trayapp.ui.account.sign_in_form import SignInForm
from trayapp.ui.account.who_card import WhoCard
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.parts.links import portal_page
from trayapp.ui.parts.page import Page
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.texts import people, settings
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
    methods: frozenset[str] | None = None
    """How one may sign in; `None`: the portal could not be asked."""


class AccountPage(Page):
    """The token goes from the field to the session and nowhere else."""

    _url_came = Signal(str)
    _code_came = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SECTION)
        self._context = context
        self.who = WhoCard()
        self.note = Note("", Tone.ACCENT)
        self.form = SignInForm()
        self.people = PeopleParts(context)
        self.access = self.note.add_action(people.ASK_FOR_ACCESS, self._ask_for_access)
        self.access.hide()
        self._way_in = ""
        for widget in (self.note, self.who, self.people, self.form, _kept()):
            self.column.addWidget(widget)
        self.note.hide()
        self.who.hide()
        self._ways: tuple[str, frozenset[str]] | None = None
        self._cancel = threading.Event()
        self.who.sign_out_wanted.connect(self._ask_sign_out)
        self.form.sign_in_wanted.connect(self._sign_in)
        self.form.browser_wanted.connect(self._sign_in_with_browser)
        self.form.device_wanted.connect(self._sign_in_with_device)
        self.form.cancelled.connect(self._give_up)
        self.form.elsewhere.open_wanted.connect(context.open_url)
        self._url_came.connect(self._open_browser)
        self._code_came.connect(self.form.elsewhere.device)
        self.refresh()

    def hear(self, event: Event) -> None:
        """The person, the portal or the connection changed."""
        if isinstance(event, PolicyChanged | LinkChanged | TicketsChanged):
            self.refresh()

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
            self._methods(str(url.value or ""), signed_in=signed_in),
        )

    def _methods(self, url: str, *, signed_in: bool) -> frozenset[str] | None:
        """Asked of the portal once for each address, and only of whom it may concern."""
        if not signed_in and url and (self._ways is None or self._ways[0] != url):
            try:
                self._ways = (url, self._context.session.methods())
            except TrayAppError:
                return None
        return self._ways[1] if self._ways and self._ways[0] == url else None

    def _show(self, known: _Known) -> None:
        link = self._context.link()
        refused = link.link is Link.SIGNED_OUT and known.signed_in
        self.who.setVisible(known.signed_in)
        if known.signed_in:
            now = self._context.clock()
            self.who.show_person(known.probe, known.policy, known.portal_url, known.synced_at, now)
        self.people.show_for(known.probe if known.signed_in else None, known.policy)
        self.form.show_for(signed_in=known.signed_in and not refused)
        if not known.signed_in or refused:
            self.form.offer(known.methods)
        self.form.ask_for_address(None if known.signed_in or known.fixed_url else known.portal_url)
        self._advise(known, link.link, link.problem, refused=refused)

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

    def _sign_in(self, address: str, token: str) -> None:
        session, preferences = self._context.session, self._context.preferences

        def sign_in() -> Probe:
            if address:
                preferences.set(_URL, address)
            return session.sign_in(token)

        self.form.wait()
        self._context.background.run(sign_in, self._welcome, self._refuse, owner=self)

    def _sign_in_with_browser(self, address: str) -> None:
        session = self._context.session
        self._elsewhere(
            address,
            lambda cancel: session.sign_in_with_browser(self._url_came.emit, cancel, texts.BROWSER_DONE),
        )

    def _sign_in_with_device(self, address: str) -> None:
        session = self._context.session
        self._elsewhere(address, lambda cancel: session.sign_in_with_device(self._code_came.emit, cancel))

    def _elsewhere(self, address: str, way: Callable[[threading.Event], Probe]) -> None:
        self._cancel = cancel = threading.Event()
        preferences = self._context.preferences

        def sign_in() -> Probe:
            if address:
                preferences.set(_URL, address)
            return way(cancel)

        def refused(error: Exception) -> None:
            if not cancel.is_set():
                self._refuse_elsewhere(error)

        self.form.wait_elsewhere()
        self._context.background.run(sign_in, self._welcome, refused, owner=self)

    def _give_up(self) -> None:
        self._cancel.set()

    def _open_browser(self, url: str) -> None:
        self.form.elsewhere.browser(url)
        self._context.open_url(url)

    def _refuse_elsewhere(self, error: Exception) -> None:
        if isinstance(error, Misconfigured) and error.params.get("reason") == "kind":
            self.form.refuse_elsewhere(texts.NO_BROWSER_HERE)
        elif self.form.asks_for_address and (
            isinstance(error, Misconfigured | Offline)
            or (isinstance(error, Rejected) and _URL in error.fields)
        ):
            self._refuse(error)
        else:
            self.form.refuse_elsewhere(texts.refusal(error))

    def _welcome(self, probe: Probe) -> None:
        self.form.welcome(texts.WELCOME.format(name=probe.me.name or probe.me.email))
        self._context.bridge.emit_event(PolicyChanged())
        self._context.sync_now()
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Rejected) and _URL in error.fields:
            self.form.refuse_address(settings.refusal(_URL, error))
        elif isinstance(error, Misconfigured | Offline) and self.form.asks_for_address:
            self.form.refuse_address(texts.refusal(error))
        else:
            self.form.refuse(texts.refusal(error))

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
