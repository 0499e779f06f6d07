"""What a witness sees of a conversation with a mail server."""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing

import pytest

from tests.fakes.memory_store import MemorySteps
from tests.hostile.certificates import Authority
from tests.portals.smtp.conftest import OP, Employee
from tests.portals.smtp.post_office import HELPDESK, PASSWORD, USER, PostOffice
from tests.portals.smtp.test_server import tls
from trayapp.core.model import Draft
from trayapp.core.ports.witness import Exchange
from trayapp.portals.registry import open_portal


def seen(employee: Employee, office: PostOffice, draft: Draft) -> list[Exchange]:
    """Every exchange of one ticket."""
    found: list[Exchange] = []
    address = f"smtp://127.0.0.1:{office.port}/{HELPDESK}"
    with closing(
        open_portal("smtp", address, lambda: employee.secret, employee.spool, witness=found.append)
    ) as portal:
        portal.submit(OP, draft, MemorySteps(), lambda _sent, _total: None)
    return found


@pytest.mark.parametrize("excluded", [(), ("PLAIN",)])
def test_everything_said_is_seen_but_who_signs_in(
    trusting: Authority, employee: Employee, excluded: tuple[str, ...]
) -> None:
    """Each command with its answer; of a sign-in, by PLAIN or by LOGIN, that there was one; of the mail its text."""
    office = PostOffice(tls(trusting), login=True, without=excluded)
    with office:
        said = seen(employee, office, Draft("Printer", "It hums"))

    commands = [f"{one.method} {one.status}" for one in said if one.method != "AUTH"]
    assert commands == [
        "CONNECT 220",
        "EHLO 250",
        "STARTTLS 220",
        "EHLO 250",
        "MAIL 250",
        "RCPT 250",
        "DATA 354",
        "MESSAGE 250",
        "QUIT 221",
    ]
    signing = [one for one in said if one.method == "AUTH"]
    assert [one.status for one in signing] == ([334, 334, 235] if excluded else [235])
    assert b"It hums" in (next(one for one in said if one.method == "MESSAGE").sent or b"")
    whole = repr(said)
    for secret in (PASSWORD, f"\0{USER}\0{PASSWORD}", USER):
        assert b64encode(secret.encode()).decode() not in whole
    assert PASSWORD not in whole
    assert len(office.raw) == 1


def test_of_a_file_nothing_is_seen(office: PostOffice, employee: Employee) -> None:
    """A picture may be large, and shows what the employee works on."""
    picture = employee.file(b"\x89PNG" + bytes(300_000))
    said = seen(employee, office, Draft("Printer", files=(picture,)))

    assert max(len(one.sent or b"") for one in said) < 10_000


def test_a_refusal_is_seen(office: PostOffice, employee: Employee) -> None:
    """With its words, so that the one who runs the server finds them there."""
    office.answers["DATA"] = "554 5.7.1 Looks like spam"
    found: list[Exchange] = []
    address = f"smtp://127.0.0.1:{office.port}/{HELPDESK}"
    portal = open_portal("smtp", address, lambda: employee.secret, employee.spool, witness=found.append)
    with closing(portal), pytest.raises(Exception, match="Looks like spam"):
        portal.submit(OP, Draft("Printer"), MemorySteps(), lambda _sent, _total: None)

    last = next(one for one in found if one.method == "MESSAGE")
    assert (last.status, last.received, last.size) == (554, b"5.7.1 Looks like spam", 21)
