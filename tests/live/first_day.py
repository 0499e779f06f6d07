"""The tour of a new computer: which helpdesk, who asks and what can be done there, then the main job."""

from __future__ import annotations

from pathlib import Path

from tests.live.house import LiveHouse
from trayapp.app.tray_program import TrayProgram
from trayapp.demo.tours.main_job import MainJob
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.account.page import AccountPage
from trayapp.ui.menu import Command
from trayapp.ui.texts import account as account_texts
from trayapp.ui.texts import connect as texts

_PATIENCE = 60.0
"""Seconds for a helpdesk to be found or to know somebody: its first answers take long."""


class FirstDay(MainJob):
    """Begins with nothing set up, and signs in through the window, by a name and a password."""

    def __init__(self, program: TrayProgram, portal: LiveHouse, folder: Path) -> None:
        super().__init__(program, portal, folder)
        self._house = portal

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self.connect()
        yield from super().walk()

    def connect(self) -> Walk:
        """The address as somebody copies it, a password mistyped, and what can be done here."""
        yield Until(lambda: self.program.tray.icon.geometry().width(), "the tray icon")
        yield Still(1)
        yield from self.open_page(Command.ACCOUNT)
        yield from self.look("connect")
        yield from self.ask(f"{self._house.url}/some/page?of=it")
        yield Until(lambda: not self.account.helpdesk.asks, "the helpdesk to be found", _PATIENCE)
        yield from self.look("connect-found")
        yield from self._sign_in("not the password")
        yield Until(self.account.form.password.complaint.text, "the password to be refused", _PATIENCE)
        yield from self.look("connect-refused")
        yield from self._sign_in(self._house.person.password)
        yield Until(self.account.abilities.words, "the sign-in", _PATIENCE)
        yield from self.look("connected", 1.5)
        self.main.close()

    @property
    def account(self) -> AccountPage:
        """The page where all this happens."""
        return self.main.pages.account

    def ask(self, address: str) -> Walk:
        """Have an address looked at."""
        self.account.helpdesk.address.clear()
        yield from self.write(self.account, texts.ADDRESS, address)
        yield from self.press(self.account, texts.LOOK)

    def _sign_in(self, password: str) -> Walk:
        form = self.account.form.password
        form.user.clear()
        form.password.clear()
        yield from self.write(form, account_texts.USER, self._house.person.name)
        yield from self.write(form, account_texts.PASSWORD, password)
        yield from self.press(form, account_texts.SIGN_IN)
