"""What reaches the desktop of each level: engine and store, on the portal of the profile `member`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.portal_process import PortalProcess
from trayapp.core.model import Draft
from trayapp.core.operation import OpState
from trayapp.core.ports import Query
from trayapp.core.service import Desk
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.store.opened import Store, open_store
from trayapp.sync.engine import Engine
from trayapp.sync.store import SyncStore

WHO = {
    "basic": "bella@meridian.example",
    "sales": "simon@meridian.example",
    "it": "ilya@meridian.example",
    "manager": "martha@meridian.example",
    "primary": "philip@meridian.example",
}


@dataclass
class Computer:
    """An employee's computer, synchronised once and then offline."""

    store: Store
    engine: Engine

    def shelf(self, code: str) -> set[str]:
        """Titles of the articles that may be read here."""
        return {article.title for article in self.store.knowledge.articles(code)}

    def view(self, code: str) -> set[str]:
        """Subjects of the tickets in a view."""
        return {row.subject for row in self.store.tickets.page(Query(code), None, 100)}

    def send(self, draft: Draft) -> OpState:
        """What becomes of a new ticket."""
        now = datetime.now(UTC)
        desk = Desk(self.store.outbox, self.store.tickets, self.store.spool, self.store.notes, lambda: now)
        op_id = desk.submit(draft).op_id
        self.engine.run_once(now)
        sent = self.store.outbox.get(op_id)
        assert sent is not None
        return sent.state


@pytest.fixture(scope="module")
def computers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Computer]]:
    """One for each level."""
    with (
        PortalProcess(tmp_path_factory.mktemp("portal"), "--profile", "member") as process,
        ExitStack() as ends,
    ):
        found = {
            level: computer(process, tmp_path_factory.mktemp(level), email) for level, email in WHO.items()
        }
        for each in found.values():
            ends.callback(each.store.close)
            ends.callback(each.engine.close)
            each.engine.run_once(datetime.now(UTC))
        yield found


def computer(process: PortalProcess, home: Path, email: str) -> Computer:
    """That person's."""
    store = open_store(places(str(home)), lambda: datetime.now(UTC))
    view = SyncStore(store.outbox, store.tickets, store.notes, store.sync_lock)
    token = process.users[email]
    engine = Engine(
        lambda: open_portal("native", process.url, lambda: token, store.spool),
        view,
        lambda: datetime.now(UTC),
        lambda: 1.0,
        lambda _: None,
    )
    return Computer(store, engine)


EVERY = tuple(WHO)
HELD = {
    "articles": EVERY,
    "newsletters": ("basic", "sales", "manager", "primary"),
    "update_notices": EVERY,
    "downloads": ("primary",),
    "licence_keys": ("primary",),
}
"""By shelf, the levels that read it."""


@pytest.mark.parametrize(
    "shelf",
    [
        pytest.param("articles", marks=pytest.mark.rule("ROLE-1")),
        pytest.param("newsletters", marks=pytest.mark.rule("ROLE-5")),
        pytest.param("update_notices", marks=pytest.mark.rule("ROLE-6")),
        pytest.param("downloads", marks=pytest.mark.rule("ROLE-11")),
        pytest.param("licence_keys", marks=pytest.mark.rule("ROLE-12")),
    ],
)
def test_a_shelf_lies_on_the_computers_of_its_levels_alone(
    computers: dict[str, Computer], shelf: str
) -> None:
    """Those who may read it have it offline; on the others' computers there is nothing of it."""
    assert {level for level, each in computers.items() if each.shelf(shelf)} == set(HELD[shelf])


@pytest.mark.rule("ROLE-9")
def test_company_information_is_limited_for_basic(computers: dict[str, Computer]) -> None:
    """Basic has the part that is for everybody, the others have all of it, and nobody has another company's."""
    everybody, all_of_it = "Your success manager is Dora Lindqvist", "Your contract: terms until next summer"
    for level, each in computers.items():
        assert each.shelf("company_info") == ({everybody} if level == "basic" else {everybody, all_of_it})


@pytest.mark.rule("ROLE-4")
def test_colleagues_tickets_are_there_for_manager_and_primary(computers: dict[str, Computer]) -> None:
    """Their computers hold the tickets of all staff; the others hold their own alone."""
    theirs = "Server is slow when ten people draw"
    assert {level for level, each in computers.items() if theirs in each.view("company")} == {
        "it",
        "manager",
        "primary",
    }
    assert {level for level, each in computers.items() if theirs in each.view("open")} == {"it"}


@pytest.mark.rule("ROLE-13")
def test_history_is_there_offline(computers: dict[str, Computer]) -> None:
    """A ticket that was closed weeks ago is there with its whole conversation, for who made it and their Manager."""
    for level in ("basic", "manager"):
        store = computers[level].store
        (old,) = store.tickets.page(Query("closed", "Dimension lines"), None, 10)
        said = [message.text for message in store.tickets.thread(old.id)]
        assert any("Keep thin lines" in text for text in said)
        assert "That did it." in said


@pytest.mark.rule("ROLE-2")
@pytest.mark.parametrize("level", EVERY)
def test_every_level_s_ticket_arrives(computers: dict[str, Computer], level: str) -> None:
    """A ticket from the desktop of any level gets a number."""
    assert (
        computers[level].send(
            Draft("The plotter hums", nature="support", product="designer", category="plotter")
        )
        is OpState.DONE
    )


@pytest.mark.rule("ROLE-11")
@pytest.mark.parametrize(
    ("level", "state"), [("it", OpState.DONE), ("manager", OpState.DONE), ("basic", OpState.NEEDS_USER)]
)
def test_an_update_comes_on_request_for_it_and_manager(
    computers: dict[str, Computer], level: str, state: OpState
) -> None:
    """IT and Manager ask for an update by ticket; one of another level comes back, and its words are kept."""
    wish = {"installed_version": "6.2", "backup_made": "yes"}
    assert computers[level].send(Draft("Send 6.3", nature="update", fields=wish)) is state
