"""Profile `registered`: a person who is not registered is refused and sees the way in; credits that were billed."""

from __future__ import annotations

from trayapp.core.operation import OpState
from trayapp.core.ports import Query
from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.menu import Command

_UNREGISTERED = "iris@harbourview.example"
"""A sample person whom nobody has registered."""


class Registered(Guide):
    """Only registered users get support (REG-3); what a refused person wrote is kept."""

    who = "main"

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self.arrive()
        self.be_quiet()
        yield from self.open_page(Command.ACCOUNT)
        yield from self._see_credits()
        yield from self._ask()
        self.main.close()
        yield from self.become(_UNREGISTERED)
        yield from self._be_refused()

    def _be_refused(self) -> Walk:
        """The dialog says it beforehand, the outbox keeps the words, the account page has the way in."""
        yield from self.open_dialog()
        self.hands.type("The night audit does not close")
        yield from self.look("unregistered-dialog")
        self.hands.key("ctrl+Return")
        yield Until(lambda: self.dialog is None, "the dialog to close")
        yield from self.open_page(Command.OUTBOX)
        yield Until(lambda: self.states() == [OpState.NEEDS_USER], "the portal to refuse it")
        yield from self.look("unregistered-outbox", 1)
        yield from self.turn_to("account")
        yield from self.reveal(self.main.pages.account.note)
        yield from self.look("unregistered-account", 5)

    def _see_credits(self) -> Walk:
        """What was billed to the company, and for which work (TK-9)."""
        yield from self.turn_to("account")
        yield from self.look("main-user-account")
        ticket = next(
            row.id
            for row in self.context.tickets.page(Query("all"))
            if (found := self.context.tickets.get(row.id)) is not None and found.credits
        )
        self.main.open_ticket(ticket)
        yield from self.look("ticket-credits", 1.2)

    def _ask(self) -> Walk:
        """The main user asks for a colleague's registration, and may ask for a removal (REG-2)."""
        yield from self.turn_to("account")
        colleagues = self.main.pages.account.people.colleagues
        yield from self.press(colleagues, "Ask to remove an account")
        yield from self.press(colleagues, "Ask for an account")
        yield from self.reveal(colleagues.leaver)
        yield Still(0.3)
        yield from self.look("main-user-colleagues")
