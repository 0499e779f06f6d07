"""What changed, over HTTP: pages to pull, and events that say when to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from trayapp.core.model import Changes
from trayapp.embedded import changes
from trayapp.embedded.accounts import Person
from trayapp.embedded.api.context import Asker, IfNoneMatch, answered, same, unchanged
from trayapp.embedded.api.documented import problem, tagged
from trayapp.embedded.events import Hub

router = APIRouter(tags=["Changes"])
HEARTBEAT = 15.0
"""Seconds of silence after which a comment shows that the line still stands."""
_CHANGED = "event: changed\ndata: {}\n\n"
_STILL_HERE = ": still here\n\n"


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
) -> Response:
    """One page of the tickets that changed, with what was said on them since the cursor."""
    page = changes.page(asker.portal, asker.person, cursor, limit)
    etag = f'"{page.cursor}"'
    if page.cursor == cursor and same(if_none_match, etag):
        return unchanged(etag)
    return answered(page, etag)


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def events(asker: Asker) -> StreamingResponse:
    """`event: changed` at once and whenever something that I may see has changed; a comment every 15 s."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(
        stream(asker.portal.hub, asker.person), media_type="text/event-stream", headers=headers
    )


async def stream(hub: Hub, person: Person, heartbeat: float = HEARTBEAT) -> AsyncIterator[str]:
    """The lines of one person's stream, until they go or the portal stops."""
    listener = hub.join(person)
    try:
        yield _CHANGED
        while not listener.closed:
            changed = await listener.wait(heartbeat)
            if not listener.closed:
                yield _CHANGED if changed else _STILL_HERE
    finally:
        hub.leave(listener)
