"""Letters of a portal that runs as a process of its own."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.embedded.browser import Page
from tests.embedded.mail_server import MailServer
from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for

DANA = "dana@northwind.example"


def forget(portal: PortalProcess) -> None:
    """Dana forgot her password."""
    with httpx.Client(base_url=portal.url, trust_env=False) as client:
        form = Page(client.get("/account/forgot")).form("email").fields
        assert client.post("/account/forgot", data={**form, "email": DANA}).status_code == 200


def test_letters_survive_that_the_portal_and_the_mail_server_were_away(tmp_path: Path) -> None:
    """No request waits for them; after a restart they arrive, with a link to the public address."""
    mail = MailServer()
    options = ("--smtp", f"127.0.0.1:{mail.port}", "--smtp-from", "it@acme-it.example")
    portal = PortalProcess(tmp_path / "data", *options, "--public-url", "http://help.acme-it.example")
    with portal:
        forget(portal)
    with mail, portal:
        wait_for(lambda: [m for m in mail.got if m["Subject"].startswith("A new password")], "the letter")
    (letter,) = [m for m in mail.got if m["Subject"].startswith("A new password")]
    assert (letter["To"], str(letter["From"])) == (DANA, "Acme IT <it@acme-it.example>")
    assert "http://help.acme-it.example/account/reset?link=" in letter.get_content()
    assert not (tmp_path / "data" / "mail").exists()


def test_a_link_leads_to_where_the_portal_listens(tmp_path: Path) -> None:
    """When no other address was named."""
    with PortalProcess(tmp_path / "data") as portal:
        forget(portal)
        wait_for(lambda: list((tmp_path / "data" / "mail").glob("*-reset-*.eml")), "the letter")
        (path,) = (tmp_path / "data" / "mail").glob("*-reset-*.eml")
        text = path.read_text(encoding="utf-8")
    assert f"{portal.url}/account/reset?link=" in text
