"""Announcements over HTTP; support staff only. Everybody gets them with their changes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from trayapp.core.model import Announcement
from trayapp.embedded import announcements
from trayapp.embedded.api.context import Asker, answered
from trayapp.embedded.api.models import AnnouncementIn

router = APIRouter(prefix="/announcements", tags=["Announcements"])


@router.post("", status_code=201, response_model=Announcement)
def post(asker: Asker, body: AnnouncementIn) -> Response:
    """Tell everybody something."""
    with asker.portal.work() as work:
        made = announcements.post(work, asker.person, body.announcement(work.now))
    return answered(made, status=201)


@router.delete("/{announcement}", status_code=204)
def withdraw(asker: Asker, announcement: str) -> Response:
    """Take an announcement back."""
    with asker.portal.work() as work:
        announcements.withdraw(work, asker.person, announcement)
    return Response(status_code=204)
