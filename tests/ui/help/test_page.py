"""Help and contact: what the policy names, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from trayapp.core.events import Link, OutboxChanged, PolicyChanged
from trayapp.core.ids import reference
from trayapp.core.model import Draft
from trayapp.core.policy import Channel
from trayapp.ui.help.page import HelpPage
from trayapp.ui.parts.empty import Empty

CHANNELS = (
    Channel("phone", "Call the support team", "508-205-1116", "If your internet is down"),
    Channel("email", "E-mail a ticket", "tickets@acme.example"),
    Channel("chat", "Live chat", "https://help.acme.example/chat"),
    Channel("app", "The desktop app", "https://help.acme.example/app"),
    Channel("pigeon", "Carrier pigeon", "file:///etc/passwd"),
)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> HelpPage:
    """The page, shown, following events."""
    office.use(replace(office.policy, channels=CHANNELS, advice=("Texts get lost.",)))
    made = HelpPage(office.context)
    office.context.bridge.event.connect(made.hear)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.rows()) == len(CHANNELS))
    return made


@pytest.mark.rule("CH-1")
def test_channels_come_from_the_policy_alone(qtbot: QtBot, office: Office, page: HelpPage) -> None:
    """Each that the policy names is shown, in its order; another policy shows others."""
    assert tuple(row.channel for row in page.rows()) == CHANNELS

    office.use(replace(office.policy, version="2", channels=CHANNELS[1:2]))
    office.tell(PolicyChanged())

    qtbot.waitUntil(lambda: tuple(row.channel for row in page.rows()) == CHANNELS[1:2])


@pytest.mark.rule("CH-1")
def test_each_channel_opens_where_it_leads(qtbot: QtBot, office: Office, page: HelpPage) -> None:
    """A number is dialled, an address is written to, a page is opened; the app itself makes a new ticket."""
    for row in page.rows()[:3]:
        row.go.click()
    with qtbot.waitSignal(page.new_ticket_requested):
        page.rows()[3].go.click()

    assert office.world.opened == [
        "tel:5082051116",
        "mailto:tickets@acme.example",
        "https://help.acme.example/chat",
    ]


def test_an_address_that_is_no_page_is_not_opened(page: HelpPage) -> None:
    """A file or program of this computer has no button, whoever named it."""
    row = page.rows()[4]

    assert row.go.isHidden()
    assert any("file:///etc/passwd" in label.text() for label in row.findChildren(QLabel))


@pytest.mark.rule("CH-2")
def test_offline_the_phone_card_is_on_top(qtbot: QtBot, office: Office, page: HelpPage) -> None:
    """Whom to call, and the reference of the ticket that waits; online the card is gone."""
    assert page.card.isHidden()
    made = office.context.desk.submit(Draft("No internet"))
    office.tell(OutboxChanged())
    office.go(Link.OFFLINE)

    words = f"Call 508-205-1116 and quote {reference(made.op_id)}"
    qtbot.waitUntil(lambda: page.card.isVisible() and page.card.words.text() == words)

    office.go(Link.ONLINE)
    qtbot.waitUntil(page.card.isHidden)


@pytest.mark.rule("CH-2")
def test_what_the_portal_advises_against_is_said(page: HelpPage) -> None:
    """Advice stands in the policy's own words."""
    assert "Texts get lost." in [label.text() for label in page.findChildren(QLabel)]


def test_before_the_first_connection_it_says_what_will_come(
    qtbot: QtBot, office: Office, page: HelpPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a policy there are no contacts, and the page says when there will be."""
    monkeypatch.setattr(type(office.context.notes), "policy", lambda _: None)
    office.tell(PolicyChanged())

    qtbot.waitUntil(lambda: "No contacts known yet" in [e.title.text() for e in page.findChildren(Empty)])


def test_a_helpdesk_that_names_no_channel_is_not_waited_for(
    qtbot: QtBot, office: Office, page: HelpPage
) -> None:
    """It was asked and told nothing: a ticket is the way, and no contacts are promised."""
    office.use(replace(office.policy, version="3", channels=()))
    office.tell(PolicyChanged())

    qtbot.waitUntil(lambda: "Write a ticket" in [e.title.text() for e in page.findChildren(Empty)])
