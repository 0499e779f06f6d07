"""What has arrived on the portal."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for


def pictures_of(portal: PortalProcess, subject: str) -> list[QImage]:
    """The pictures of the ticket of that subject, once it is there, in its order; 32 bits a pixel."""

    def found() -> list[dict[str, Any]]:
        with portal.client() as client:
            tickets = client.get("/tickets", params={"view": "open"}).raise_for_status().json()["tickets"]
        return [ticket for ticket in tickets if ticket["subject"] == subject]

    wait_for(found, "the ticket on the portal")
    ticket = found()[0]
    with portal.client() as client:
        path = f"/tickets/{ticket['ref']['number']}/files"
        answers = [client.get(f"{path}/{file['id']}").raise_for_status() for file in ticket["files"]]
    pictures = [QImage.fromData(answer.content) for answer in answers]
    return [picture.convertToFormat(QImage.Format.Format_RGB32) for picture in pictures]
