"""What changed, over HTTP: pages to pull."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.core.model import Changes
from trayapp.embedded import changes
from trayapp.embedded.api.context import Asker, IfNoneMatch, answered, same, unchanged
from trayapp.embedded.api.documented import problem, tagged

router = APIRouter(tags=["Changes"])


@router.get(
    "/changes",
    response_model=Changes,
    responses=tagged("Nothing new since the cursor.")
    | {
        410: problem(
            "The cursor is none of this portal for this person (cursor_gone); start over without one."
        )
    },
)
def pull(
    asker: Asker,
    cursor: Annotated[
        str | None, Query(max_length=200, description="From the page before; none: everything")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Tickets on one page")] = 200,
    if_none_match: IfNoneMatch = None,
    *,
    messages: Annotated[
        bool, Query(description="With what was said; otherwise ask for each conversation apart")
    ] = True,
) -> Response:
    """One page of the tickets that changed, with what was said on them since the cursor."""
    page = changes.page(asker.portal, asker.person, cursor, limit, messages=messages)
    etag = f'"{page.cursor}"'
    if page.cursor == cursor and same(if_none_match, etag):
        return unchanged(etag)
    return answered(page, etag)
