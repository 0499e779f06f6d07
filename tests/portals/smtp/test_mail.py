"""A ticket arrives as one mail that every mail program reads."""

from __future__ import annotations

import email.utils
import json
from contextlib import closing
from email.message import EmailMessage

import pytest

from tests.fakes.memory_store import MemorySteps
from tests.portals.smtp.conftest import NOW, OP, Employee
from tests.portals.smtp.post_office import HELPDESK, USER, PostOffice
from trayapp import __version__
from trayapp.core.errors import NotFound
from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, Fact, TicketRef, Update

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
FACTS = (Fact("os.version", "Windows 11"), Fact("memory", "denied", failed=True))


def parts(mail: EmailMessage) -> dict[str, EmailMessage]:
    """Its leaves, by file name, or by type where they have none."""
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    return {part.get_filename() or part.get_content_type(): part for part in leaves}


def test_a_ticket_is_one_mail_with_all_that_belongs_to_it(office: PostOffice, employee: Employee) -> None:
    """Text, answers, facts as a table and as JSON, the picture shown and named, the file attached."""
    log = employee.file(b"line 1\r\n.\r\nline 2", "log.txt", "text/plain")
    draft = Draft(
        "Printer on fire",
        "It burns.\n.\nReally.",
        product="printer",
        fields={"room": "12 b"},
        facts=FACTS,
        files=(employee.file(PNG), log),
        written_at=NOW,
    )

    ref = employee.send(office.port, draft)

    (mail,) = office.got
    found = parts(mail)
    text = found["text/plain"].get_content().replace("\r\n", "\n")
    assert ref.number == ""
    assert (mail["From"], mail["To"], mail["Subject"]) == (USER, HELPDESK, "Printer on fire")
    assert mail["Message-ID"] == f"<{OP}@example.com>"
    assert email.utils.parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["User-Agent"] == f"trayapp/{__version__}"
    assert text.startswith("It burns.\n.\nReally.\n")
    assert f"Reference: {reference(OP)}" in text
    for line in ("Product: printer", "room: 12 b", "os.version: Windows 11", "memory: not known (denied)"):
        assert line in text.splitlines()
    assert found["screen.png"].get_content() == PNG
    assert found["log.txt"].get_payload(decode=True) == b"line 1\r\n.\r\nline 2"
    told = json.loads(found[f"ticket-{OP}.json"].get_payload(decode=True))  # type: ignore[arg-type]
    assert told["fields"] == {"room": "12 b"}
    assert told["facts"][1] == {"key": "memory", "value": "denied", "failed": True}


def test_a_picture_is_shown_in_the_text_and_is_a_file(office: PostOffice, employee: Employee) -> None:
    """The HTML text shows it by its content id; the part has a name and stands inline."""
    employee.send(office.port, Draft("Look", files=(employee.file(PNG),)))

    found = parts(office.got[0])
    shown = str(found["screen.png"]["Content-ID"]).strip("<>")
    assert f'src="cid:{shown}"' in found["text/html"].get_content()
    assert found["screen.png"].get_content_disposition() == "inline"
    assert found["screen.png"].get_content_type() == "image/png"


def test_pictures_are_taken_in_a_form_that_every_mail_program_shows(employee: Employee) -> None:
    """Some know no WebP; an administrator whose people's programs do may allow it."""
    with closing(employee.portal(25)) as portal:
        usual = portal.policy().screenshots.formats
        employee.overlay = {"screenshots": {"formats": ["image/png", "image/webp"]}}
        allowed = portal.policy().screenshots.formats

    assert (usual, allowed) == (("image/png",), ("image/png", "image/webp"))


def test_what_the_administrator_named_is_named_so_in_the_mail(office: PostOffice, employee: Employee) -> None:
    """Codes of the form are told in the labels of policy.toml; without it, as codes."""
    employee.overlay = {"products": [{"code": "p1", "label": "The printer", "categories": []}]}

    employee.send(office.port, Draft("Look", product="p1", priority="high"))

    text = parts(office.got[0])["text/plain"].get_content().splitlines()
    assert "Product: The printer" in text
    assert "Urgency: high" in text


def test_an_answer_goes_on_from_the_mail_that_made_the_ticket(office: PostOffice, employee: Employee) -> None:
    """Its message id is named, and the subject kept with the number in brackets that the helpdesk goes by."""
    ref = employee.send(office.port, Draft("[help #42] Printer"))
    answer = OpId("0193539c-5c00-7abc-8def-0123456789ac")

    with closing(employee.portal(office.port)) as portal:
        landed = portal.update(answer, ref, Update("Still burning"), MemorySteps(), lambda _a, _b: None)

    first, second = office.got
    assert landed.id == answer
    assert second["Subject"] == "Re: [help #42] Printer"
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert second["Message-ID"] == f"<{answer}@example.com>"
    assert parts(second)["text/plain"].get_content().strip() == "Still burning"


@pytest.mark.parametrize("ticket", ["4711", "", f"{OP}.§", f"{OP}.a"])
def test_an_answer_to_what_is_no_mail_of_ours_is_refused(
    office: PostOffice, employee: Employee, ticket: str
) -> None:
    """A ticket of another kind of portal is not known here, and nothing is sent."""
    with closing(employee.portal(office.port)) as portal, pytest.raises(NotFound):
        portal.update(OP, TicketRef(ticket, "7"), Update("x"), MemorySteps(), lambda _a, _b: None)

    assert office.got == []


def test_every_try_has_the_same_message_id(office: PostOffice, employee: Employee) -> None:
    """A helpdesk that compares them takes the second for what it is."""
    for _ in range(2):
        employee.send(office.port, Draft("Again"))

    first, second = office.got
    assert first["Message-ID"] == second["Message-ID"]


def test_progress_ends_when_the_mail_is_out(office: PostOffice, employee: Employee) -> None:
    """It grows, and all is sent once, at the end; also where there are no files."""
    big = employee.file(bytes(300_000))
    employee.send(office.port, Draft("Look", files=(big,)))
    with_file = list(employee.progress)
    employee.progress.clear()
    employee.send(office.port, Draft("Look"))

    assert with_file == sorted(with_file)
    assert with_file[-1] == (300_000, 300_000)
    assert with_file.count((300_000, 300_000)) == 1
    assert len(with_file) > 2
    assert employee.progress == [(0, 0)]
