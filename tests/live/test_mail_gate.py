"""A ticket sent as e-mail, fed to the gate of a real helpdesk."""

from __future__ import annotations

import base64
import io
import subprocess

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.live.rt_server import RtServer
from tests.portals.smtp.post_office import PostOffice
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Fact, FileKind
from trayapp.core.password import Password
from trayapp.portals.registry import open_portal

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SUBJECT = "Drücker brennt"
OP = OpId("0193539c-5c00-7abc-8def-0123456789ab")


def sent() -> bytes:
    """The mail of an employee whom the helpdesk knows, as a real mail server took it."""
    spool, secret = MemorySpool(), Password("alice@corp.example", "").secret()
    picture = spool.put(io.BytesIO(PNG), "screen.png", "image/png", FileKind.SCREENSHOT)
    with PostOffice() as office:
        address = f"smtp://127.0.0.1:{office.port}/help@example.org"
        portal = open_portal("smtp", address, lambda: secret, spool)
        draft = Draft(SUBJECT, "It burns", facts=(Fact("os", "x"),), files=(picture,))
        portal.submit(OP, draft, MemorySteps(), lambda _sent, _total: None)
    return office.raw[0]


def test_a_mail_becomes_a_ticket_of_the_right_person_with_the_picture(rt_server: RtServer) -> None:
    """The gate takes it as it is: subject, requestor and every byte of the picture."""
    gate = ["rt-mailgate-5", "--queue", "IT Support", "--action", "correspond", "--url", rt_server.url]
    subprocess.run(gate, input=sent(), check=True, timeout=60)
    headers = {"Authorization": f"token {rt_server.tokens['agent']}"}
    with httpx.Client(base_url=f"{rt_server.url}/REST/2.0", headers=headers, trust_env=False) as agent:
        asked = {"query": f"Subject = '{SUBJECT}'", "fields": "Subject,Requestor"}
        (ticket,) = agent.get("/tickets", params=asked, timeout=30).json()["items"]
        parts = agent.get(
            f"/ticket/{ticket['id']}/attachments", params={"fields": "Filename"}, timeout=30
        ).json()["items"]
        (picture,) = [part["id"] for part in parts if part["Filename"] == "screen.png"]
        content = agent.get(f"/attachment/{picture}", timeout=30).json()["Content"]

    assert ticket["Subject"] == SUBJECT
    assert [person["id"] for person in ticket["Requestor"]] == ["alice"]
    assert base64.b64decode(content) == PNG
