"""Announcements over HTTP; support staff only. Everybody gets them with their changes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from trayapp.core.model import Announcement
from trayapp.embedded import announcements
from trayapp.embedded.api import documented
from trayapp.embedded.api.context import Asker, Key, sent
from trayapp.embedded.api.models import AnnouncementIn
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work

router = APIRouter(prefix="/announcements", tags=["Announcements"])


@router.post("", status_code=201, response_model=Announcement, responses=documented.once(201))
def post(asker: Asker, key: Key, body: AnnouncementIn) -> Response:
    """Tell everybody something, once for each key."""

    def effect(work: Work) -> Answer:
        wanted = body.announcement(work.now)
        return Answer(201, to_json(announcements.post(work, asker.person, asker.portal.policy, wanted)))

    content = b"POST announcements " + body.model_dump_json().encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))


@router.delete("/{announcement}", status_code=204)
def withdraw(asker: Asker, announcement: str) -> Response:
    """Take an announcement back. Who joined an incident hears that it is over."""
    with asker.portal.work() as work:
        announcements.withdraw(work, asker.person, announcement)
    return Response(status_code=204)
