"""A support agent for the demo: takes each new ticket after a while and answers it in fitting words."""

from __future__ import annotations

import logging
import threading
import time

from trayapp.core.errors import TrayAppError
from trayapp.core.model import Action, Update
from trayapp.core.policy import Permission
from trayapp.embedded import accounts, messages, ticket_view, tickets
from trayapp.embedded.accounts import Person
from trayapp.embedded.agent_words import answer
from trayapp.embedded.encoding import to_json
from trayapp.embedded.portal import Portal, Work

_log = logging.getLogger(__name__)


class SupportAgent:
    """One thread. Knows only the tickets made while it runs."""

    def __init__(self, portal: Portal, person: Person, seconds: float) -> None:
        self._portal = portal
        self._person = person
        self._seconds = seconds
        self._condition = threading.Condition()
        self._waiting: list[tuple[float, str]] = []
        """When (monotonic) to take which ticket; oldest first."""
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="support-agent", daemon=True)

    def start(self) -> None:
        """Take tickets from now on."""
        self._portal.on_created.append(self._noticed)
        self._thread.start()

    def stop(self) -> None:
        """Take no more; returns when the last answer is written."""
        self._portal.on_created.remove(self._noticed)
        with self._condition:
            self._stopped = True
            self._condition.notify()
        self._thread.join()

    def _noticed(self, ticket_id: str) -> None:
        with self._condition:
            self._waiting.append((time.monotonic() + self._seconds, ticket_id))
            self._condition.notify()

    def _run(self) -> None:
        while (ticket_id := self._next()) is not None:
            try:
                self._help(ticket_id)
            except TrayAppError as error:
                # closed or gone meanwhile: nothing to help with
                _log.info("ticket %s is left alone: %s", ticket_id, error.kind)

    def _next(self) -> str | None:
        """The next ticket, when its time has come; `None`: stopped."""
        with self._condition:
            while not self._stopped:
                wait = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if wait is not None and wait <= 0:
                    return self._waiting.pop(0)[1]
                self._condition.wait(wait)
        return None

    def _help(self, ticket_id: str) -> None:
        """Take it, answer, and wait for the employee when the answer asks them something (ST-2, ST-3)."""
        portal, person, flow = self._portal, self._person, self._portal.profile.flow
        with portal.work() as work:
            tickets.require(portal, work.tx, person, ticket_id, Action.UPDATE)
            self._move(work, ticket_id, flow.agent_takes)
            words = answer(ticket_view.one(portal, work.tx, person, ticket_id))
            messages.add(portal, work, person, ticket_id, Update(words), None)
            if words.endswith("?"):
                self._move(work, ticket_id, flow.agent_asks)

    def _move(self, work: Work, ticket_id: str, status: str | None) -> None:
        """To that status, where the policy names one and a way to it."""
        portal = self._portal
        here = tickets.by_id(work.tx, ticket_id)["status"]
        if status and tickets.leads(portal.policy, here, status):
            tickets.set_status(portal, work, self._person, ticket_id, status)


def somebody(portal: Portal) -> Person | None:
    """A person of the support staff, who answers in the demo; `None` when there is nobody."""
    staff = [level.code for level in portal.policy.levels if Permission.STAFF in level.permissions]
    with portal.db.read() as tx:
        row = tx.execute(
            "SELECT email FROM accounts WHERE level IN (SELECT value FROM json_each(?)) ORDER BY rowid LIMIT 1",
            (to_json(staff).decode(),),
        ).fetchone()
        return accounts.by_email(tx, row["email"], portal.profile) if row else None
