"""A helpdesk whose adapter was written without a live server, at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess
from tests.fakes.zammad.bench import PEOPLE, ZammadBench
from tests.fakes.zammad.server import ZammadServer
from trayapp.ui.texts.connect import UNTRIED

TITLE = "not yet tried against a live server"


@pytest.fixture
def helpdesk(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZammadServer]:
    """The environment names such a server and somebody's token."""
    with ZammadServer() as server:
        bench = ZammadBench(server)
        monkeypatch.setenv("TRAYAPP_PORTAL_URL", server.url)
        monkeypatch.setenv("TRAYAPP_PORTAL_KIND", "zammad")
        monkeypatch.setenv("TRAYAPP_TOKEN", f"token-of-{PEOPLE['employee'][0]}")
        yield server
        bench.close()


def test_doctor_says_that_it_was_not_tried(run: Run, helpdesk: ZammadServer) -> None:
    """The line is a warning, not a fault; who is signed in is told all the same."""
    ran = run("doctor")

    assert ran.code == 0
    assert TITLE in ran.out
    assert "signed in as dana@northwind.example" in ran.out
    assert helpdesk.house.tickets == {}


def test_doctor_says_nothing_of_the_kind_elsewhere(run: Run, signed_in: PortalProcess) -> None:
    """Kinds that were tried have no such line."""
    assert signed_in.url
    assert TITLE not in run("doctor").out


def test_connect_says_that_it_was_not_tried(
    run: Run, helpdesk: ZammadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is asked for, whoever sets it up reads what runs there, and that nobody has tried it yet."""
    for name in ("TRAYAPP_PORTAL_URL", "TRAYAPP_PORTAL_KIND", "TRAYAPP_TOKEN"):
        monkeypatch.delenv(name)
    monkeypatch.setattr("sys.stdin", StringIO("no-such-token\n"))

    ran = run("connect", helpdesk.url, "--token-stdin")

    assert ran.code != 0
    assert ran.out.startswith(f"Zammad Helpdesk runs at {helpdesk.url}. {UNTRIED}")


def test_a_ticket_goes_all_the_way(run: Run, helpdesk: ZammadServer) -> None:
    """Submitted, answered, replied to and closed with the program's own words, like on any other portal."""
    assert run("submit", "--subject", "Printer prints blank", "--wait", "20").code == 0
    (ticket,) = helpdesk.house.tickets.values()
    helpdesk.house.answer(ticket.id, "<p>Try <b>water</b></p>", html=True)
    assert run("sync").code == 0

    shown = run("show", ticket.number)
    replied = run("update", ticket.number, "That helped", "--wait", "20")
    closed = run("close", ticket.number, "--wait", "20")

    assert "Try water" in shown.out
    assert (replied.code, closed.code) == (0, 0)
    assert helpdesk.house.tickets[ticket.id].state_id == 4
    assert [item.sender for item in helpdesk.house.said_on(ticket.id)] == ["Customer", "Agent", "Customer"]
