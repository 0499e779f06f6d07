"""Search through everything over HTTP (INFO-3)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import search
from trayapp.embedded.api.context import Asker, answered
from trayapp.embedded.api.knowledge_models import Findings

router = APIRouter(tags=["Search"])


@router.get("/search", response_model=Findings)
def look(
    asker: Asker,
    q: Annotated[str, Query(max_length=200, description="Words; empty: nothing is found")],
    limit: Annotated[int, Query(ge=1, le=50, description="Most of each kind")] = 20,
) -> Response:
    """Tickets, articles and announcements that I may see and in which these words stand."""
    return answered(search.everywhere(asker.portal, asker.person, q, limit))
