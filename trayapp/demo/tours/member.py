"""Profile `member`: the same windows as Basic and as Manager, and what a Primary may read (ROLE-1 to ROLE-12)."""

from __future__ import annotations

from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.walk import Until, Walk
from trayapp.ui.help.shelves import Shelves
from trayapp.ui.menu import Command
from trayapp.ui.texts import tickets as texts


class Member(Guide):
    """What a level may not do is not there."""

    who = "basic"

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self.arrive()
        self.be_quiet()
        yield from self.open_page(Command.TICKETS)
        yield from self._around("basic")
        yield from self.become("manager")
        yield from self._around("manager")
        yield from self._register()
        yield from self.become("primary")
        yield from self._read()

    def _around(self, level: str) -> Walk:
        """Tickets, help, account."""
        yield from self.turn_to("tickets")
        views = self.main.pages.tickets.list.filter.views
        if views.findData("company") >= 0:
            yield from self.choose(
                self.main.pages.tickets, texts.FILTER, views.itemText(views.findData("company"))
            )
        yield from self.look(f"{level}-tickets")
        yield from self.turn_to("help")
        shelves = self.main.pages.help.findChildren(Shelves)
        if shelves:
            yield from self.reveal(shelves[-1])
        yield from self.look(f"{level}-help")
        yield from self.turn_to("account")
        yield from self.look(f"{level}-account")

    def _register(self) -> Walk:
        """A manager asks for an account, up to their own level."""
        account = self.main.pages.account
        yield from self.press(account, "Ask for an account")
        yield from self.write(account, "Full name", "Noor Haddad")
        yield from self.write(account.people.colleagues, "E-mail", "noor.haddad@example.com")
        yield from self.choose(account, "Permission level", "Sales")
        yield from self.look("manager-asks-for-an-account")
        yield from self.press(account, "Send request")
        yield Until(lambda: not self.states(), "the request to be delivered")
        yield from self.look("manager-asked")

    def _read(self) -> Walk:
        """Licence keys and new versions are a Primary's."""
        yield from self.turn_to("help")
        shelves = self.main.pages.help.findChildren(Shelves)[-1]
        keys = list(shelves.folds.values())[-1]
        yield from self.reveal(keys)
        self.hands.click(keys.head)
        yield from self.reveal(keys)
        yield from self.look("primary-help")
