"""`trayapp tickets`, `show`, `update`, `close` and `priority`: the same as in the windows."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess


@pytest.fixture
def ticket(run: Run, signed_in: PortalProcess) -> str:
    """The number of a new ticket."""
    words = (
        "--no-facts",
        "--subject",
        "Screen flickers",
        "--description",
        "On the left",
        "--wait",
        "30",
        "--json",
    )
    return str(run("submit", *words).document["number"])


@pytest.mark.rule("TK-10")
def test_the_list_shows_number_status_and_subject(run: Run, ticket: str) -> None:
    """Each row has number, status in words, age and subject."""
    row = next(line for line in run("tickets").out.splitlines() if f"#{ticket}" in line)

    assert "New" in row
    assert "Screen flickers" in row


@pytest.mark.rule("TK-3")
def test_views_and_search(run: Run, ticket: str) -> None:
    """A view shows its tickets, a search those with the words, and an empty list says so."""
    everything = run("tickets", "--view", "all", "--json").document
    found = run("tickets", "--search", "flickers", "--json").document

    assert isinstance(everything["total"], int)
    assert isinstance(found["total"], int)
    assert everything["total"] > found["total"] > 0
    assert "Nothing found" in run("tickets", "--search", "zebra", "--offline").out


@pytest.mark.rule("APP-6")
def test_offline_the_last_sync_is_shown(run: Run, ticket: str, request: pytest.FixtureRequest) -> None:
    """With the portal gone the list is what was pulled last, and its age is told."""
    run("tickets")
    request.getfixturevalue("nobody_there")

    ran = run("tickets", "--json")

    assert ran.code == 0
    assert ran.document["synced_at"]
    assert "As of" in ran.err
    rows = ran.document["tickets"]
    assert isinstance(rows, list)
    assert ticket in [row["number"] for row in rows]


@pytest.mark.rule("TK-4")
def test_an_answer_reaches_the_ticket(run: Run, ticket: str, attachment: object) -> None:
    """What is written, with a file, stands in the conversation as mine."""
    assert run("update", ticket, "It flickers again", "--attach", str(attachment)).code == 0

    messages = run("show", ticket, "--json").document["messages"]
    assert isinstance(messages, list)
    assert [(message["text"], message["mine"]) for message in messages] == [("It flickers again", True)]
    said = run("show", f"#{ticket}").out
    assert "Screen flickers" in said
    assert "You, just now:" in said
    assert "notes.txt" in said


@pytest.mark.rule("TK-10")
def test_the_priority_is_changed(run: Run, ticket: str) -> None:
    """The portal's answer tells the new priority; an unknown one ends with 2 and names those there are."""
    assert run("priority", ticket, "high").code == 0
    assert run("show", ticket, "--json").document["priority"] == "high"

    ran = run("priority", ticket, "volcanic")
    assert ran.code == 2
    assert "critical" in ran.err


@pytest.mark.rule("TK-4")
def test_a_ticket_is_closed(run: Run, ticket: str) -> None:
    """A closed ticket is in the view of closed ones."""
    ran = run("close", ticket)

    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"#{ticket} is closed.")
    rows = run("tickets", "--view", "closed", "--json").document["tickets"]
    assert isinstance(rows, list)
    assert ticket in [row["number"] for row in rows]


@pytest.mark.parametrize("words", [["show"], ["close"], ["update", "hello"], ["priority", "low"]])
def test_an_unknown_ticket_is_2(run: Run, signed_in: PortalProcess, words: list[str]) -> None:
    """A number that is nobody's ends with 2 and a sentence."""
    ran = run(words[0], "999999", *words[1:])

    assert ran.code == 2
    assert "There is no ticket 999999" in ran.err


def test_a_ticket_on_its_way_can_be_answered(run: Run, nobody_there: str) -> None:
    """An answer to a ticket that is still in the outbox waits behind it; both are shown."""
    saved = run("submit", "--no-facts", "--subject", "Not sent yet", "--json").document
    ran = run("update", str(saved["reference"]), "and more", "--wait", "0", "--json")

    assert ran.code == 0
    assert ran.document["ticket_id"] == saved["op_id"]
    assert "Not sent yet" in run("show", str(saved["reference"]), "--offline").out


def test_an_empty_answer_is_2(run: Run, ticket: str) -> None:
    """Nothing to say is nothing to send."""
    assert run("update", ticket, " ").code == 2


def test_a_portals_text_moves_no_cursor(run: Run, signed_in: PortalProcess) -> None:
    """Escape sequences in what the portal holds do not reach the terminal."""
    words = ("--no-facts", "--subject", "Evil \x1b[2J text \u202e", "--wait", "30", "--json")
    number = run("submit", *words).document["number"]

    said = run("show", str(number)).out

    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "Evil" in said


@pytest.mark.parametrize("words", [["tickets"], ["notices"], ["search", "printer"]])
@pytest.mark.parametrize("number", ["0", "-3", "many", "1000000"])
def test_a_number_of_things_to_show_is_one_at_least(run: Run, words: list[str], number: str) -> None:
    """None, fewer and far too many are usage, and no number is taken for another."""
    ran = run(*words, "--offline", f"--limit={number}")

    assert (ran.code, "number from 1 to 100000" in ran.err) == (2, True)
