"""Profile `requests`: two natures with different forms, an estimate approved, a subscriber added."""

from __future__ import annotations

from trayapp.core.model import Action, Ticket
from trayapp.core.ports import Query
from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.menu import Command
from trayapp.ui.parts.confirm import Confirm


class Requests(Guide):
    """The form follows the nature of the request (TK-2); estimates are decided on the desktop (TK-6)."""

    who = "user"

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self.arrive()
        self.be_quiet()
        yield from self._write()
        yield from self.open_page(Command.TICKETS)
        yield from self.look("open-requests")
        yield from self._approve()
        yield from self._subscribe()
        yield from self.turn_to("account")
        yield from self._profile()

    def _write(self) -> Walk:
        """One dialog, two forms."""
        yield from self.open_dialog()
        question = self._question()
        yield from self.choose(self.dialog, question, "A person joins")
        yield from self.look("nature-person")
        yield from self.choose(self.dialog, question, "New equipment")
        yield from self.look("nature-purchase")
        yield from self.write(self.dialog, "What is it", "Laptops for the new editors")
        yield from self.look("suggestions", 1.5)
        self.hands.key("Escape")
        yield Still(0.6)
        yield from self.press(self.dialog, "Discard")
        yield Until(lambda: self.dialog is None, "the dialog to close")

    def _approve(self) -> Walk:
        """An estimate that waits for an answer."""
        ticket = self._with(Action.ESTIMATES)
        self.main.open_ticket(ticket.ref.id)
        yield Still(1.2)
        yield from self.look("estimate")
        yield from self.press(self.main.pages.tickets.view, "Approve")
        asked = next(item for item in self.main.findChildren(Confirm) if item.isVisible())
        yield from self.look("estimate-question")
        self.hands.click(asked.yes)
        yield Until(lambda: not self.states(), "the decision to be delivered")
        yield from self.look("estimate-approved", 1.5)

    def _subscribe(self) -> Walk:
        """A colleague is told of everything on this request (TK-8)."""
        view = self.main.pages.tickets.view
        yield from self.press(view, "Who else sees this")
        yield from self.press(view, "Add a colleague")
        yield Still()
        dialog = self.sheet
        yield from self.write(dialog, "Name or e-mail", self._colleague())
        yield Still(1.5)
        yield from self.look("colleague-found")
        yield from self.press(dialog, "Cancel")

    def _profile(self) -> Walk:
        """One's own address instead of the company's (INFO-6)."""
        account = self.main.pages.account
        yield from self.reveal(account.people.profile.save)
        yield from self.look("profile-company-address")
        yield from self.choose(account, "Use company address", "No")
        yield from self.reveal(account.people.profile.save)
        yield from self.look("profile-own-address")

    def _question(self) -> str:
        policy = self.context.notes.policy()
        assert policy is not None  # noqa: S101 - the first sync brought it
        return policy.nature_question

    def _with(self, action: Action) -> Ticket:
        """A ticket on which that may be done. Raises `LookupError`."""
        for row in self.context.tickets.page(Query("all")):
            ticket = self.context.tickets.get(row.id)
            if ticket is not None and action in ticket.actions:
                return ticket
        raise LookupError(f"no ticket to {action}")

    def _colleague(self) -> str:
        """Letters of a colleague's address."""
        me = self.context.desk.me
        assert me is not None  # noqa: S101 - the first sync brought it
        domain = me.email.partition("@")[2]
        others = (who for who in self.portal.users if who.endswith(domain) and who != me.email)
        return next(others).partition("@")[0]
