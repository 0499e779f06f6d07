"""`trayapp show ID --sent`: what left, beside what a real portal says it holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess

pytestmark = pytest.mark.usefixtures("signed_in")


@pytest.fixture
def number(run: Run, attachment: Path) -> str:
    """A ticket with a file, and an answer with the same."""
    sent = run(
        "submit", "--subject", "Fan is loud", "--description", "Since noon", "--attach", str(attachment)
    )
    assert sent.code in {0, 4}
    run("sync")
    found = run("tickets", "--search", "loud", "--json").document["tickets"]
    assert isinstance(found, list)
    name = str(found[0]["number"])
    assert run("update", name, "Louder now", "--attach", str(attachment)).code in {0, 4}
    run("sync")
    return name


@pytest.mark.rule("APP-3")
def test_words_facts_and_files_as_acknowledged(run: Run, number: str, attachment: Path) -> None:
    """One document: each thing sent, with the hash of each file and what the portal holds in its place."""
    document = run("show", number, "--sent", "--json").document
    sent = document["sent"]
    assert isinstance(sent, list)
    first, second = sent
    digest = hashlib.sha256(attachment.read_bytes()).hexdigest()

    assert (document["number"], document["whole"]) == (number, True)
    assert (first["kind"], first["subject"], first["words"]) == ("create", "Fan is loud", "same")
    assert (second["kind"], second["text"], second["words"]) == ("update", "Louder now", "same")
    assert first["facts"]
    assert first["received_at"] <= second["received_at"]
    files = [file for one in sent for file in one["files"]]
    assert [(file["name"], file["held"], file["sha256"]) for file in files] == [
        ("notes.txt", "same", digest)
    ] * 2
    assert [file["remote"]["sha256"] for file in files] == [digest, digest]


@pytest.mark.rule("APP-3")
def test_in_words(run: Run, number: str) -> None:
    """The same for people."""
    said = run("show", f"#{number}", "--sent").out

    assert f"What you sent · #{number}" in said
    assert "  Description: Since noon" in said
    assert "[notes.txt, 24 bytes]" in said
    assert said.count("holds exactly this file") == 2
    assert "Your answer: Louder now" in said


def test_a_ticket_of_the_portals_own_was_not_sent_from_here(run: Run, portal: PortalProcess) -> None:
    """It is said, and is no error; a number that nobody knows is one."""
    run("sync")
    everything = run("tickets", "--view", "all", "--json").document["tickets"]
    assert isinstance(everything, list)
    names = [row["number"] for row in everything if row["subject"] not in {"Fan is loud", "Screen flickers"}]
    ran = run("show", str(names[-1]), "--sent", "--json")

    assert (ran.code, ran.document["sent"], ran.document["whole"]) == (0, [], False)
    assert "was not sent from this computer" in run("show", str(names[-1]), "--sent").out
    assert run("show", "999999", "--sent").code != 0
