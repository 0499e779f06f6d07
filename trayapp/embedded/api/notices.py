"""The bell over HTTP (INFO-2). Everybody also gets theirs with their changes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import bell
from trayapp.embedded.api.context import Asker, answered
from trayapp.embedded.api.knowledge_models import NoticePage

router = APIRouter(tags=["Notices"])


@router.get("/notices", response_model=NoticePage)
def notices(
    asker: Asker,
    after: Annotated[str | None, Query(max_length=100, description="The `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """What happened to tickets of mine, the newest first."""
    with asker.portal.db.read() as tx:
        return answered(bell.page(tx, asker.person, after, limit))
