"""What there is to read and to ask for, on the help page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.samples import NOW, sample_probe
from trayapp.core.events import PolicyChanged, TicketsChanged
from trayapp.core.model import Article
from trayapp.core.policy import Nature, Permission, Shelf
from trayapp.ui.help.page import HelpPage
from trayapp.ui.help.services import Services
from trayapp.ui.help.shelves import Shelves
from trayapp.ui.parts.row_button import RowButton

ARTICLES = (
    Article("k2", "news", "Ten tips", "…", NOW),
    Article("k1", "faq", "How do I print?", "…", NOW),
    Article("k3", "attic", "From a newer portal", "…", NOW),
)
NATURES = (
    Nature("ticket", "Support ticket"),
    Nature("session", "Live session", permission=Permission.SESSIONS, feature="sessions"),
    Nature("licence", "More licences", permission=Permission.ORDER_LICENCES, feature="orders"),
    Nature("drone", "A drone", feature="drones"),
)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> HelpPage:
    """The page, shown; the policy has two shelves and four natures."""
    office.use(
        replace(
            office.policy,
            shelves=(Shelf("faq", "FAQ"), Shelf("news", "Newsletters"), Shelf("keys", "Licence keys")),
            natures=NATURES,
            features=frozenset({"sessions", "orders"}),
        )
    )
    office.pull(articles=ARTICLES)
    made = HelpPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.findChildren(Shelves)))
    return made


@pytest.mark.rule("INFO-4")
@pytest.mark.rule("ROLE-1")
@pytest.mark.rule("ROLE-5")
def test_shelves_stand_in_the_policys_order_and_empty_ones_not_at_all(page: HelpPage) -> None:
    """A shelf of which this person gets nothing is not shown; one that the policy does not name is, by its code."""
    shelves = page.findChildren(Shelves)[0]

    assert list(shelves.folds) == ["faq", "news", "attic"]
    assert shelves.folds["faq"].head.title() == "FAQ (1)"


@pytest.mark.rule("INFO-4")
def test_an_article_is_opened_from_its_shelf(qtbot: QtBot, page: HelpPage) -> None:
    """Fold out, click, read."""
    shelves = page.findChildren(Shelves)[0]
    shelves.folds["faq"].set_open(True)

    with qtbot.waitSignal(page.article_requested) as asked:
        shelves.folds["faq"].findChildren(RowButton)[0].click()

    assert asked.args == ["k1"]


@pytest.mark.rule("ROLE-7")
@pytest.mark.rule("ROLE-8")
@pytest.mark.rule("ROLE-10")
def test_what_a_level_may_not_order_is_not_offered(qtbot: QtBot, office: Office, page: HelpPage) -> None:
    """Another level sees another list; a feature that the portal does not have is offered to nobody."""
    assert not page.findChildren(Services)

    grant(office, Permission.SESSIONS)
    qtbot.waitUntil(lambda: offered(page) == ["Ask for it: Live session"])
    grant(office, Permission.SESSIONS, Permission.ORDER_LICENCES)
    qtbot.waitUntil(lambda: offered(page) == ["Ask for it: Live session", "Ask for it: More licences"])

    with qtbot.waitSignal(page.nature_requested) as asked:
        page.findChildren(Services)[-1].findChildren(QPushButton)[0].click()
    assert asked.args == ["session"]


def test_new_articles_appear(qtbot: QtBot, office: Office, page: HelpPage) -> None:
    """A pull that brought articles redraws the shelves."""
    office.pull(articles=ARTICLES[:1])
    office.tell(TicketsChanged())

    qtbot.waitUntil(lambda: list(page.findChildren(Shelves)[-1].folds) == ["news"])


def grant(office: Office, *permissions: str) -> None:
    """The portal grants these to the person signed in."""
    probe = sample_probe()
    office.store.notes.put_probe(replace(probe, me=replace(probe.me, permissions=frozenset(permissions))))
    office.tell(PolicyChanged())


def offered(page: HelpPage) -> list[str]:
    """The buttons of the services drawn last."""
    drawn = [part for part in page.findChildren(Services) if part.isVisible()]
    return [button.accessibleName() for part in drawn[-1:] for button in part.findChildren(QPushButton)]
