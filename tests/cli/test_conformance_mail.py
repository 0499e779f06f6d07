"""`trayapp conformance` against a real mail server."""

from __future__ import annotations

import io

import pytest

from tests.cli.conftest import Run
from tests.portals.smtp.post_office import HELPDESK, USER, PostOffice
from trayapp.conformance.checks import every


@pytest.fixture(autouse=True)
def nothing_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty line: no password."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))


def conform(run: Run, office: PostOffice, sender: str = "") -> tuple[int, str]:
    """Exit code, and what it says."""
    address = f"smtp://127.0.0.1:{office.port}/{HELPDESK}{sender}"
    ran = run("conformance", address, "--kind", "smtp", "--user", USER, "--password-stdin")
    return ran.code, ran.out


def test_a_mail_server_passes_what_can_be_asked_of_one(run: Run) -> None:
    """Next to nothing is sent, and what it can't do is no failure: nothing is promised of it."""
    with PostOffice() as office:
        code, said = conform(run, office)

    count = len(every.CHECKS)
    assert code == 0
    assert f"smtp | passed 5 | failed 0 | not offered {count - 5} | not tried 0 | of {count}" in said
    assert len(office.raw) == 2
    assert all("[trayapp conformance]" in str(mail["Subject"]) for mail in office.got)


def test_one_that_asks_nobody_is_not_blamed(run: Run) -> None:
    """Whose address stands in the portal's may do without a sign-in: that is the server's own rule."""
    with PostOffice() as office:
        code, said = conform(run, office, "?from=kim@example.com")

    assert code == 0
    assert "It asks nobody for a password." in said


def test_a_refusal_is_shown_as_it_was_said(run: Run) -> None:
    """The exchange is printed, with neither an e-mail address nor a secret in it; exit 5."""
    office = PostOffice()
    office.answers["DATA"] = "554 5.7.1 No tickets from ann@example.com"
    with office:
        code, said = conform(run, office)

    assert code == 5
    assert "FAILED" in said
    assert "MESSAGE → 554" in said
    assert "No tickets from [redacted]" in said
    assert USER not in said.partition("FAILED")[2]
