"""A ticket's pane over a portal that has everything."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.office import Office
from tests.ui.tickets.cases import open_for_all, shown_view
from trayapp.ui.tickets.view import TicketView


@pytest.fixture
def case_view(qtbot: QtBot, office: Office) -> TicketView:
    """Shown, with no ticket yet; the portal grants everything."""
    open_for_all(office)
    return shown_view(qtbot, office)


@pytest.fixture
def view(qtbot: QtBot, office: Office) -> TicketView:
    """The right-hand pane, shown, with no ticket yet."""
    made = TicketView(office.context)
    qtbot.addWidget(made)
    made.resize(440, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made
