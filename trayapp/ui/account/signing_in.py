"""What the account page does for somebody who is to be signed in: find the helpdesk, then sign in to it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from trayapp.core.errors import Misconfigured
from trayapp.core.model import Probe
from trayapp.core.ports.connecting import Connected, Trial
from trayapp.ui.account.connect_card import ConnectCard
from trayapp.ui.account.sign_in_form import SignInForm
from trayapp.ui.context import UiContext
from trayapp.ui.texts import account as texts
from trayapp.ui.texts import connect

Refuse = Callable[[str], None]


class SigningIn(QObject):
    """Drives the card with the address and the form. Secrets go from a field to the session and nowhere else.

    Signals:
        welcomed: a `Probe`: somebody is signed in now, to the helpdesk that was set up before.
        connected: a `Connected`: another helpdesk is set up, and somebody signed in to it.
        changed: another helpdesk is wanted, or none any more.
        busy: whether somebody is signing in just now.
    """

    welcomed = Signal(object)
    connected = Signal(object)
    changed = Signal()
    busy = Signal(bool)
    _url_came = Signal(str)
    _code_came = Signal(object)

    def __init__(self, context: UiContext, helpdesk: ConnectCard, form: SignInForm) -> None:
        super().__init__(form)
        self._context = context
        self._helpdesk, self._form = helpdesk, form
        self._trial: Trial | None = None
        self._methods: frozenset[str] | None = None
        self._asking = False
        self._moving = False
        self._cancel = threading.Event()
        helpdesk.look_wanted.connect(self._look)
        helpdesk.other_wanted.connect(self._ask_again)
        form.sign_in_wanted.connect(self._by_token)
        form.password_wanted.connect(self._by_password)
        form.browser_wanted.connect(self._by_browser)
        form.device_wanted.connect(self._by_device)
        form.cancelled.connect(self._give_up)
        form.elsewhere.open_wanted.connect(context.open_url)
        self._url_came.connect(self._open_browser)
        self._code_came.connect(form.elsewhere.device)

    def show_for(self, url: str, methods: frozenset[str] | None, *, fixed: bool) -> None:
        """Nobody is signed in. `url`: the helpdesk that is set up; `methods`: its ways; `fixed`: no other may be."""
        self._helpdesk.setVisible(not fixed)
        if not fixed and self._trial is None and (self._asking or not url):
            self._helpdesk.ask("" if self._moving else url)
            self._form.hide()
            return
        self._form.show()
        self._form.show_for(signed_in=False)
        title, meaning = (connect.SIGN_IN_THERE, "") if self._moving else texts.NOBODY
        self._form.title.setText(title)
        self._form.meaning.setText(meaning)
        self._form.meaning.setVisible(bool(meaning))
        self._form.offer(self._methods if self._trial else methods)
        self._helpdesk.found(connect.found(self._trial.found) if self._trial else url)

    def rest(self) -> None:
        """Somebody is signed in: no other helpdesk is looked for."""
        self._helpdesk.hide()
        self._trial, self._asking, self._moving = None, False, False

    @property
    def moving(self) -> bool:
        """Somebody is signed in, and another helpdesk is looked for."""
        return self._moving

    def move(self, meaning: str) -> None:
        """Look for another helpdesk; all stays as it is until somebody is signed in there."""
        self._trial, self._asking, self._moving = None, True, True
        self._helpdesk.explain(connect.ANOTHER, meaning, connect.ANOTHER)
        self._helpdesk.ask()
        self._helpdesk.show()
        self._helpdesk.address.setFocus()
        self.changed.emit()

    def stay(self) -> None:
        """It is this helpdesk after all."""
        self.rest()
        self._as_ever()
        self.changed.emit()

    def _as_ever(self) -> None:
        self._moving = False
        self._helpdesk.explain()
        self._helpdesk.empty()

    # ---- which helpdesk

    def _ask_again(self) -> None:
        self._trial, self._asking = None, True
        self.changed.emit()
        self._helpdesk.address.setFocus()
        self._helpdesk.address.selectAll()

    def _look(self, address: str) -> None:
        def look() -> tuple[Trial, frozenset[str]]:
            trial = self._context.connect(address, None)
            return trial, trial.methods()

        self._helpdesk.wait()
        self._context.background.run(look, self._found, self._not_found, owner=self)

    def _found(self, answer: tuple[Trial, frozenset[str]]) -> None:
        (self._trial, self._methods), self._asking = answer, False
        self.changed.emit()
        (self._form.password.user if "password" in self._methods else self._form.ways.browser).setFocus()

    def _not_found(self, error: Exception) -> None:
        self._helpdesk.refuse(connect.refusal(error))

    # ---- who

    def _by_token(self, token: str) -> None:
        trial, session = self._trial, self._context.session
        self._form.wait()
        self._run(lambda: trial.token(token) if trial else session.sign_in(token), self._form.refuse)

    def _by_password(self, user: str, password: str) -> None:
        trial, session = self._trial, self._context.session
        self._form.wait()
        self._run(
            lambda: (
                trial.password(user, password) if trial else session.sign_in_with_password(user, password)
            ),
            self._form.refuse_password,
            texts.refusal_of_password,
        )

    def _by_browser(self) -> None:
        trial, session = self._trial, self._context.session
        way = trial.browser if trial else session.sign_in_with_browser
        self._elsewhere(lambda cancel: way(self._url_came.emit, cancel, texts.BROWSER_DONE))

    def _by_device(self) -> None:
        trial, session = self._trial, self._context.session
        way = trial.device if trial else session.sign_in_with_device
        self._elsewhere(lambda cancel: way(self._code_came.emit, cancel))

    def _elsewhere(self, way: Callable[[threading.Event], Probe | Connected]) -> None:
        self._cancel = cancel = threading.Event()

        def refuse(words: str) -> None:
            if not cancel.is_set():
                self._form.refuse_elsewhere(words)

        self._form.wait_elsewhere()
        self._run(lambda: way(cancel), refuse)

    def _give_up(self) -> None:
        self._cancel.set()
        self._free(on=True)

    def _free(self, *, on: bool) -> None:
        """While somebody signs in, it stays this helpdesk."""
        self._helpdesk.allow(on=on)
        self.busy.emit(not on)

    def _open_browser(self, url: str) -> None:
        self._form.elsewhere.browser(url)
        self._context.open_url(url)

    def _run(
        self,
        job: Callable[[], Probe | Connected],
        refuse: Refuse,
        words: Callable[[Exception], str] = texts.refusal,
    ) -> None:
        def failed(error: Exception) -> None:
            self._free(on=True)
            kind = isinstance(error, Misconfigured) and error.params.get("reason") == "kind"
            refuse(texts.NO_BROWSER_HERE if kind else words(error))

        self._free(on=False)
        self._context.background.run(job, self._welcome, failed, owner=self)

    def _welcome(self, done: Probe | Connected) -> None:
        self._free(on=True)
        self._as_ever()
        me = (done.probe if isinstance(done, Connected) else done).me
        self._form.welcome(texts.WELCOME.format(name=me.name or me.email))
        if isinstance(done, Connected):
            self.connected.emit(done)
        else:
            self.welcomed.emit(done)
