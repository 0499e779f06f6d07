"""Profile `cases`: each status with its meaning and countdown, the views, a collaborator, search and bell."""

from __future__ import annotations

from trayapp.core.policy import Bucket
from trayapp.core.ports import Query
from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.menu import Command


class Cases(Guide):
    """The life cycle of a case (ST-1 to ST-7)."""

    who = "user"

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self.arrive()
        self.be_quiet()
        yield from self.open_page(Command.TICKETS)
        yield from self.look("my-open-cases")
        for status, ticket in self._one_of_each().items():
            self.main.open_ticket(ticket)
            yield Until(lambda ticket=ticket: self._shows(ticket), f"the ticket that is {status}")  # type: ignore[misc]
            yield from self.look(f"status-{status}", 1)
        yield from self._share()
        yield from self._answer_a_closed_one()
        yield from self._views()
        yield from self._search()
        yield from self.turn_to("bell")
        yield from self.look("bell")

    def _one_of_each(self) -> dict[str, str]:
        """A ticket of the person's own in each status, in the policy's order."""
        policy = self.context.notes.policy()
        assert policy is not None  # noqa: S101 - the first sync brought it
        found = {row.status: row.id for row in self.context.tickets.page(Query("all"))}
        mine = {row.status: row.id for row in self.context.tickets.page(Query("open"))}
        both = found | mine
        return {status.code: both[status.code] for status in policy.statuses if status.code in both}

    def _share(self) -> Walk:
        """Somebody outside the organisation gets to see a case (TK-7)."""
        self.main.open_ticket(self._first(Bucket.OPEN))
        yield Still(1)
        view = self.main.pages.tickets.view
        yield from self.press(view, "Who else sees this")
        yield from self.press(view, "Add somebody outside")
        yield Still()
        dialog = self.sheet
        yield from self.write(dialog, "Their exact e-mail address", self._outsider())
        yield from self.press(dialog, "Search")
        yield Still(1)
        yield from self.look("collaborator-found")
        yield from self.press(dialog, "Let them see it")
        yield Until(lambda: not self.states(), "the collaborator to be added")
        yield from self.look("collaborator-added", 1.5)

    def _answer_a_closed_one(self) -> Walk:
        """Words on a closed case go on in a new one (ST-7)."""
        self.main.open_ticket(self._first(Bucket.CLOSED))
        yield Still(1)
        self.hands.click(self.main.pages.tickets.view.answer.edit)
        self.hands.type("It has come back this morning, at the same counter.")
        yield from self.look("closed-answer")
        self.hands.key("ctrl+Return")
        yield Until(lambda: not self.states(), "the words to be delivered")
        yield from self.look("goes-on-in-a-new-case", 2)

    def _views(self) -> Walk:
        """The views by the portal's own names (TK-3)."""
        yield from self.turn_to("tickets")
        views = self.main.pages.tickets.list.filter.views
        self.hands.click(views)
        yield from self.look("views", 0.6)
        self.hands.key("Escape")
        yield Still()

    def _search(self) -> Walk:
        """Everything at once (INFO-3)."""
        yield from self.turn_to("search")
        self.hands.click(self.main.pages.search.field)
        self.hands.type("receipt")
        yield Until(self.main.pages.search.rows, "something to be found")
        yield from self.look("search")

    def _shows(self, ticket: str) -> bool:
        shown = self.main.pages.tickets.view.shown
        return shown is not None and shown.key == ticket

    def _first(self, bucket: Bucket) -> str:
        """The first ticket of the person's own of that bucket."""
        view = "closed" if bucket is Bucket.CLOSED else "open"
        return next(row.id for row in self.context.tickets.page(Query(view)) if row.bucket == bucket)

    def _outsider(self) -> str:
        """A sample person of another company."""
        me = self.context.desk.me
        assert me is not None  # noqa: S101 - the first sync brought it
        domain = me.email.partition("@")[2]
        staff = self.portal.users["agent"]
        return next(
            who
            for who, token in self.portal.users.items()
            if "@" in who and token != staff and not who.endswith(domain) and "portal" not in who
        )
