"""Everything that a walk of the model moves: a portal, a computer with one home, people, clocks, and the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.app.desk import MemorySecrets
from tests.faults.invariants import Broken
from tests.faults.model import judge
from tests.faults.model.book import Book
from tests.faults.model.life import URL, Life
from tests.faults.model.portal import ANN, START, Rig, Site
from tests.faults.model.steps import Steps
from tests.faults.model.trouble import Wire
from tests.faults.portal_truth import Truth, portal_truth
from tests.faults.promise import Promise
from tests.store.mortal import Killed
from trayapp.core.errors import LocalFault, NeedsUser, TrayAppError
from trayapp.store.sweeping import sweep

_FAR = 25.0
"""Days that the computer's clock may be off at most: what was sent longer ago is not looked for after a restore."""


class World:
    """One example of the model."""

    def __init__(self, rig: Rig, folder: Path, steps: Steps, count: Callable[[str], None]) -> None:
        self.rig = rig
        self.home = folder / "home"
        self.steps = steps
        self.count = count
        self.site = Site(rig, folder)
        self.book = Book()
        self.keys = MemorySecrets(URL)
        self.now: datetime = START
        self.who: str | None = None
        self.wire = Wire(self.site.transport, count)
        self.wire.dies = self.site.stop
        self.life = self._life()
        self.sign_in(ANN)

    def clock(self) -> datetime:
        """The computer's."""
        return self.now

    # -- the program

    def _life(self) -> Life:
        return Life(self.home, self.keys, lambda: self.wire, self.clock, self._told)

    def _told(self, promise: Promise) -> None:
        self.book.note(promise, self.who)

    def restart(self) -> None:
        """The program ends, however, and starts again."""
        self.steps.revive()
        self.life.end()
        full, self.steps.full = self.steps.full, False
        self.life = self._life()
        self.steps.full = full

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do it as the program would; a refusal is told to the employee and promises nothing. A kill ends this life."""
        try:
            with self.steps.acting():
                action()
        except Killed:
            self.restart()
            return False
        except NeedsUser:
            return False
        except LocalFault as fault:
            if not self.steps.full or fault.params.get("reason") != "disk_full":
                raise
            return False
        finally:
            self.steps.revive()
        return True

    @contextmanager
    def another(self) -> Iterator[Life]:
        """A second program over the same home, such as the command line."""
        other = self._life()
        try:
            yield other
        finally:
            other.end()

    # -- people

    def sign_in(self, who: str) -> None:
        """That person, with a token; whoever was there is gone."""
        before, self.who = self.who, who
        try:
            with self.steps.acting():
                self.life.session.sign_in(self.rig.tokens[who])
        except Killed:
            self.restart()
            self.who = self._whoever(before, who)
        except TrayAppError:
            self.who = before
        else:
            self.life.renew()

    def sign_out(self) -> None:
        """Nobody is signed in."""
        if self.attempt(self.life.session.sign_out):
            self.who = None
            self.life.renew()
        else:
            self.who = self._whoever(self.who, None)

    def _whoever(self, before: str | None, after: str | None) -> str | None:
        """Who is signed in after a kill in the middle of it: as whom the program will write."""
        author = self.life.session.author()
        return next((who for who in (before, after) if who and self.rig.ids[who] == author), None)

    # -- time and trouble

    def jump(self, by: timedelta) -> None:
        """Somebody sets the computer's clock."""
        if abs(judge.moved(self.now + by, START)) < _FAR:
            self.now += by

    def later(self, by: timedelta) -> None:
        """Time goes by, here and there."""
        self.jump(by)
        self.site.later(by)

    def put_back(self) -> None:
        """Yesterday's backup at the portal."""
        held = portal_truth(self.site.data)
        self.site.put_back()
        now = portal_truth(self.site.data)
        before, after = _landed(held), _landed(now)
        self.book.undo((before - after) | ((held.keys - now.keys) & self.book.wishes()))
        self.book.undelete(after - before)

    def delete(self, ticket: str) -> None:
        """Somebody at the portal deletes a ticket."""
        before = _landed(portal_truth(self.site.data))
        self.site.delete(ticket)
        self.book.delete(before - _landed(portal_truth(self.site.data)))

    # -- judgement

    def check(self, *, settled: bool = False) -> None:
        """Raises `AssertionError` with all that does not hold."""
        found = [
            *judge.wrong(self.book, self.home, self.site.data, self.life, settled=settled),
            *judge.misattributed(self.book, self.site.data, dict(self.rig.ids)),
        ]
        _refuse(found)

    def settle(self) -> None:
        """All trouble ends; whoever is signed in (else Ann) syncs in peace; nothing is excused any more."""
        self.wire.calm()
        self.wire.offline = self.steps.full = False
        self.site.start()
        if self.who is None:
            self.sign_in(ANN)
        who = str(self.who)
        self.life.employee.drain()
        self.life.employee.sync()
        self.book.peace(who)
        sweep(self.life.store.outbox._db, self.life.store.spool, self.now)
        self.check(settled=True)
        with closing(self.life.portal()) as portal:
            _refuse(list(judge.unlike(self.life, portal)))

    def end(self) -> None:
        """Take it all down."""
        self.life.end()
        self.site.stop()


def _landed(held: Truth) -> set[str]:
    return {each.op_id for each in (*held.tickets, *held.messages)}


def _refuse(found: list[Broken]) -> None:
    if found:
        raise AssertionError("\n".join(f"{each.what} {each.op_id} {each.detail}" for each in found))
